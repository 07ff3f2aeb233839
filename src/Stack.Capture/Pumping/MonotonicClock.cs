using System.Diagnostics;
using NetStack.Bytes;

namespace NetStack.Capture.Pumping;

/// <summary>The machine's monotonic clock, which began with the wall clock's time: differences are exact whatever happens to the
/// wall clock, and recordings bear dates.</summary>
public sealed class MonotonicClock : IPumpClock
{
    private readonly long _startTicks = Stopwatch.GetTimestamp();
    private readonly Timestamp _start = new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);

    /// <inheritdoc/>
    public Timestamp Now => new(_start.Nanoseconds + ToNanoseconds(Stopwatch.GetTimestamp() - _startTicks));

    private static long ToNanoseconds(long ticks) => Stopwatch.Frequency == Duration.PerSecond
        ? ticks
        : (long)((Int128)ticks * Duration.PerSecond / Stopwatch.Frequency);
}
