using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Transport;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Our host as a station of its own on a veth cable, through libpcap.</summary>
public sealed class NicTests
{
    private const ushort DigestPort = 9, SourcePort = 19;
    private const long Much = 100_000_000;

    [Theory]
    [InlineData("10.98.0.2", true)]
    [InlineData("10.98.0.2", false)]
    [InlineData("fd98::2", true)]
    public void A_hundred_megabytes_pass_unchanged_each_way(string address, bool peerLeavesWork)
    {
        using Playground near = Playground.Create(), far = Playground.Create();
        Cable(near, far);
        if (!peerLeavesWork) far.Run("ethtool", "-K", "eth0", "tx", "off", "tso", "off", "gso", "off");
        using PcapNic nic = PcapNic.Open(new() { Name = "eth0", NetworkNamespace = near.Name });
        using HostPump pump = new(nic, TapRig.Plain(new()));
        foreach ((string mine, int length) in ((string, int)[])[("10.98.0.2", 24), ("fd98::2", 64)])
        {
            Assert.True(IpAddress.TryParse(mine, out IpAddress parsed));
            pump.Host.Internet.AddAddress(pump.Interface, parsed, length, pump.Now);
        }

        Assert.Equal(Errno.None, pump.Host.Run(new DigestProgram(pump.Host, DigestPort), pump.Now));
        Assert.Equal(Errno.None, pump.Host.Run(new SourceProgram(pump.Host, SourcePort, Much), pump.Now));
        pump.Start();
        Assert.Contains("5 received", far.Run("ping", "-n", "-i", "0.05", "-W", "2", "-c", "5", address), StringComparison.Ordinal);
        Assert.Equal(Pattern.Digest(Much), KernelPeer.Upload(far.Name, address, DigestPort, Much));
        Assert.Equal(Pattern.Digest(Much), KernelPeer.Download(far.Name, address, SourcePort));
        TestContext.Current.SendDiagnosticMessage($"in {pump.Counters.FramesIn}, out {pump.Counters.FramesOut}, refused {pump.Counters.Refused}");
    }

    [Fact]
    public void A_NIC_that_does_not_exist_is_told_with_near_names()
    {
        using Playground place = Playground.Create();
        CaptureException error = Assert.Throws<CaptureException>(() => PcapNic.Open(new() { Name = "l0", NetworkNamespace = place.Name }));
        Assert.Equal(CaptureError.NoSuchDevice, error.Error);
    }

    /// <summary>A cable between two namespaces; the near kernel has no address on it, the far one has.</summary>
    private static void Cable(Playground near, Playground far)
    {
        Playground.Ip("-n", near.Name, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", far.Name);
        near.Run("ip", "link", "set", "eth0", "up");
        far.Run("ip", "link", "set", "eth0", "up");
        far.Run("ip", "addr", "add", "10.98.0.1/24", "dev", "eth0");
        far.Run("ip", "addr", "add", "fd98::1/64", "dev", "eth0", "nodad");
    }
}
