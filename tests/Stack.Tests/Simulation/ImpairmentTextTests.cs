using NetStack.Bytes;
using NetStack.Simulation.Links;

namespace NetStack.Tests.Simulation;

public sealed class ImpairmentTextTests
{
    [Fact]
    public void All_that_a_link_can_do_is_said_in_one_line()
    {
        Impairments read = Parse("--loss 2% --delay 20ms --jitter 5ms --rate 10Mbit --queue 100 --reorder 10% --duplicate 5% --corrupt 0.01% --largest 1000 --drop 7,3");
        LinkOptions expected = new()
        {
            Loss = 20_000, Delay = Duration.FromMilliseconds(20), Jitter = Duration.FromMilliseconds(5), BitsPerSecond = 10_000_000, QueueFrames = 100,
            Reorder = 100_000, ReorderDelay = Duration.FromMilliseconds(5), Duplicate = 50_000, Corrupt = 100, LargestFrame = 1000,
        };
        Assert.Equal(expected, read.Link);
        Assert.Equal([3, 7], read.Drops);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("delay 0.5s", 500_000_000, 0)]
    [InlineData("delay=1.5us", 1_500, 0)]
    [InlineData("delay 7ns loss 100%", 7, 1_000_000)]
    [InlineData("loss 0.0001%", 0, 1)]
    [InlineData("--delay 3600s", 3_600_000_000_000, 0)]
    public void Numbers_are_exact(string text, long delay, int loss)
    {
        Impairments read = Parse(text);
        Assert.Equal((delay, loss), (read.Link.Delay.Nanoseconds, read.Link.Loss));
    }

    [Theory]
    [InlineData("--lose 2%", ImpairmentReasons.Unknown, 0, "--lose")]
    [InlineData("--loss", ImpairmentReasons.NoValue, 0, "--loss")]
    [InlineData("--loss 2", ImpairmentReasons.Percent, 7, "2")]
    [InlineData("--loss 101%", ImpairmentReasons.Percent, 7, "101%")]
    [InlineData("--loss -1%", ImpairmentReasons.Percent, 7, "-1%")]
    [InlineData("--loss 1..2%", ImpairmentReasons.Percent, 7, "1..2%")]
    [InlineData("--loss 2% --delay 20", ImpairmentReasons.Duration, 18, "20")]
    [InlineData("--delay 3601s", ImpairmentReasons.Duration, 8, "3601s")]
    [InlineData("--rate 10mbit", ImpairmentReasons.Rate, 7, "10mbit")]
    [InlineData("--rate 9999999999999999Gbit", ImpairmentReasons.Rate, 7, "9999999999999999Gbit")]
    [InlineData("--queue many", ImpairmentReasons.Count, 8, "many")]
    [InlineData("--drop 0", ImpairmentReasons.Frames, 7, "0")]
    [InlineData("--drop 5-3", ImpairmentReasons.Frames, 7, "5-3")]
    [InlineData("--drop 1-999999999", ImpairmentReasons.Frames, 7, "1-999999999")]
    [InlineData("--drop 3,,4", ImpairmentReasons.Frames, 7, "3,,4")]
    public void What_is_wrong_is_told_with_its_place(string text, string reason, int at, string token)
    {
        Assert.False(ImpairmentText.TryParse(text, out _, out ImpairmentError error));
        Assert.Equal(new(reason, at, token), error);
    }

    [Fact]
    public void Scripted_frames_are_dropped_and_no_others()
    {
        Impairments read = Parse("drop 3,7-9,8");
        Assert.Equal([3, 7, 8, 9], Enumerable.Range(1, 20).Select(number => (long)number).Where(read.DropsFrame));
        Assert.DoesNotContain(Enumerable.Range(1, 20), number => new Impairments().DropsFrame(number));
    }

    [Fact]
    public void Each_name_in_the_list_is_an_option()
    {
        foreach (string name in ImpairmentText.Names)
        {
            Impairments read = new();
            Assert.False(ImpairmentText.TrySet(ref read, name, "?", out string reason));
            Assert.NotEqual(ImpairmentReasons.Unknown, reason);
        }
    }

    private static Impairments Parse(string text)
    {
        Assert.True(ImpairmentText.TryParse(text, out Impairments read, out ImpairmentError error), error.ToString());
        return read;
    }
}
