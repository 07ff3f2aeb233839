using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>Vegas: keeps two to four segments in the queue of the bottleneck, judged by how much longer the round trip is
/// than the shortest ever seen. Source: Brakmo and Peterson, "TCP Vegas", IEEE JSAC 13(8), 1995.</summary>
public sealed class Vegas : ICongestionControl
{
    private const int Alpha = 2, Beta = 4, Gamma = 1; // segments in the queue: too few, too many, enough to leave slow start
    private static readonly Duration Never = new(long.MaxValue);

    private Duration _base = Never, _leastOfRound = Never;
    private bool _mayGrow = true; // in slow start the window doubles only every other round trip

    /// <inheritdoc/>
    public string Name => "vegas";

    /// <inheritdoc/>
    public void OnAcknowledged(CongestionWindow window, int ackedSegments, Timestamp now)
    {
        if (window.InSlowStart && _mayGrow) window.GrowExponentially(ackedSegments);
    }

    /// <inheritdoc/>
    public void OnRoundTrip(CongestionWindow window, Duration roundTripTime, bool roundEnded, Timestamp now)
    {
        if (roundTripTime < _base) _base = roundTripTime;
        if (roundTripTime < _leastOfRound) _leastOfRound = roundTripTime;
        if (!roundEnded) return;
        Adjust(window, Queued(window));
        _leastOfRound = Never;
        _mayGrow = !_mayGrow;
    }

    /// <inheritdoc/>
    public int Reduce(CongestionWindow window, Timestamp now) => Math.Max(window.Cwnd / 2, 2);

    /// <inheritdoc/>
    public void OnTimeout(CongestionWindow window)
    {
        _leastOfRound = Never;
        _mayGrow = true;
    }

    /// <summary>Segments in queues: expected minus actual rate, times the base round trip.</summary>
    private long Queued(CongestionWindow window) =>
        (long)((Int128)window.Cwnd * (_leastOfRound - _base).Nanoseconds / Math.Max(1, _leastOfRound.Nanoseconds));

    private static void Adjust(CongestionWindow window, long queued)
    {
        if (window.InSlowStart)
        {
            if (queued <= Gamma) return;
            window.Cwnd = Math.Max(2, (int)Math.Min(window.Cwnd, window.Cwnd - queued + 1));
            window.Ssthresh = Math.Max(2, Math.Min(window.Ssthresh, window.Cwnd - 1));
        }
        else if (queued > Beta)
        {
            window.Cwnd = Math.Max(2, window.Cwnd - 1);
            window.Ssthresh = Math.Max(2, Math.Min(window.Ssthresh, window.Cwnd - 1));
        }
        else if (queued < Alpha)
        {
            window.Cwnd++;
        }
    }
}
