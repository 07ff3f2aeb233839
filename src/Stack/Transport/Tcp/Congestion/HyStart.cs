using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>HyStart++: leaves slow start when the round trip grows, before losses say so. Source: RFC 9406 §4.2.</summary>
public sealed class HyStart
{
    private const int SamplesNeeded = 8, ConservativeGrowthDivisor = 4, ConservativeRounds = 5; // N_RTT_SAMPLE, CSS_GROWTH_DIVISOR, CSS_ROUNDS
    private static readonly Duration LeastThreshold = Duration.FromMilliseconds(4), MostThreshold = Duration.FromMilliseconds(16);
    private static readonly Duration Never = new(long.MaxValue);

    private Duration _lastRound = Never, _thisRound = Never, _baseline = Never;
    private int _samples, _conservativeRoundsLeft, _fraction;
    private bool _left;

    /// <summary>True in conservative slow start: cwnd grows at a quarter of the speed until it is clear whether the delay
    /// was a queue.</summary>
    public bool IsConservative => _conservativeRoundsLeft > 0;

    /// <summary>Lets the window grow, and returns what is left for congestion avoidance.</summary>
    public int Grow(CongestionWindow window, int acked)
    {
        if (!IsConservative) return window.GrowExponentially(acked);
        _fraction += acked;
        int steps = _fraction / ConservativeGrowthDivisor;
        _fraction %= ConservativeGrowthDivisor;
        return steps == 0 ? 0 : window.GrowExponentially(steps);
    }

    /// <summary>Takes a measured round trip.</summary>
    public void OnRoundTrip(CongestionWindow window, Duration sample, bool roundEnded)
    {
        if (_left || !window.InSlowStart) return;
        if (roundEnded) BeginRound(window);
        if (sample < _thisRound) _thisRound = sample;
        if (++_samples < SamplesNeeded || _lastRound == Never) return;
        if (IsConservative)
        {
            if (_thisRound < _baseline) Resume(); // the delay was no queue
            return;
        }

        long threshold = Math.Clamp(_lastRound.Nanoseconds / 8, LeastThreshold.Nanoseconds, MostThreshold.Nanoseconds);
        if (_thisRound < _lastRound + new Duration(threshold)) return;
        _baseline = _thisRound;
        _conservativeRoundsLeft = ConservativeRounds;
    }

    /// <summary>A loss ends slow start.</summary>
    public void Leave() => _left = true;

    /// <summary>After a time-out slow start begins again.</summary>
    public void Restart()
    {
        _left = false;
        Resume();
        _lastRound = _thisRound = Never;
        _samples = 0;
    }

    private void Resume()
    {
        _baseline = Never;
        _conservativeRoundsLeft = 0;
    }

    private void BeginRound(CongestionWindow window)
    {
        _lastRound = _thisRound;
        _thisRound = Never;
        _samples = 0;
        if (!IsConservative || --_conservativeRoundsLeft > 0) return;
        window.Ssthresh = window.Cwnd;
        _left = true;
    }
}
