using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Congestion;

/// <summary>HyStart++: leaves slow start when the round trip grows, before losses say so. Source: RFC 9406 §4.2.</summary>
/// <param name="isConservative">Goes on slowly at first, in case that the delay was no queue, as RFC 9406 asks; false: the HyStart that
/// came before it, which Linux has, leaves at once. Source: Ha and Rhee, "Taming the elephants", 2011.</param>
public sealed class HyStart(bool isConservative = true)
{
    private const int LeastWindow = 16; // of the older HyStart: smaller windows hardly make queues
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
        if (!isConservative && window.Cwnd < LeastWindow) return;
        if (roundEnded || (!isConservative && _thisRound == Never)) BeginRound(window);
        if (sample < _thisRound) _thisRound = sample;
        if (!isConservative)
        {
            LeaveAtOnce(window);
            return;
        }

        if (++_samples < SamplesNeeded || _lastRound == Never) return;
        if (IsConservative)
        {
            if (_thisRound < _baseline) Resume(); // the delay was no queue
            return;
        }

        if (_thisRound < _lastRound + Threshold(_lastRound)) return;
        _baseline = _thisRound;
        _conservativeRoundsLeft = ConservativeRounds;
    }

    private static Duration Threshold(Duration of) =>
        new(Math.Clamp(of.Nanoseconds / 8, LeastThreshold.Nanoseconds, MostThreshold.Nanoseconds));

    /// <summary>More than eight round trips in a row were longer than the shortest ever by an eighth.</summary>
    private void LeaveAtOnce(CongestionWindow window)
    {
        if (_samples++ < SamplesNeeded || window.MinimumRtt == default) return;
        if (_thisRound <= window.MinimumRtt + Threshold(window.MinimumRtt)) return;
        window.Ssthresh = window.Cwnd;
        _left = true;
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
