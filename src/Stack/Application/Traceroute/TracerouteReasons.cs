using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Traceroute;

/// <summary>What a traceroute concludes from the answer to a probe: sentences stand in the catalogues.</summary>
public static class TracerouteReasons
{
    /// <summary>A router's "time exceeded".</summary>
    public static Reason Hop { get; } = new("traceroute.hop", Rfc.Section(1812, "5.3.1"));

    /// <summary>The destination's "port unreachable", or an echo reply.</summary>
    public static Reason Reached { get; } = new("traceroute.reached", Rfc.Section(1122, "3.2.2.1"));

    /// <summary>It goes no further.</summary>
    public static Reason Unreachable { get; } = new("traceroute.unreachable", Rfc.Section(1812, "5.2.7.1"));

    /// <summary>No answer.</summary>
    public static Reason Silent { get; } = new("traceroute.silent", Rfc.Section(1812, "4.3.2.8"));

    /// <summary>The probe was too large for a link.</summary>
    public static Reason TooBig { get; } = new("traceroute.too-big", Rfc.Section(1191, "3"));

    /// <summary>All of them; the first four in the order of <see cref="TracerouteOutcome"/>, from
    /// <see cref="TracerouteOutcome.Hop"/> on.</summary>
    public static ImmutableArray<Reason> All { get; } = [Hop, Reached, Unreachable, Silent, TooBig];
}
