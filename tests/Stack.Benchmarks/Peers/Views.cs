using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Link.Ethernet;
using NetStack.Transport.Tcp;

namespace NetStack.Benchmarks.Peers;

/// <summary>The same fields through our header views.</summary>
internal static class Views
{
    /// <summary>Adds up the fields of Ethernet, IPv4 and TCP.</summary>
    public static ulong ReadHeaders(ReadOnlySpan<byte> frame)
    {
        if (!EthernetHeader.TryParse(frame, out EthernetHeader ethernet, out _)) return 0;
        ulong type = ethernet.TypeOrLength;
        if (type != EtherType.Ipv4) return type;
        if (!Ipv4Header.TryParse(frame[EthernetHeader.Length..], out Ipv4Header ip, out _) || ip.Protocol != IpProtocol.Tcp) return type;
        ulong sum = type + ip.TotalLength + ip.TimeToLive + ip.Source.Low + ip.Destination.Low;
        if (!TcpHeader.TryParse(frame[(EthernetHeader.Length + ip.HeaderLength)..], out TcpHeader tcp, out _)) return sum;
        return sum + tcp.SourcePort + tcp.DestinationPort + tcp.Sequence.Value + tcp.Acknowledgment.Value
            + (ulong)tcp.Flags + tcp.Window;
    }
}
