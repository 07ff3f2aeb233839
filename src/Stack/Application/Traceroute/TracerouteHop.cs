using System.Collections.Immutable;

namespace NetStack.Application.Traceroute;

/// <summary>One line of a traceroute: a hop with all its probes.</summary>
/// <param name="HopLimit">How many hops away.</param>
/// <param name="Probes">Its probes, in the order in which they were sent.</param>
public sealed record TracerouteHop(int HopLimit, ImmutableArray<TracerouteProbe> Probes);
