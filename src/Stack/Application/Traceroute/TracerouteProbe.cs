using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Application.Traceroute;

/// <summary>One probe and what came back.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="From">Who answered.</param>
/// <param name="RoundTrip">Time from the probe to the answer.</param>
/// <param name="Problem">What the error said; it counts for errors only.</param>
public readonly record struct TracerouteProbe(
    TracerouteOutcome Outcome, IpAddress From, Duration RoundTrip, DeliveryProblem Problem = default)
{
    /// <summary>The mark that traceroute puts behind the time where it goes no further: !N, !H, !P, !F, !S, !X; else nothing.</summary>
    public string Mark => Outcome != TracerouteOutcome.Unreachable ? "" : Problem switch
    {
        DeliveryProblem.NetworkUnreachable => "!N",
        DeliveryProblem.HostUnreachable => "!H",
        DeliveryProblem.ProtocolUnreachable => "!P",
        DeliveryProblem.TooBig => "!F",
        DeliveryProblem.SourceRouteFailed => "!S",
        DeliveryProblem.Prohibited => "!X",
        _ => "!",
    };
}
