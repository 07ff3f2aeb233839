using NetStack.Bytes;

namespace NetStack.Transport.Udp;

/// <summary>What is known of a datagram that was received, besides its data.</summary>
/// <param name="Source">The sender's address.</param>
/// <param name="SourcePort">The sender's port; 0 when no answer is wanted.</param>
/// <param name="Destination">The address that it was sent to: one of ours, a group or a broadcast.</param>
/// <param name="Interface">Where it came in.</param>
/// <param name="TrafficClass">DSCP and ECN.</param>
/// <param name="HopLimit">What was left of the TTL or hop limit.</param>
/// <param name="Length">Octets of its data.</param>
/// <param name="At">When it came.</param>
public readonly record struct ReceivedDatagram(
    IpAddress Source, ushort SourcePort, IpAddress Destination, int Interface, byte TrafficClass, byte HopLimit, int Length, Timestamp At);
