using System.Diagnostics;
using NetStack.Application.Dhcp;
using NetStack.Application.Http.Serving;
using NetStack.Application.Ping;
using NetStack.Application.Traceroute;
using NetStack.Bytes;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Our ping, traceroute and DHCP client, with kernels as routers and dnsmasq as server.</summary>
public sealed class RouteTests
{
    /// <summary>Networks: 10.99.0 from us to the first router, 10.96.1 to the second, 10.96.2 to the last host.</summary>
    [Theory]
    [InlineData("10.96.2.2", "10.99.0.1", "10.96.1.2", TracerouteMethod.Udp)]
    [InlineData("10.96.2.2", "10.99.0.1", "10.96.1.2", TracerouteMethod.Echo)]
    [InlineData("fd96:2::2", "fd99::1", "fd96:1::2", TracerouteMethod.Udp)]
    [InlineData("fd96:2::2", "fd99::1", "fd96:1::2", TracerouteMethod.Echo)]
    public void Ping_and_traceroute_go_through_three_kernels(string last, string first, string second, TracerouteMethod method)
    {
        using TapRig rig = new();
        using Playground middle = Playground.Create(), far = Playground.Create();
        Join(rig, middle, far);
        IpAddress to = Parse(last);
        PingProgram ping = new(rig.Pump.Host, new() { Destination = to, Count = 5, Interval = Duration.FromMilliseconds(20), Size = 1000 });
        TracerouteProgram traceroute = new(rig.Pump.Host, new() { Destination = to, Method = method, Simultaneous = 3 });
        rig.Run(ping, traceroute);
        Playground.Await(() => rig.Pump.Call((_, _) => ping.IsFinished && traceroute.IsFinished).Result, "they do not end");
        Assert.Equal((5, 5, 0), (ping.Statistics.Sent, ping.Statistics.Received, ping.Statistics.Errors));
        Assert.True(traceroute.HasReached);
        Assert.Equal([Parse(first), Parse(second), to], traceroute.Hops.Select(hop => hop.Probes[0].From));
    }

    [Theory]
    [InlineData("10.96.2.2")]
    [InlineData("fd96:2::2")]
    public void A_narrow_link_on_the_way_is_found_and_told(string last)
    {
        using TapRig rig = new();
        using Playground middle = Playground.Create(), far = Playground.Create();
        Join(rig, middle, far);
        middle.Run("ip", "link", "set", "eth1", "mtu", "1300");
        far.Run("ip", "link", "set", "eth0", "mtu", "1300");
        TracerouteProgram traceroute = new(rig.Pump.Host, new() { Destination = Parse(last), Octets = 1500, DontFragment = true });
        rig.Run(new HttpServer(rig.Pump.Host, new DemoContent()), traceroute);
        Playground.Await(() => rig.Pump.Call((_, _) => traceroute.IsFinished).Result, "it does not end", 60);
        Assert.True(traceroute.HasReached);
        MtuStep step = Assert.Single(traceroute.MtuSteps.DistinctBy(each => each.Mtu));
        Assert.Equal(1300, step.Mtu);
        // and a download through it is cut to what it takes
        string address = last.Contains(':', StringComparison.Ordinal) ? $"[{TapRig.HostV6}]" : TapRig.HostV4;
        Assert.Equal(Convert.ToHexString(WebFiles.DigestOf(5_000_000)), Curl.Digest(far, $"http://{address}/bytes/5000000", "--max-time", "60"));
    }

    [Fact]
    public void An_address_is_lent_by_dnsmasq_and_given_back()
    {
        Playground.Demand("dnsmasq", "dnsmasq-base");
        using TapRig rig = new();
        rig.Pump.Host.Internet.RemoveAddress(rig.Pump.Interface, Parse(TapRig.HostV4), rig.Pump.Now);
        string leases = Path.GetTempFileName();
        using Process dnsmasq = rig.Place.Start(
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--interface=" + TapRig.Device, "--bind-interfaces", "--no-ping",
            "--user=root", "--pid-file=", "--dhcp-authoritative", "--dhcp-range=10.99.0.50,10.99.0.60,255.255.255.0,5m",
            "--dhcp-option=option:dns-server,10.99.0.53", "--dhcp-leasefile=" + leases);
        try
        {
            DhcpClientOptions quick = new()
            {
                LeastStartDelay = default, MostStartDelay = default, FirstRetransmission = Duration.FromMilliseconds(300),
            };
            DhcpClient client = new(rig.Pump.Host, rig.Pump.Interface, rig.Tap.Mac, 1, quick);
            rig.Run(client);
            Playground.Await(() => rig.Pump.Call((_, _) => client.State == DhcpClientState.Bound).Result, "there is no lease");
            DhcpLease lease = rig.Pump.Call((_, _) => client.Lease!).Result;
            Assert.InRange(lease.Address.Low, Parse("10.99.0.50").Low, Parse("10.99.0.60").Low);
            Assert.Equal((24, Parse(TapRig.KernelV4), Parse("10.99.0.53")), (lease.PrefixLength, lease.Router, Assert.Single(lease.NameServers)));
            Assert.Contains(" 0% packet loss", rig.Place.Run("ping", "-n", "-c", "2", "-i", "0.1", "-W", "2", $"{lease.Address}"), StringComparison.Ordinal);
            Assert.Contains($"{lease.Address}", File.ReadAllText(leases), StringComparison.Ordinal);
            rig.Pump.Call((host, now) => { host.End(client, now); return 0; }).Wait();
            Playground.Await(() => !File.ReadAllText(leases).Contains($"{lease.Address}", StringComparison.Ordinal), "the lease is not given back");
        }
        finally
        {
            dnsmasq.Kill();
            dnsmasq.WaitForExit();
            File.Delete(leases);
        }
    }

    /// <summary>Two cables behind the rig's kernel; kernels in the middle forward.</summary>
    private static void Join(TapRig rig, Playground middle, Playground far)
    {
        Cable(rig.Place, middle, 1);
        Cable(middle, far, 2);
        foreach (Playground router in (Playground[])[rig.Place, middle])
            router.Run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0");
        far.Run("sysctl", "-qw", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0");
        Route(rig.Place, "10.96.2.0/24", "10.96.1.2");
        Route(rig.Place, "fd96:2::/64", "fd96:1::2");
        Route(middle, "10.99.0.0/24", "10.96.1.1");
        Route(middle, "fd99::/64", "fd96:1::1");
        Route(far, "default", "10.96.2.1");
        Route(far, "default", "fd96:2::1");
        rig.Pump.Host.Internet.AddRoute(IpAddress.V4(0), 0, Parse(TapRig.KernelV4), rig.Pump.Interface);
        rig.Pump.Host.Internet.AddRoute(IpAddress.V6(0, 0), 0, Parse(TapRig.KernelV6), rig.Pump.Interface);
    }

    private static void Cable(Playground near, Playground far, int number)
    {
        Playground.Ip("-n", near.Name, "link", "add", "eth1", "type", "veth", "peer", "name", "eth0", "netns", far.Name);
        foreach ((Playground place, string device, int end) in ((Playground, string, int)[])[(near, "eth1", 1), (far, "eth0", 2)])
        {
            place.Run("ip", "link", "set", device, "up");
            place.Run("ip", "addr", "add", $"10.96.{number}.{end}/24", "dev", device);
            place.Run("ip", "addr", "add", $"fd96:{number}::{end}/64", "dev", device, "nodad");
        }
    }

    private static void Route(Playground place, string to, string via) => place.Run("ip", "route", "add", to, "via", via);

    private static IpAddress Parse(string text)
    {
        Assert.True(IpAddress.TryParse(text, out IpAddress address));
        return address;
    }
}
