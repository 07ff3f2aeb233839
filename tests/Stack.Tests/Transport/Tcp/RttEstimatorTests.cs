using NetStack.Bytes;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Rtt;

namespace NetStack.Tests.Transport.Tcp;

public sealed class RttEstimatorTests
{
    /// <summary>RFC 6298 §2, worked out by hand: after 100 ms SRTT 100, RTTVAR 50; after 200 ms RTTVAR 3/4 50 + 1/4 100 =
    /// 62.5, SRTT 7/8 100 + 1/8 200 = 112.5.</summary>
    [Theory]
    [InlineData(new[] { 1000 }, 1000, 500, 3000)]
    [InlineData(new[] { 1000, 2000 }, 1125, 625, 3625)]
    [InlineData(new[] { 1000, 1000 }, 1000, 375, 2500)]
    [InlineData(new[] { 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000 }, 1000, 37, 1150)]
    public void The_textbook_estimator_follows_RFC_6298(int[] milliseconds, int smoothed, int variation, int timeout)
    {
        RttEstimator estimator = new(TcpProfile.Textbook);
        foreach (int sample in milliseconds)
            estimator.Measure(Duration.FromMilliseconds(sample), roundEnded: true);
        Assert.Equal(smoothed, estimator.SmoothedRtt.Nanoseconds / 1_000_000);
        Assert.Equal(variation, estimator.RttVariation.Nanoseconds / 1_000_000);
        Assert.Equal(timeout, estimator.RetransmissionTimeout.Nanoseconds / 1_000_000);
    }

    [Fact]
    public void Before_the_first_sample_the_time_out_is_one_second()
    {
        Assert.Equal(Duration.FromSeconds(1), new RttEstimator(TcpProfile.Linux).RetransmissionTimeout);
        Assert.False(new RttEstimator(TcpProfile.Linux).HasSample);
    }

    [Theory]
    [InlineData(1, 1000)] // RFC 6298 (2.4): never below a second
    [InlineData(400, 1200)]
    [InlineData(30_000, 60_000)] // (2.5): a bound above
    public void The_textbook_time_out_keeps_its_bounds(int sample, int timeout)
    {
        RttEstimator estimator = new(TcpProfile.Textbook);
        estimator.Measure(Duration.FromMilliseconds(sample), true);
        Assert.Equal(timeout, estimator.RetransmissionTimeout.Nanoseconds / 1_000_000);
    }

    [Theory]
    [InlineData(100, 300)]
    [InlineData(1, 201)]
    [InlineData(200, 600)]
    public void The_Linux_time_out_is_a_round_trip_and_at_least_200_ms_of_variation(int sample, int timeout)
    {
        RttEstimator estimator = new(TcpProfile.Linux);
        estimator.Measure(Duration.FromMilliseconds(sample), true);
        Assert.Equal(timeout, estimator.RetransmissionTimeout.Nanoseconds / 1_000_000);
    }
}
