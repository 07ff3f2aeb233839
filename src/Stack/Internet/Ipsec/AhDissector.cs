using NetStack.Dissection;
using NetStack.Internet.Ipv6;
using NetStack.Tracing;

namespace NetStack.Internet.Ipsec;

/// <summary>The IPsec authentication header: proves who sent the packet, hides nothing. Source: RFC 4302 §2.</summary>
public sealed class AhDissector : Dissector
{
    private const int FixedLength = 12;
    private static readonly RfcReference Format = Rfc.Section(4302, "2");
    private static readonly Field CheckValue = Field.Variable("ah.icv", FieldType.Octets, Rfc.Section(4302, "2.6"));

    /// <summary>The header's fields.</summary>
    public static Protocol Definition { get; } = new("ah", "AH", "Authentication Header",
    [
        Field.At("ah.next_header", 0, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.At("ah.length", 8, 8, FieldType.UInt8, Format),
        Field.At("ah.reserved", 16, 16, FieldType.Octets, Format),
        Field.HexAt("ah.spi", 32, 32, FieldType.UInt32, Format),
        Field.At("ah.sequence", 64, 32, FieldType.UInt32, Format),
        CheckValue,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Ah)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        bool whole = frame.AddFixed(Definition.FixedFields, octets);
        int length = whole ? (octets[1] + 2) * 4 : FixedLength; // RFC 4302 §2.2: words of 32 bits, less two
        if (length < FixedLength || length > octets.Length)
        {
            frame.ReportTooShort(octets, octets.Length, Math.Max(1, length - octets.Length));
            return;
        }

        frame.SetHeaderLength(length);
        if (length > FixedLength) frame.AddInPlace(CheckValue, octets, FixedLength, length - FixedLength);
        ExtensionHeader.HandOn(frame, octets[0], octets.From(length));
    }
}
