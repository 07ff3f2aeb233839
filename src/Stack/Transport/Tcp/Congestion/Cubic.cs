using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>CUBIC: the window is a cubic function of the time since the last loss. Source: RFC 9438.</summary>
/// <remarks>Everything is in segments and milliseconds, in integers. C is 0.4 segments per second cubed, beta is 0.7.</remarks>
/// <param name="slowStart">Leaves slow start early, or null.</param>
public sealed class Cubic(HyStart? slowStart) : ICongestionControl
{
    private const int BetaTenths = 7, SlowestGrowth = 100, FastestGrowth = 2, FirstGrowth = 20;
    private const long MostMilliseconds = 1 << 20; // its cube times 4 fits into 64 bits

    private long _wMax; // W_max
    private long _k; // K, in milliseconds
    private long _origin; // W at K
    private Timestamp _epochStart = Timestamp.Never;
    private long _estimate1000; // W_est, in thousandths of a segment

    /// <inheritdoc/>
    public string Name => "cubic";

    /// <inheritdoc/>
    public void OnAcknowledged(CongestionWindow window, int ackedSegments, Timestamp now)
    {
        if (window.InSlowStart)
        {
            ackedSegments = slowStart is null ? window.GrowExponentially(ackedSegments) : slowStart.Grow(window, ackedSegments);
            if (ackedSegments <= 0) return;
        }

        window.GrowLinearly(SegmentsPerStep(window, ackedSegments, now), ackedSegments);
    }

    /// <inheritdoc/>
    public void OnRoundTrip(CongestionWindow window, Duration roundTripTime, bool roundEnded, Timestamp now) =>
        slowStart?.OnRoundTrip(window, roundTripTime, roundEnded);

    /// <summary>RFC 9438 §4.6 and §4.7: beta times cwnd; W_max is lower than that when the loss came sooner than last time.</summary>
    public int Reduce(CongestionWindow window, Timestamp now)
    {
        _epochStart = Timestamp.Never;
        _wMax = window.Cwnd < _wMax ? window.Cwnd * (10L + BetaTenths) / 20 : window.Cwnd;
        slowStart?.Leave();
        return Math.Max(window.Cwnd * BetaTenths / 10, 2);
    }

    /// <inheritdoc/>
    public void OnTimeout(CongestionWindow window)
    {
        _wMax = 0;
        _epochStart = Timestamp.Never;
        slowStart?.Restart();
    }

    /// <summary>RFC 9438 §4.2: how many segments have to be acknowledged for one step of growth.</summary>
    private int SegmentsPerStep(CongestionWindow window, int acked, Timestamp now)
    {
        if (_epochStart == Timestamp.Never) BeginEpoch(window, now);
        long elapsed = (now - _epochStart + window.MinimumRtt).Nanoseconds / 1_000_000; // W_cubic(t + RTT)
        long distance = Math.Clamp(elapsed - _k, -MostMilliseconds, MostMilliseconds);
        long target = _origin + (distance * distance * distance / 10 * 4 / 1_000_000_000);
        target = Math.Min(target, window.Cwnd + ((long)window.Cwnd / 2)); // §4.2: at most 1.5 cwnd
        long step = target > window.Cwnd ? window.Cwnd / (target - window.Cwnd) : SlowestGrowth * (long)window.Cwnd;
        if (_wMax == 0) step = Math.Min(step, FirstGrowth);
        return (int)Math.Clamp(Math.Min(step, RenoFriendlyStep(window, acked)), FastestGrowth, int.MaxValue);
    }

    private void BeginEpoch(CongestionWindow window, Timestamp now)
    {
        _epochStart = now;
        window.Credit = 0;
        _estimate1000 = window.Cwnd * 1000L;
        _origin = Math.Max(_wMax, window.Cwnd);
        _k = IntegerRoot.Cube((_origin - window.Cwnd) * 2_500_000_000); // K = cbrt((W_max - cwnd) / C)
    }

    /// <summary>RFC 9438 §4.3: never slower than Reno would be; alpha is 3 (1 - beta) / (1 + beta) = 0.529.</summary>
    private long RenoFriendlyStep(CongestionWindow window, int acked)
    {
        _estimate1000 += acked * (_estimate1000 >= _wMax * 1000 ? 1000L : 529L) / Math.Max(1, window.Cwnd);
        long ahead = (_estimate1000 / 1000) - window.Cwnd;
        return ahead > 0 ? window.Cwnd / ahead : long.MaxValue;
    }
}
