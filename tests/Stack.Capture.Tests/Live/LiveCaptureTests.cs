using System.Diagnostics;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Live;
using NetStack.Recording;
using Xunit;

namespace NetStack.Tests.Live;

public sealed class LiveCaptureTests
{
    private const int EthernetHeader = 14, IcmpAt = EthernetHeader + 20, EchoRequest = 8, EchoReply = 0;

    [Fact]
    public void A_ping_is_seen_as_requests_and_replies()
    {
        using VethPair cable = VethPair.Create();
        using LiveCapture capture = LiveCapture.Open(new() { Device = cable.Device, Filter = "icmp" });
        using Process ping = cable.StartPing(3);
        List<CapturedFrame> frames = Read(capture, 6);
        Assert.Equal([EchoRequest, EchoReply, EchoRequest, EchoReply, EchoRequest, EchoReply],
            frames.Select(frame => (int)frame.Octets.Span[IcmpAt]));
        Assert.Equal(Enumerable.Range(1, 6), frames.Select(frame => frame.Info.Number));
        Assert.All(frames, frame => Assert.Equal((LinkType.Ethernet, frame.Octets.Length),
            (frame.Info.LinkType, frame.Info.OriginalLength)));
        Assert.True(frames[0].Info.Time <= frames[5].Info.Time);
        Assert.InRange(frames[0].Info.Time.Nanoseconds / 1e9, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        Assert.Contains(frames, frame => frame.Info.Time.Nanoseconds % 1_000 != 0);
        Assert.Equal(TimeResolution.Nanoseconds, capture.Interface.Resolution);
    }

    [Fact]
    public void The_kernel_applies_the_capture_filter()
    {
        using VethPair cable = VethPair.Create();
        using LiveCapture capture = LiveCapture.Open(new() { Device = cable.Device, Filter = "icmp[icmptype] == icmp-echo" });
        using Process ping = cable.StartPing(3);
        Assert.All(Read(capture, 3), frame => Assert.Equal(EchoRequest, frame.Octets.Span[IcmpAt]));
    }

    [Fact]
    public void The_snapshot_length_cuts_frames_and_tells_how_long_they_were()
    {
        using VethPair cable = VethPair.Create();
        using LiveCapture capture = LiveCapture.Open(new() { Device = cable.Device, Filter = "icmp", SnapLength = 40, Promiscuous = false });
        using Process ping = cable.StartPing(1);
        CapturedFrame frame = Read(capture, 1)[0];
        Assert.Equal((40, 98), (frame.Octets.Length, frame.Info.OriginalLength));
    }

    [Fact]
    public void Received_and_dropped_frames_are_counted()
    {
        using VethPair cable = VethPair.Create();
        using LiveCapture capture = LiveCapture.Open(new() { Device = cable.Device, Filter = "icmp" });
        using Process ping = cable.StartPing(2);
        Read(capture, 4);
        LiveStatistics statistics = capture.ReadStatistics();
        Assert.InRange(statistics.Received, 4, 8);
        Assert.Equal(0, statistics.Dropped);
    }

    [Fact]
    public void A_device_that_goes_away_ends_the_capture_with_one_clear_error()
    {
        using VethPair cable = VethPair.Create();
        using LiveCapture capture = LiveCapture.Open(new() { Device = cable.Device, Filter = "icmp" });
        using Process ping = cable.StartPing(1);
        Read(capture, 2);
        cable.Remove();
        CaptureException error = Assert.Throws<CaptureException>(() => Read(capture, 1));
        Assert.Equal(CaptureError.DeviceGone, error.Error);
        Assert.Contains($"{cable.Device}: the capture ended, as the device went away", error.Message, StringComparison.Ordinal);
        Assert.InRange(capture.ReadStatistics().Received, 0, 4);
    }

    [Fact]
    public void A_wrong_capture_filter_is_told_in_libpcaps_words()
    {
        using VethPair cable = VethPair.Create();
        CaptureException error = Assert.Throws<CaptureException>(
            () => LiveCapture.Open(new() { Device = cable.Device, Filter = "tcp prot 80" }));
        Assert.Equal(CaptureError.BadFilter, error.Error);
        Assert.Contains("the capture filter \"tcp prot 80\" is wrong: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("syntax error", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_device_that_does_not_exist_is_told_with_near_names()
    {
        SkipWithoutLibpcap();
        CaptureException error = Assert.Throws<CaptureException>(() => LiveCapture.Open(new() { Device = "l0" }));
        Assert.Equal(CaptureError.NoSuchDevice, error.Error);
        Assert.Contains("there is no device l0; near it: lo", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_are_listed_with_their_addresses()
    {
        using VethPair cable = VethPair.Create();
        LiveDevice device = Assert.Single(LiveDevices.List(), device => device.Name == cable.Device);
        Assert.True(device.IsUp);
        Assert.False(device.IsLoopback);
        Assert.Contains(cable.NearAddress, device.Addresses.Select(address => address.ToString()));
    }

    [Theory]
    [InlineData(1, LinkType.Ethernet)]
    [InlineData(12, LinkType.Raw)]
    [InlineData(113, LinkType.LinuxSll)]
    public void Data_link_types_become_those_of_files(int dataLink, LinkType expected) =>
        Assert.Equal(expected, LiveCapture.ToLinkType(dataLink));

    private static void SkipWithoutLibpcap()
    {
        try
        {
            LiveDevices.List();
        }
        catch (CaptureException e) when (e.Error == CaptureError.LibraryMissing)
        {
            Assert.Skip(e.Message);
        }
    }

    private static List<CapturedFrame> Read(LiveCapture capture, int count)
    {
        List<CapturedFrame> frames = [];
        Stopwatch since = Stopwatch.StartNew();
        while (frames.Count < count)
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), $"only {frames.Count} of {count} frames came");
            if (capture.Read(out CapturedFrame frame) == LiveRead.Frame)
                frames.Add(new(frame.Octets.ToArray(), frame.Info));
        }

        return frames;
    }
}
