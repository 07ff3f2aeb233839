using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>What IP tells its user of a datagram that came, and is told of one to send, besides the payload; the same
/// for both versions of IP. Source: RFC 9293 §3.9.2.</summary>
/// <param name="Source">The sender's address; for sending, <c>default</c> lets the route decide.</param>
/// <param name="Destination">The receiver's address.</param>
/// <param name="Protocol">The protocol of the payload.</param>
/// <param name="TrafficClass">DSCP and ECN, 8 bits.</param>
/// <param name="HopLimit">TTL or hop limit; for sending, 0 is the host's own choice.</param>
/// <param name="MayFragment">False sets DF: a datagram larger than the path's MTU is refused, not cut.</param>
/// <param name="Interface">The interface that it came by, or has to leave by; 0 for any (they count from 1).</param>
public readonly record struct DatagramHead(
    IpAddress Source, IpAddress Destination, byte Protocol, byte TrafficClass = 0, byte HopLimit = 0, bool MayFragment = false,
    int Interface = 0);

/// <summary>The way that datagrams to a destination take.</summary>
/// <param name="Source">The address that this host uses on it.</param>
/// <param name="Mtu">Octets of the largest datagram, IP header included: the path's MTU as far as it is known.</param>
/// <param name="Interface">Where they leave, from 1.</param>
/// <param name="LinkMtu">Octets of the largest datagram on that link: what the host can receive, whatever the path away from it takes.</param>
/// <param name="Offload">Work that whoever takes the frames does for the host.</param>
public readonly record struct DatagramPath(IpAddress Source, int Mtu, int Interface, int LinkMtu, Offload Offload = Offload.None);

/// <summary>What became of a datagram that was to be sent.</summary>
public enum SendResult : byte
{
    /// <summary>It left, or waits for the neighbour's link address.</summary>
    Sent,

    /// <summary>No route leads there.</summary>
    NoRoute,

    /// <summary>It is larger than the path's MTU and may not be fragmented.</summary>
    TooBig,

    /// <summary>A queue is full, or the interface is down.</summary>
    Dropped,
}
