using NetStack.Bytes;

namespace NetStack.Conformance.Syntax;

/// <summary>When an event happens. <c>default</c> is 0, the start of the script.</summary>
/// <param name="Kind">What all three times count from.</param>
/// <param name="Earliest">The time, or the begin of a span (0.1~0.2).</param>
/// <param name="Latest">The end of a span; the same as <paramref name="Earliest"/> when there is none.</param>
/// <param name="ReturnsAt">When a call that blocks returns (0.1...0.2); null for what does not block.</param>
public readonly record struct EventTime(EventTimeKind Kind, Duration Earliest, Duration Latest, Duration? ReturnsAt)
{
    /// <summary>Together with the event before: +0.</summary>
    public static EventTime AtOnce => new(EventTimeKind.Relative, default, default, null);
}
