using System.Diagnostics;
using System.Net.Sockets;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Our host on a TAP device against this machine's kernel and its programs.</summary>
public sealed class TapTests
{
    private const ushort EchoPort = 7, DigestPort = 9, SourcePort = 19;
    private const long Much = 100_000_000;

    [Theory]
    [InlineData(TapRig.HostV4, true)]
    [InlineData(TapRig.HostV4, false)]
    [InlineData(TapRig.HostV6, true)]
    [InlineData(TapRig.HostV6, false)]
    public void The_kernels_ping_is_answered(string address, bool useOffload)
    {
        using TapRig rig = new TapRig(useOffload).Run();
        string output = rig.Place.Run("ping", "-n", "-i", "0.05", "-W", "2", "-c", "5", "-s", "1000", address);
        Assert.Contains("5 received", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TapRig.HostV4, true)]
    [InlineData(TapRig.HostV4, false)]
    [InlineData(TapRig.HostV6, true)]
    [InlineData(TapRig.HostV6, false)]
    public void A_hundred_megabytes_pass_unchanged_each_way(string address, bool useOffload)
    {
        using TapRig rig = new(useOffload);
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much), new EchoProgram(rig.Pump.Host, EchoPort));
        byte[] expected = Pattern.Digest(Much);
        Assert.Equal(expected, KernelPeer.Upload(rig.Place.Name, address, DigestPort, Much));
        Assert.Equal(expected, KernelPeer.Download(rig.Place.Name, address, SourcePort));
        Assert.Equal(Pattern.Digest(10_000_000), KernelPeer.Echo(rig.Place.Name, address, EchoPort, 10_000_000));
        Assert.Equal(0, rig.Pump.Counters.Refused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hundred_megabytes_pass_unchanged_through_a_thread_of_the_kernels_NAPI(bool useOffload)
    {
        const int ThroughNapi = 0x0010; // IFF_NAPI of <linux/if_tun.h>
        using TapRig rig = new(useOffload, useNapi: true);
        string folder = $"/sys/class/net/{TapRig.Device}";
        Assert.NotEqual(0, Convert.ToInt32(rig.Place.Run("cat", $"{folder}/tun_flags").Trim(), 16) & ThroughNapi);
        rig.Place.Run("sh", "-c", $"echo 1 > {folder}/threaded");
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much));
        byte[] expected = Pattern.Digest(Much);
        Assert.Equal(expected, KernelPeer.Upload(rig.Place.Name, TapRig.HostV4, DigestPort, Much));
        Assert.Equal(expected, KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort));
    }

    [Theory]
    [InlineData(TapRig.HostV4, 576)]
    [InlineData(TapRig.HostV6, 1280)]
    [InlineData(TapRig.HostV6, 9000)]
    public void Each_MTU_works(string address, int mtu)
    {
        using TapRig rig = new(useOffload: true, mtu: mtu);
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, 10_000_000));
        Assert.Equal(Pattern.Digest(10_000_000), KernelPeer.Upload(rig.Place.Name, address, DigestPort, 10_000_000));
        Assert.Equal(Pattern.Digest(10_000_000), KernelPeer.Download(rig.Place.Name, address, SourcePort));
    }

    [Fact]
    public void A_change_of_the_devices_MTU_reaches_the_host()
    {
        using TapRig rig = new();
        rig.Run(new EchoProgram(rig.Pump.Host, EchoPort));
        rig.Place.Run("ip", "link", "set", TapRig.Device, "mtu", "1400");
        Wait(() => rig.Pump.Call((host, _) => host.Internet.MtuOf(rig.Pump.Interface)).Result == 1400, "the MTU of the host stays");
        Assert.Equal(Pattern.Digest(1_000_000), KernelPeer.Echo(rig.Place.Name, TapRig.HostV4, EchoPort, 1_000_000));
    }

    [Fact]
    public void A_device_that_goes_away_is_told_and_taken_again_when_it_is_back()
    {
        List<DeviceNotice> notices = [];
        using TapRig rig = new(options: new() { Notices = notice => { lock (notices) notices.Add(notice); } });
        rig.Run(new EchoProgram(rig.Pump.Host, EchoPort));
        using Socket connection = KernelPeer.Connect(rig.Place.Name, TapRig.HostV4, EchoPort);
        rig.Place.Run("ip", "link", "del", TapRig.Device);
        Wait(() => { lock (notices) return notices.Count == 1; }, "nobody noticed");
        Assert.Equal((DeviceNoticeKind.Gone, CaptureError.DeviceGone), (notices[0].Kind, notices[0].Error!.Error));
        Assert.StartsWith("tap0: the device went away", notices[0].Error!.Message, StringComparison.Ordinal);
        rig.Place.Run("ip", "tuntap", "add", "dev", TapRig.Device, "mode", "tap");
        rig.Place.Run("ip", "addr", "add", $"{TapRig.KernelV4}/24", "dev", TapRig.Device);
        Wait(() => { lock (notices) return notices.Count == 2; }, "nobody came back");
        Assert.Equal(DeviceNoticeKind.Back, notices[1].Kind);
        connection.Send("still here"u8);
        byte[] answer = new byte[10];
        Assert.Equal(10, connection.Receive(answer));
    }

    [Fact]
    public void A_device_that_another_program_uses_is_told_with_what_helps()
    {
        using TapRig rig = new();
        CaptureException error = Assert.Throws<CaptureException>(
            () => TapDevice.Open(new() { Name = TapRig.Device, NetworkNamespace = rig.Place.Name }));
        Assert.Equal((CaptureError.DeviceFailure, "device.error.name-taken"), (error.Error, error.Reason));
        Assert.Contains("ip tuntap show", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lo")]
    [InlineData("a-name-of-16-char")]
    [InlineData("")]
    public void What_is_no_TAP_device_is_told(string name)
    {
        using Playground place = Playground.Create();
        CaptureException error = Assert.Throws<CaptureException>(() => TapDevice.Open(new() { Name = name, NetworkNamespace = place.Name }));
        Assert.Equal("device.error.not-tap", error.Reason);
    }

    [Fact]
    public void In_steady_state_a_frame_costs_no_memory()
    {
        using TapRig rig = new(useOffload: false);
        rig.Run(new DigestProgram(rig.Pump.Host, DigestPort), new SourceProgram(rig.Pump.Host, SourcePort, Much));
        Assert.Equal(Pattern.Digest(Much), KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort)); // warm
        Assert.Equal(Pattern.Digest(Much), KernelPeer.Upload(rig.Place.Name, TapRig.HostV4, DigestPort, Much));
        (long before, long frames) = rig.Pump.Call((_, _) => (GC.GetAllocatedBytesForCurrentThread(), rig.Pump.Counters.FramesIn)).Result;
        KernelPeer.Download(rig.Place.Name, TapRig.HostV4, SourcePort);
        KernelPeer.Upload(rig.Place.Name, TapRig.HostV4, DigestPort, Much);
        (long after, long framesAfter) = rig.Pump.Call((_, _) => (GC.GetAllocatedBytesForCurrentThread(), rig.Pump.Counters.FramesIn)).Result;
        double each = (after - before) / (double)(framesAfter - frames);
        TestContext.Current.SendDiagnosticMessage($"{after - before} octets for {framesAfter - frames} frames in");
        Assert.True(framesAfter - frames > 60_000 && each < 50, $"{after - before} octets for {framesAfter - frames} frames: {each:F1} each");
    }

    private static void Wait(Func<bool> condition, string otherwise)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), otherwise);
            Thread.Sleep(20);
        }
    }
}
