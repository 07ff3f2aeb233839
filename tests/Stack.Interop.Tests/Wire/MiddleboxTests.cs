using System.Net;
using System.Net.Sockets;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Simulation.Links;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Two kernels with our cable between them.</summary>
public sealed class MiddleboxTests
{
    private const int Port = 5000;
    private const string Near = "10.97.0.1", Far = "10.97.0.2";

    [Theory]
    [InlineData("", true, true)]
    [InlineData("", true, false)]
    [InlineData("", false, true)]
    [InlineData("--loss 1%", true, true)]
    [InlineData("--loss 1% --delay 2ms --jitter 1ms", false, true)]
    [InlineData("--reorder 10% --reorder-delay 1ms --duplicate 5% --corrupt 1%", true, true)]
    public void What_kernels_send_each_other_through_it_arrives_unchanged(string impairments, bool overTap, bool useOffload)
    {
        Assert.True(ImpairmentText.TryParse(impairments, out Impairments does, out _));
        const long octets = 20_000_000;
        using Playground near = Playground.Create(), far = Playground.Create();
        using IFrameDevice first = Plug(near, Near, overTap, useOffload), second = Plug(far, Far, overTap, useOffload);
        using Middlebox between = new(first, second, new() { Forth = does, Back = does });
        between.Start();
        using Socket listener = NetworkNamespace.Run(far.Name, () =>
        {
            Socket made = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            made.Bind(new IPEndPoint(IPAddress.Any, Port));
            made.Listen();
            return made;
        });
        Thread echo = new(() =>
        {
            using Socket accepted = listener.Accept();
            byte[] buffer = new byte[262_144];
            for (int got = accepted.Receive(buffer); got > 0; got = accepted.Receive(buffer))
                for (int sent = 0; sent < got;)
                    sent += accepted.Send(buffer, sent, got - sent, SocketFlags.None);
        }) { IsBackground = true };
        echo.Start();
        Assert.Equal(Pattern.Digest(octets), KernelPeer.Echo(near.Name, Far, Port, octets));
        LaneCounters forth = between.Forth;
        Assert.True(forth.Offered >= octets / 1460, $"{forth.Offered}");
        if (overTap) Assert.Equal(useOffload, forth.Cut > 0);
        if (does.Link.Loss > 0) Assert.InRange(forth.Lost * 1e6 / forth.Offered, does.Link.Loss * 0.7, does.Link.Loss * 1.3);
        else Assert.Equal(0, forth.Lost);
        Assert.Null(between.Completion.Exception);
    }

    [Fact]
    public void Scripted_frames_are_lost_and_a_delay_is_felt()
    {
        using Playground near = Playground.Create(), far = Playground.Create();
        near.Run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1"); // no chatter: frames are counted
        far.Run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1");
        using IFrameDevice first = Plug(near, Near, true, true), second = Plug(far, Far, true, true);
        Assert.True(ImpairmentText.TryParse("--delay 20ms --drop 3", out Impairments does, out _));
        using Middlebox between = new(first, second, new() { Forth = does });
        between.Start();
        // the first frame is ARP's question, then come the echo requests
        string output = near.Run("ping", "-n", "-i", "0.1", "-W", "1", "-c", "5", Far);
        Assert.Contains("4 received", output, StringComparison.Ordinal);
        Assert.DoesNotContain("icmp_seq=2 ", output, StringComparison.Ordinal);
        Assert.Matches("icmp_seq=5 .* time=([2-9][0-9]|[1-9][0-9][0-9])", output);
        Assert.Equal(1, between.Forth.Lost);
    }

    private static IFrameDevice Plug(Playground place, string address, bool overTap, bool useOffload)
    {
        if (overTap)
        {
            TapDevice tap = TapDevice.Open(new() { Name = "tap0", NetworkNamespace = place.Name, UseOffload = useOffload });
            place.Run("ip", "addr", "add", $"{address}/24", "dev", "tap0");
            return tap;
        }

        // A cable from the program's kernel to a namespace-less end that only the middlebox looks at.
        place.Run("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "end0");
        place.Run("ip", "link", "set", "eth0", "up");
        place.Run("ip", "link", "set", "end0", "up");
        place.Run("ip", "addr", "add", $"{address}/24", "dev", "eth0");
        return PcapNic.Open(new() { Name = "end0", NetworkNamespace = place.Name, TakesAll = true });
    }
}
