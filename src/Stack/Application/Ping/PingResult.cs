using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;

namespace NetStack.Application.Ping;

/// <summary>One line of a ping.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Sequence">Which request, from 1; it wraps after 65535.</param>
/// <param name="From">Who answered, or reported the error.</param>
/// <param name="RoundTrip">Time from the request to this.</param>
/// <param name="HopLimit">What was left of the reply's TTL or hop limit.</param>
/// <param name="Octets">Octets of the reply: ICMP header and data.</param>
/// <param name="Problem">What the error said; it counts for <see cref="PingOutcome.Error"/> only.</param>
/// <param name="Mtu">The next link's MTU for <see cref="DeliveryProblem.TooBig"/>, and the path's where a request was too large
/// to be sent.</param>
/// <param name="Errno">Why the request could not be sent.</param>
public readonly record struct PingResult(
    PingOutcome Outcome, int Sequence, IpAddress From, Duration RoundTrip, byte HopLimit = 0, int Octets = 0,
    DeliveryProblem Problem = default, int Mtu = 0, Errno Errno = Errno.None);
