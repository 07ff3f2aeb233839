using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>Hop-by-Hop options: what every router on the way may have to read. Source: RFC 8200 §4.3.</summary>
public sealed class HopByHopDissector : Dissector
{
    private static readonly RfcReference Format = Rfc.Section(8200, "4.3");
    private static readonly Field LengthInOctets = Field.Generated("ipv6.hopopts.len_oct", FieldType.UInt16, Format);

    /// <summary>What follows, and the length; the options are IPv6's.</summary>
    public static Protocol Definition { get; } = new("ipv6.hopopts", "IPv6", "IPv6 Hop-by-Hop Options",
    [
        Field.At("ipv6.hopopts.nxt", 0, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.At("ipv6.hopopts.len", 8, 8, FieldType.UInt8, Format),
        LengthInOctets,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.HopByHop)];

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.AddFixed(Definition.FixedFields, octets);
        if (!ExtensionHeader.TryLength(frame, octets, out int length)) return;
        frame.SetHeaderLength(length);
        frame.AddGenerated(LengthInOctets, (ulong)length);
        Ipv6Options.Dissect(frame, octets.Slice(2, length - 2));
        ExtensionHeader.HandOn(frame, octets[0], octets.From(length));
    }
}
