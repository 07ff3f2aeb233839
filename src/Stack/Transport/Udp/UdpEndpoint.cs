using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport.Udp;

/// <summary>One user of UDP: its address and port, the peer that it may be connected to, and the datagrams that wait for
/// it. Source: RFC 768 (User Interface), RFC 1122 §4.1.4.</summary>
public sealed class UdpEndpoint : DatagramEndpoint
{
    internal UdpEndpoint(UdpLayer layer)
        : base(layer.Pool)
    {
    }

    /// <summary>The local port, 0 while it is not bound.</summary>
    public ushort LocalPort { get; internal set; }

    /// <summary>The peer's port.</summary>
    public ushort RemotePort { get; internal set; }

    /// <summary>Shares its address and port with others that say so, too.</summary>
    public bool SharesPort { get; set; }

    /// <summary>Sends from 0.0.0.0: the host has no address yet. Source: RFC 1122 §3.2.1.3(a).</summary>
    public bool SendsUnspecified { get; set; }

    internal UdpEndpoint? NextOnPort { get; set; }

    /// <summary>How well the endpoint fits a datagram that has arrived; -1 when it does not. The more of the four names it
    /// has fixed, the better.</summary>
    internal int Score(in DatagramHead head, ushort sourcePort)
    {
        if (Interface != 0 && head.Interface != 0 && head.Interface != Interface) return -1;
        int score = MatchLocal(LocalAddress, head.Destination);
        if (score < 0 || !IsConnected) return score;
        return RemoteAddress == head.Source && RemotePort == sourcePort ? score + 4 : -1;
    }
}
