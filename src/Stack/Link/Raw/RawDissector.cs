using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Link.Raw;

/// <summary>No link header at all: the packet's own version says whether it is IPv4 or IPv6.
/// Source: tcpdump.org LINKTYPE_RAW.</summary>
public sealed class RawDissector : Dissector
{
    /// <summary>A protocol without fields.</summary>
    public static Protocol Definition { get; } = new("raw", "Raw", "Raw packet data", []);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => [(DissectorTable.LinkType, (uint)LinkType.Raw)];

    /// <inheritdoc/>
    public override bool HasSummary => false;

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        frame.SetHeaderLength(0);
        int version = octets.Length == 0 ? 0 : octets[0] >> 4;
        uint type = version == 6 ? EtherType.Ipv6 : EtherType.Ipv4;
        if (version is not (4 or 6) || !frame.TryNext(DissectorTable.EtherType, type, octets))
            frame.NextData(octets);
    }
}
