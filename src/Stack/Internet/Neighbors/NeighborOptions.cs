using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

/// <summary>Times and bounds of a neighbor cache; the names are those of RFC 4861 §10.</summary>
public sealed record NeighborOptions
{
    /// <summary>MAX_MULTICAST_SOLICIT: questions to everybody before a neighbor counts as unreachable.</summary>
    public int MaxMulticastSolicit { get; init; } = 3;

    /// <summary>MAX_UNICAST_SOLICIT: questions to a neighbor that was known.</summary>
    public int MaxUnicastSolicit { get; init; } = 3;

    /// <summary>RETRANS_TIMER: the time between questions.</summary>
    public Duration RetransTimer { get; init; } = Duration.FromSeconds(1);

    /// <summary>REACHABLE_TIME: how long a confirmation holds; it is drawn between half and one and a half of it.</summary>
    public Duration BaseReachableTime { get; init; } = Duration.FromSeconds(30);

    /// <summary>DELAY_FIRST_PROBE_TIME: how long the layer above has to confirm a stale neighbor.</summary>
    public Duration DelayFirstProbeTime { get; init; } = Duration.FromSeconds(5);

    /// <summary>Datagrams that wait for one neighbor's address; the oldest gives way.
    /// Source: RFC 4861 §7.2.2, RFC 1122 §2.3.2.2.</summary>
    public int PendingPerNeighbor { get; init; } = 16;

    /// <summary>Neighbors that are remembered; the least useful gives way.</summary>
    public int MaxEntries { get; init; } = 1024;
}
