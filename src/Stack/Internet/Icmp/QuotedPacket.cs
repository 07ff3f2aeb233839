using NetStack.Dissection;

namespace NetStack.Internet.Icmp;

/// <summary>The packet that an ICMP error quotes: dissected like any other, but nothing in it counts for conversations,
/// and what is known of the packet around it stays. Source: RFC 1122 §3.2.2, RFC 4443 §2.4(c).</summary>
internal static class QuotedPacket
{
    /// <summary>Dissects the beginning of a packet that somebody else once sent.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="etherType">IPv4 or IPv6.</param>
    /// <param name="quoted">The octets quoted.</param>
    public static void Dissect(DissectedFrame frame, uint etherType, scoped in Octets quoted)
    {
        if (quoted.ReportedLength == 0) return;
        (NetworkContext network, TransportContext transport, bool isQuoted) = (frame.Network, frame.Transport, frame.IsQuoted);
        frame.IsQuoted = true;
        if (!frame.TryNext(DissectorTable.EtherType, etherType, quoted)) frame.NextData(quoted);
        (frame.Network, frame.Transport, frame.IsQuoted) = (network, transport, isQuoted);
    }
}
