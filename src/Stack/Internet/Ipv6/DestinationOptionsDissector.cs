using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>Destination options: what the receiver, or the next stop of a routing header, has to read. Source: RFC 8200 §4.6.</summary>
public sealed class DestinationOptionsDissector : Dissector
{
    private static readonly RfcReference Format = Rfc.Section(8200, "4.6");
    private static readonly Field LengthInOctets = Field.Generated("ipv6.dstopts.len_oct", FieldType.UInt16, Format);

    /// <summary>What follows, and the length; the options are IPv6's.</summary>
    public static Protocol Definition { get; } = new("ipv6.dstopts", "IPv6", "IPv6 Destination Options",
    [
        Field.At("ipv6.dstopts.nxt", 0, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.At("ipv6.dstopts.len", 8, 8, FieldType.UInt8, Format),
        LengthInOctets,
    ]);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.IpProtocol, IpProtocol.Ipv6Options)];

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
