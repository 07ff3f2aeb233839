using NetStack.Bytes;
using NetStack.Transport.Tcp.Congestion;

namespace NetStack.Tests.Transport.Tcp;

public sealed class CongestionControlTests
{
    private static readonly Duration Rtt = Duration.FromMilliseconds(100);

    [Fact]
    public void Slow_start_doubles_the_window_in_a_round_trip_up_to_the_threshold()
    {
        CongestionWindow window = new() { Cwnd = 10, Ssthresh = 15 };
        Reno.Instance.OnAcknowledged(window, 4, default);
        Assert.Equal(14, window.Cwnd);
        Reno.Instance.OnAcknowledged(window, 4, default); // one up to the threshold, three for congestion avoidance
        Assert.Equal((15, 3), (window.Cwnd, window.Credit));
    }

    [Fact]
    public void Reno_adds_a_segment_a_round_trip_in_congestion_avoidance()
    {
        CongestionWindow window = new() { Cwnd = 10, Ssthresh = 10 };
        for (int i = 0; i < 10; i++)
            Reno.Instance.OnAcknowledged(window, 1, default);
        Assert.Equal(11, window.Cwnd);
    }

    [Theory]
    [InlineData(10, 5)]
    [InlineData(3, 2)]
    [InlineData(1, 2)]
    public void Reno_halves_but_keeps_two_segments(int cwnd, int threshold) =>
        Assert.Equal(threshold, Reno.Instance.Reduce(new() { Cwnd = cwnd }, default));

    [Theory]
    [InlineData(100, 70)]
    [InlineData(10, 7)]
    [InlineData(2, 2)]
    public void CUBIC_keeps_seven_tenths(int cwnd, int threshold) =>
        Assert.Equal(threshold, new Cubic(null).Reduce(new() { Cwnd = cwnd }, default));

    /// <summary>RFC 9438 §4.2 and §4.6: K is the cube root of W_max (1 - beta) / C: for 100 segments 4.217 s. The window is back at
    /// W_max then, flat around it, and grows faster and faster beyond.</summary>
    [Fact]
    public void CUBIC_is_back_at_the_old_window_after_K_and_flat_around_it()
    {
        CongestionWindow window = new() { Cwnd = 100, MinimumRtt = Rtt };
        Cubic cubic = new(null);
        window.Cwnd = window.Ssthresh = cubic.Reduce(window, default);
        int[] after = Grow(cubic, window, 90);
        Assert.InRange(after[10], 80, 92); // 1 s: 100 - 0.4 * 3.2^3 = 86.7
        Assert.InRange(after[20], 92, 98); // 2 s: 95.6
        Assert.InRange(after[42], 98, 101); // K
        Assert.InRange(after[52], 99, 102); // flat: one second later 100.2
        Assert.InRange(after[84], 120, 132); // 8.4 s: 100 + 0.4 * 4.2^3 = 129
    }

    [Fact]
    public void CUBIC_grows_at_least_as_Reno_would_when_the_round_trip_is_short()
    {
        CongestionWindow window = new() { Cwnd = 20, MinimumRtt = Duration.FromMilliseconds(1) };
        Cubic cubic = new(null);
        window.Cwnd = window.Ssthresh = cubic.Reduce(window, default);
        Timestamp now = default;
        for (int round = 0; round < 100; round++)
        {
            now += Duration.FromMilliseconds(1);
            cubic.OnAcknowledged(window, window.Cwnd, now);
        }

        Assert.InRange(window.Cwnd, 50, 200); // 100 round trips at 0.53 segments each; the cubic curve alone would stand at 15
    }

    [Fact]
    public void HyStart_leaves_slow_start_when_the_round_trip_grows_and_stays_so_for_five_rounds()
    {
        CongestionWindow window = new() { Cwnd = 10 };
        HyStart hyStart = new();
        Rounds(hyStart, window, 2, 100);
        Assert.False(hyStart.IsConservative);
        Rounds(hyStart, window, 1, 115); // an eighth more than the round before
        Assert.True(hyStart.IsConservative);
        Rounds(hyStart, window, 5, 115);
        Assert.Equal(window.Cwnd, window.Ssthresh);
    }

    [Fact]
    public void HyStart_goes_on_with_slow_start_when_the_delay_was_no_queue()
    {
        CongestionWindow window = new() { Cwnd = 10 };
        HyStart hyStart = new();
        Rounds(hyStart, window, 2, 100);
        Rounds(hyStart, window, 1, 115);
        Rounds(hyStart, window, 1, 100);
        Assert.False(hyStart.IsConservative);
        Assert.Equal(CongestionWindow.NoThreshold, window.Ssthresh);
    }

    [Fact]
    public void Vegas_holds_between_two_and_four_segments_in_the_queue()
    {
        CongestionWindow window = new() { Cwnd = 20, Ssthresh = 10 };
        Vegas vegas = new();
        vegas.OnRoundTrip(window, Rtt, true, default);
        Assert.Equal(21, window.Cwnd); // nothing queued: one more
        vegas.OnRoundTrip(window, Duration.FromMilliseconds(140), true, default); // 21 * 40 / 140 = 6 queued: one less
        Assert.Equal(20, window.Cwnd);
        vegas.OnRoundTrip(window, Duration.FromMilliseconds(118), true, default); // 20 * 18 / 118 = 3 queued: as it is
        Assert.Equal(20, window.Cwnd);
    }

    [Fact]
    public void Cube_roots_are_exact()
    {
        foreach (long root in new long[] { 0, 1, 2, 3, 10, 1000, 123_456, 2_097_151 })
        {
            Assert.Equal(root, IntegerRoot.Cube(root * root * root));
            if (root > 0) Assert.Equal(root - 1, IntegerRoot.Cube((root * root * root) - 1));
        }

        Assert.Equal(2_097_151, IntegerRoot.Cube(long.MaxValue));
    }

    private static int[] Grow(Cubic cubic, CongestionWindow window, int rounds)
    {
        Timestamp now = default;
        int[] after = new int[rounds];
        for (int round = 0; round < rounds; round++)
        {
            after[round] = window.Cwnd;
            int acked = window.Cwnd;
            for (int i = 0; i < acked; i++)
                cubic.OnAcknowledged(window, 1, now + new Duration(Rtt.Nanoseconds * i / acked));
            now += Rtt;
        }

        return after;
    }

    private static void Rounds(HyStart hyStart, CongestionWindow window, int rounds, int milliseconds)
    {
        for (int round = 0; round < rounds; round++)
            for (int i = 0; i < 10; i++)
                hyStart.OnRoundTrip(window, Duration.FromMilliseconds(milliseconds), roundEnded: i == 0);
    }
}
