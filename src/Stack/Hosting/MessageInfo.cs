using NetStack.Bytes;

namespace NetStack.Hosting;

/// <summary>What recvmsg tells of a datagram besides its data: on Linux the control messages IP_PKTINFO, IP_RECVTTL, IP_RECVTOS
/// and SO_TIMESTAMP.</summary>
/// <param name="From">Who sent it; <c>default</c> for a stream.</param>
/// <param name="To">The address that it was sent to: one of ours, a group or a broadcast.</param>
/// <param name="Interface">Where it came in.</param>
/// <param name="HopLimit">What was left of the TTL or hop limit.</param>
/// <param name="TrafficClass">DSCP and ECN.</param>
/// <param name="At">When it came.</param>
public readonly record struct MessageInfo(
    SocketAddress From, IpAddress To, int Interface, byte HopLimit, byte TrafficClass, Timestamp At);
