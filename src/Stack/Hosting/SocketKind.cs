namespace NetStack.Hosting;

/// <summary>What a socket carries, with Linux's numbers where it has them.</summary>
public enum SocketKind : byte
{
    /// <summary>A stream of octets: TCP (SOCK_STREAM).</summary>
    Stream = 1,

    /// <summary>Datagrams: UDP (SOCK_DGRAM).</summary>
    Datagram = 2,

    /// <summary>ICMP or ICMPv6 echo: Linux's ping sockets, SOCK_DGRAM with IPPROTO_ICMP or IPPROTO_ICMPV6. They have no number
    /// of their own there; this one is none of another kind.</summary>
    Echo = 0x12,
}
