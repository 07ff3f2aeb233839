using NetStack.Bytes;

namespace NetStack.Capture.Pumping;

/// <summary>A clock's time, but never backwards: that is what a host and a link demand.</summary>
internal sealed class PumpTime(IPumpClock? clock)
{
    private readonly IPumpClock _clock = clock ?? new MonotonicClock();
    private Timestamp _now = new(long.MinValue);

    /// <summary>Asks the clock.</summary>
    public Timestamp Reach()
    {
        Timestamp now = _clock.Now;
        if (now > _now) _now = now;
        return _now;
    }
}
