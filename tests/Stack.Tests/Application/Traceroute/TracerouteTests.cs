using NetStack.Application.Traceroute;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Traceroute;

public sealed class TracerouteTests
{
    private readonly EventList _events = new();
    private HostRow _net = new(5);

    public static TheoryData<IpFamily, TracerouteMethod> Ways => new()
    {
        { IpFamily.V4, TracerouteMethod.Udp }, { IpFamily.V6, TracerouteMethod.Udp },
        { IpFamily.V4, TracerouteMethod.Echo }, { IpFamily.V6, TracerouteMethod.Echo },
    };

    [Theory, MemberData(nameof(Ways))]
    public void Every_router_shows_and_the_way_ends_at_the_destination(IpFamily family, TracerouteMethod method)
    {
        TracerouteProgram trace = Run(new() { Destination = _net.End(family), Method = method });
        Assert.Equal(
            [HostRow.Of(family, 0, 2), HostRow.Of(family, 1, 2), HostRow.Of(family, 2, 2), HostRow.Of(family, 3, 2)],
            trace.Hops.Select(hop => Assert.Single(hop.Probes.Select(probe => probe.From).Distinct())));
        Assert.Equal([1, 2, 3, 4], trace.Hops.Select(hop => hop.HopLimit));
        Assert.All(trace.Hops, hop => Assert.All(hop.Probes, probe => Assert.Equal(Duration.FromMilliseconds(2 * hop.HopLimit), probe.RoundTrip)));
        Assert.Equal([3, 3, 3, 3], trace.Hops.Select(hop => hop.Probes.Length));
        Assert.All(trace.Hops[3].Probes, probe => Assert.Equal(TracerouteOutcome.Reached, probe.Outcome));
        Assert.True(trace.HasReached && trace.IsFinished);
        Assert.Equal(0, _net.First.Sockets.Count);
        Assert.Empty(_net.First.Applications);
        Assert.Equal([TracerouteReasons.Hop, TracerouteReasons.Reached], _events.Events.Select(each => each.Envelope.Reason).Distinct());
    }

    [Theory, MemberData(nameof(Ways))]
    public void One_probe_at_a_time_finds_the_same(IpFamily family, TracerouteMethod method)
    {
        TracerouteProgram trace = Run(new() { Destination = _net.End(family), Method = method, Simultaneous = 1, ProbesPerHop = 1 });
        Assert.Equal([HostRow.Of(family, 0, 2), HostRow.Of(family, 1, 2), HostRow.Of(family, 2, 2), HostRow.Of(family, 3, 2)],
            trace.Hops.Select(hop => hop.Probes[0].From));
    }

    [Fact]
    public void A_silent_router_is_an_asterisk_and_the_way_goes_on()
    {
        _net = new(5, new() { Internet = InternetOptions.Linux with { IcmpErrorsPerSecond = 0 } });
        TracerouteProgram silent = Run(new() { Destination = _net.End(IpFamily.V4), MaxHops = 6, Method = TracerouteMethod.Echo });
        Assert.Equal([1, 2, 3, 4], silent.Hops.Select(hop => hop.HopLimit)); // the destination answers echo requests all the same
        Assert.All(silent.Hops.Take(3), hop => Assert.All(hop.Probes, probe => Assert.Equal(TracerouteOutcome.Silent, probe.Outcome)));
        Assert.Contains(TracerouteReasons.Silent, _events.Events.Select(each => each.Envelope.Reason));

        TracerouteProgram never = Run(new() { Destination = _net.End(IpFamily.V4), MaxHops = 6 });
        Assert.Equal(6, never.Hops.Count);
        Assert.False(never.HasReached);
    }

    [Fact]
    public void No_probe_is_lost_while_the_first_neighbor_is_being_looked_for()
    {
        _net = new(2, isEthernet: true); // few datagrams wait for a neighbor's link address
        TracerouteProgram trace = Run(new() { Destination = _net.End(IpFamily.V4), ProbesPerHop = 10 });
        Assert.Equal([.. Enumerable.Repeat(TracerouteOutcome.Reached, 10)], trace.Hops.Single().Probes.Select(probe => probe.Outcome));
    }

    [Fact]
    public void A_lost_probe_is_one_asterisk()
    {
        _net.ToTheRight(0).DropsFrame = number => number == 2;
        TracerouteProgram trace = Run(new() { Destination = _net.End(IpFamily.V4) });
        Assert.Equal([TracerouteOutcome.Hop, TracerouteOutcome.Silent, TracerouteOutcome.Hop], trace.Hops[0].Probes.Select(probe => probe.Outcome));
        Assert.Equal(4, trace.Hops.Count);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Where_no_route_leads_on_the_way_ends_with_a_mark(IpFamily family, TracerouteMethod method)
    {
        IpAddress nowhere = family == IpFamily.V4 ? TwoHosts.Address("203.0.113.1") : TwoHosts.Address("2001:db8:ffff::1");
        IpAddress all = family == IpFamily.V4 ? IpAddress.V4(0) : IpAddress.V6(0, 0);
        _net.First.Internet.AddRoute(all, 0, HostRow.Of(family, 0, 2), 2);
        TracerouteProgram trace = Run(new() { Destination = nowhere, Method = method });
        Assert.Equal(("!N", "!N"), (trace.Hops[^1].Probes[0].Mark, trace.Hops[^1].Probes[2].Mark));
        Assert.Equal(HostRow.Of(family, 0, 2), trace.Hops[^1].Probes[0].From);
        Assert.False(trace.HasReached);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Large_probes_find_where_the_path_s_MTU_becomes_smaller(IpFamily family, TracerouteMethod method)
    {
        _net = new(5, mtus: [1500, 1400, 1400, 1300]);
        TracerouteProgram trace = Run(new() { Destination = _net.End(family), Method = method, Octets = 2000, DontFragment = true });
        Assert.Equal([(0, HostRow.Of(family, 0, 1), 1500), (2, HostRow.Of(family, 0, 2), 1400), (4, HostRow.Of(family, 2, 2), 1300)],
            trace.MtuSteps.Select(step => (step.HopLimit, step.Reporter, step.Mtu)));
        Assert.Equal(4, trace.Hops.Count);
        Assert.True(trace.HasReached);
        Assert.All(trace.Hops, hop => Assert.All(hop.Probes, probe => Assert.True(probe.Outcome is TracerouteOutcome.Hop or TracerouteOutcome.Reached)));
    }

    [Fact]
    public void A_port_where_somebody_answers_is_the_destination_too()
    {
        int fd = _net.Last.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        _net.Last.Sockets.Bind(fd, new(default, 33_434 + 9), _net.Now);
        _net.Last.Run(new Parrot(_net.Last, fd), _net.Now);
        TracerouteProgram trace = Run(new() { Destination = _net.End(IpFamily.V4) });
        Assert.All(trace.Hops[3].Probes, probe => Assert.Equal(TracerouteOutcome.Reached, probe.Outcome));
    }

    [Fact]
    public void A_message_about_a_probe_that_was_never_sent_does_nothing()
    {
        _net.Tamper = octets => // the quoted destination port, and then the quoted destination
        {
            if (octets[9] != IpProtocol.Icmp || octets.Length < 56) return octets;
            octets[20 + 8 + 20 + 2] ^= 0x40;
            octets[22] = octets[23] = 0;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(22), InternetChecksum.Compute(octets.AsSpan(20)));
            return octets;
        };
        TracerouteProgram trace = Run(new() { Destination = _net.End(IpFamily.V4), MaxHops = 2, ProbesPerHop = 1 });
        Assert.All(trace.Hops, hop => Assert.Equal(TracerouteOutcome.Silent, hop.Probes[0].Outcome));
        Assert.Equal(2, trace.Hops.Count);
    }

    [Fact]
    public void A_number_out_of_its_range_is_the_caller_s_mistake()
    {
        TracerouteOptions good = new() { Destination = _net.End(IpFamily.V4) };
        foreach (TracerouteOptions bad in (TracerouteOptions[])
            [good with { Destination = default }, good with { Destination = TwoHosts.Address("224.0.0.1") }, good with { FirstHop = 0 },
            good with { MaxHops = 2, FirstHop = 3 }, good with { ProbesPerHop = 11 }, good with { Octets = 27 }, good with { Port = 65_500 }])
            Assert.ThrowsAny<ArgumentException>(() => new TracerouteProgram(_net.First, bad));
    }

    private TracerouteProgram Run(TracerouteOptions options)
    {
        TracerouteProgram trace = new(_net.First, options, new(_events));
        Assert.Equal(Errno.None, _net.First.Run(trace, _net.Now));
        _net.Run(60);
        Assert.True(trace.IsFinished);
        return trace;
    }

    /// <summary>Says back what it hears.</summary>
    private sealed class Parrot(Host host, int fd) : IApplication
    {
        public Timestamp NextDeadline => (host.Sockets.Poll(fd) & Readiness.Readable) != 0 ? default : Timestamp.Never;

        public bool IsFinished => false;

        public Errno Start(Timestamp now) => Errno.None;

        public void Advance(Timestamp now)
        {
            byte[] data = new byte[100];
            int count = host.Sockets.ReceiveFrom(fd, data, SocketFlags.None, out SocketAddress from, out _, now);
            if (count >= 0) host.Sockets.SendTo(fd, data.AsSpan(0, count), SocketFlags.None, from, out _, now);
        }

        public void Stop(Timestamp now)
        {
        }
    }
}
