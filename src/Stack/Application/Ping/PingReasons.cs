using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Ping;

/// <summary>What a ping concludes from what comes, or does not: sentences stand in the catalogues.</summary>
public static class PingReasons
{
    /// <summary>A reply came.</summary>
    public static Reason Reply { get; } = Of("ping.reply");

    /// <summary>A second reply came.</summary>
    public static Reason Duplicate { get; } = Of("ping.duplicate");

    /// <summary>The reply's data differ.</summary>
    public static Reason Damaged { get; } = Of("ping.damaged");

    /// <summary>The reply came late.</summary>
    public static Reason Late { get; } = Of("ping.late");

    /// <summary>ICMP told an error.</summary>
    public static Reason Error { get; } = new("ping.error", Rfc.Section(1122, "3.2.2"));

    /// <summary>Nothing came.</summary>
    public static Reason Lost { get; } = Of("ping.lost");

    /// <summary>The host could not send.</summary>
    public static Reason NotSent { get; } = new("ping.not-sent", Rfc.Section(1122, "3.3.1"));

    /// <summary>All of them, in the order of <see cref="PingOutcome"/>.</summary>
    public static ImmutableArray<Reason> All { get; } = [Reply, Duplicate, Damaged, Late, Error, Lost, NotSent];

    private static Reason Of(string id) => new(id, Rfc.Section(1122, "3.2.2.6"));
}
