using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Transport;

/// <summary>An ICMP error about something that a socket has sent, as IP_RECVERR has it told: who says what about which of
/// its datagrams. Source: RFC 1122 §4.1.3.3, RFC 4443 §2.4(d).</summary>
/// <param name="Errno">What the error means for a call.</param>
/// <param name="Problem">What the message said.</param>
/// <param name="Mtu">The next link's MTU for <see cref="DeliveryProblem.TooBig"/>, 0 where the router did not say.</param>
/// <param name="Reporter">Who says so; this host itself when a neighbor did not answer.</param>
/// <param name="Destination">Where the datagram was to go.</param>
/// <param name="DestinationPort">Its UDP port; 0 for an echo request.</param>
/// <param name="Sequence">The sequence number of an echo request; 0 for UDP.</param>
/// <param name="At">When the error came.</param>
public readonly record struct ReportedError(
    Errno Errno, DeliveryProblem Problem, int Mtu, IpAddress Reporter, IpAddress Destination, ushort DestinationPort,
    ushort Sequence, Timestamp At);
