using NetStack.Dissection.Streams;

namespace NetStack.Dissection;

/// <summary>Octets that no dissector knows. In a stream that has been handed to it, each piece is as it came.</summary>
public sealed class DataDissector : StreamDissector
{
    private static readonly Field Data = Field.Variable("data.data", FieldType.Octets, default);
    private static readonly Field Length = Field.Generated("data.len", FieldType.Int32);

    /// <summary>The octets and their number.</summary>
    public static Protocol Definition { get; } = new("data", "Data", "Data", [Data, Length]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <summary>The layer outside knows more of the frame than "some octets".</summary>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets) => MessageLength.Of(octets.Length);

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.SetHeaderLength(0);
        frame.AddInPlace(Data, octets, 0, octets.Length);
        frame.AddGenerated(Length, (ulong)octets.ReportedLength);
    }
}
