using NetStack.Bytes;

namespace NetStack.Internet.Icmp;

/// <summary>A token bucket over ICMP errors: so many at once, and so many a second.
/// Source: RFC 4443 §2.4(f), RFC 1812 §4.3.2.8.</summary>
/// <remarks>Kept as one time stamp: when the bucket will be full again, less its size.</remarks>
/// <param name="perSecond">Errors a second, 0 for none at all.</param>
/// <param name="burst">Errors at once.</param>
internal sealed class ErrorRateLimit(int perSecond, int burst)
{
    private readonly Duration _interval = new(Duration.PerSecond / Math.Max(1, perSecond));
    private Timestamp _next = new(long.MinValue);

    /// <summary>Takes a token.</summary>
    /// <returns>False when there is none: the error stays unsent.</returns>
    public bool TryTake(Timestamp now)
    {
        if (perSecond <= 0 || burst <= 0) return false;
        Timestamp full = now + new Duration(-_interval.Nanoseconds * (burst - 1));
        if (_next < full) _next = full;
        if (_next > now) return false;
        _next += _interval;
        return true;
    }
}
