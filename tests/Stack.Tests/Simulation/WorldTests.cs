using System.Collections.Immutable;
using NetStack.Application.Http.Fetching;
using NetStack.Application.Ping;
using NetStack.Application.Traceroute;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation;
using NetStack.Simulation.Links;
using NetStack.Simulation.Nodes;
using NetStack.Simulation.Scenarios;
using NetStack.Tracing;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Tests.Simulation;

public sealed class WorldTests
{
    private static readonly Impairments TenMilliseconds = new() { Link = new() { Delay = Duration.FromMilliseconds(10) } };

    [Fact]
    public void Things_that_are_due_together_happen_in_the_order_in_which_they_were_planned()
    {
        World world = new();
        List<int> order = [];
        Timestamp time = World.Epoch + Duration.FromSeconds(1);
        for (int i = 0; i < 5; i++)
        {
            int number = i;
            world.At(time, _ => order.Add(number));
        }

        world.At(World.Epoch, _ => order.Add(-1));
        Assert.True(world.Run(Timestamp.Never));
        Assert.Equal([-1, 0, 1, 2, 3, 4], order);
        Assert.Equal(time, world.Now);
        Assert.Throws<ArgumentException>(() => world.At(World.Epoch, _ => { }));
    }

    [Fact]
    public void A_world_that_never_comes_to_rest_ends_by_its_limit()
    {
        World world = new();
        void Again(World at) => at.At(at.Now, Again);
        world.At(World.Epoch, Again);
        Assert.False(world.Run(Timestamp.Never, mostSteps: 1000));
    }

    [Fact]
    public void A_frame_occupies_the_link_while_it_is_sent_and_then_travels()
    {
        Impairments slow = new() { Link = new() { Delay = Duration.FromMilliseconds(5), BitsPerSecond = 1_000_000 } };
        Sightings sightings = new();
        ScenarioWorld built = Build(new() { Nodes = Hosts("a", "b"), Links = [new("a", "b") { Forth = slow }], Programs = [Ping("a", "b")] }, sightings);
        built.Run();
        // ARP: 42 octets at 1 Mbit/s are 336 µs, and 5 ms on the way
        Assert.Equal(("b.eth0", 5_336_000), sightings.Received[0]);
        Assert.Equal(("a.eth0", 2 * 5_336_000), sightings.Received[1]);
    }

    [Fact]
    public void A_switch_learns_who_is_where_and_floods_only_what_it_does_not_know()
    {
        Sightings sightings = new();
        ScenarioWorld built = Build(new()
        {
            Nodes = [.. Hosts("a", "b", "c"), new("s", ScenarioNodeKind.Switch)],
            Links = [new("a", "s") { Forth = TenMilliseconds }, new("b", "s"), new("c", "s")],
            Programs = [Ping("a", "b")],
        }, sightings);
        built.Run();
        SwitchNode s = (SwitchNode)built.World.Find("s")!;
        Assert.Equal(2, s.Stations); // c has never spoken
        Assert.Equal(1, sightings.Received.Count(seen => seen.Port == "c.eth0")); // the ARP request, and nothing else
        Assert.Equal(s.Ports[0], s.PortOf(built.World.Find("a")!.Ports[0].Mac));
        Assert.Null(s.PortOf(built.World.Find("c")!.Ports[0].Mac));
    }

    [Fact]
    public void A_hub_tells_everybody_everything()
    {
        Sightings sightings = new();
        Build(new()
        {
            Until = Duration.FromSeconds(2), // later the hosts look whether their neighbors are still there
            Nodes = [.. Hosts("a", "b", "c"), new("h", ScenarioNodeKind.Hub)], Links = [new("a", "h"), new("b", "h"), new("c", "h")],
            Programs = [Ping("a", "b")],
        }, sightings).Run();
        Assert.Equal(4, sightings.Received.Count(seen => seen.Port == "c.eth0")); // ARP, its reply, echo, its reply
    }

    [Fact]
    public void A_switch_keeps_VLANs_apart_and_joins_them_over_a_trunk()
    {
        World world = new();
        SwitchNode left = new(world, "left", 3), right = new(world, "right", 3);
        HostNode[] hosts = [.. new[] { "a1", "a2", "b1", "b2" }.Select(name => new HostNode(world, name, Quiet))];
        Port[] ports = [.. hosts.Select(host => host.AddInterface())];
        world.Connect(ports[0], left.Ports[0]);
        world.Connect(ports[1], left.Ports[1]);
        world.Connect(ports[2], right.Ports[0]);
        world.Connect(ports[3], right.Ports[1]);
        world.Connect(left.Ports[2], right.Ports[2]);
        foreach (SwitchNode node in (SwitchNode[])[left, right])
        {
            node.SetVlan(node.Ports[0], PortVlan.Access(10));
            node.SetVlan(node.Ports[1], PortVlan.Access(20));
            node.SetVlan(node.Ports[2], PortVlan.Trunk([10, 20]));
        }

        for (int i = 0; i < 4; i++) hosts[i].AddAddress(ports[i], IpAddress.V4(0x0A00_0001u + (uint)i), 24);
        PingProgram same = new(hosts[0].Host, new() { Destination = IpAddress.V4(0x0A00_0003), Count = 1 });
        PingProgram other = new(hosts[0].Host, new() { Destination = IpAddress.V4(0x0A00_0002), Count = 1 });
        hosts[0].Run(same);
        hosts[0].Run(other);
        world.Run(World.Epoch + Duration.FromSeconds(10));
        Assert.Equal((1, 0), (same.Statistics.Received, other.Statistics.Received));
    }

    [Fact]
    public void Three_routers_in_a_row_are_found_by_a_traceroute()
    {
        ScenarioWorld built = Build(new()
        {
            Nodes = [.. Hosts("a"), Router("r1"), Router("r2"), Router("r3"), .. Hosts("b")],
            Links = [new("a", "r1"), new("r1", "r2") { Forth = TenMilliseconds }, new("r2", "r3"), new("r3", "b")],
            Programs = [new("a", "traceroute", default, Told(("to", "b")))],
        });
        TracerouteProgram? program = null;
        built.World.At(World.Epoch, _ => program = (TracerouteProgram)built.HostOf("a").Host.Applications[0]);
        built.Run();
        Assert.True(program!.HasReached);
        Assert.Equal(["10.0.0.2", "10.0.1.2", "10.0.2.2", "10.0.3.2"], program.Hops.Select(hop => hop.Probes[0].From.ToString()));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("6")]
    public void A_download_over_a_network_that_loses_arrives_whole(string ip)
    {
        ScenarioWorld built = Build(Download(ip));
        HttpFetch? fetch = null;
        built.World.At(World.Epoch + Duration.FromSeconds(1), _ => fetch = (HttpFetch)built.HostOf("client").Host.Applications[0]);
        built.Run();
        Assert.Equal((HttpFetchError.None, 300_000L), (fetch!.Results[0].Error, fetch.Results[0].Octets));
        Assert.True(built.World.Links[1].From(built.World.Links[1].A).Dropped > 0, "the link has lost nothing");
    }

    [Fact]
    public void A_cable_that_is_cut_and_mended_delays_but_loses_nothing()
    {
        Scenario scenario = Download("4") with
        {
            Changes = [new(Duration.FromMilliseconds(1200), "r", "server", false), new(Duration.FromSeconds(5), "r", "server", true)],
        };
        ScenarioWorld built = Build(scenario);
        HttpFetch? fetch = null;
        built.World.At(World.Epoch + Duration.FromSeconds(1), _ => fetch = (HttpFetch)built.HostOf("client").Host.Applications[0]);
        built.Run();
        Assert.Equal((HttpFetchError.None, 300_000L), (fetch!.Results[0].Error, fetch.Results[0].Octets));
        Assert.True(fetch.Results[0].LastOctetAt > World.Epoch + Duration.FromSeconds(5), "it ended before the cable was mended");
        Assert.True(built.World.Links[1].LostWhileDown > 0);
    }

    [Fact]
    public void The_same_scenario_and_seed_give_the_same_frames_and_events_and_another_seed_others()
    {
        (ulong Frames, string Events) first = Fingerprint(7), again = Fingerprint(7), other = Fingerprint(8);
        Assert.Equal(first, again);
        Assert.NotEqual(first.Frames, other.Frames);
        Assert.Contains(nameof(StateChanged), first.Events, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_before_anything_runs()
    {
        Scenario good = Download("4");
        Refused(ScenarioReasons.NoNode, good with { Links = [.. good.Links, new("client", "nobody")] });
        Refused(ScenarioReasons.TwoNodes, good with { Nodes = [.. good.Nodes, .. Hosts("client")] });
        Refused(ScenarioReasons.NoProgram, good with { Programs = [new("client", "fly", default, Told())] });
        Refused(ScenarioReasons.Missing, good with { Programs = [new("client", "get", default, Told())] });
        Refused(ScenarioReasons.Unknown, good with { Programs = [new("client", "echo", default, Told(("color", "red")))] });
        Refused(ScenarioReasons.BadValue, good with { Programs = [new("client", "ping", default, Told(("to", "server"), ("count", "many")))] });
        Refused(ScenarioReasons.NoLink, good with { Changes = [new(default, "client", "server", false)] });
    }

    private static HostOptions Quiet => new()
    {
        Internet = NetStack.Internet.InternetOptions.Linux with { ProbeIpv4Addresses = false, DuplicateAddressTransmits = 0, ReportGroups = false },
    };

    private static Scenario Download(string ip)
    {
        Impairments bad = new() { Link = new() { Delay = Duration.FromMilliseconds(10), Loss = 20_000, BitsPerSecond = 20_000_000, QueueFrames = 50 } };
        return new()
        {
            Seed = 3, Until = Duration.FromSeconds(60),
            Nodes = [.. Hosts("client"), Router("r"), .. Hosts("server")],
            Links = [new("client", "r"), new("r", "server") { Forth = bad }],
            Programs =
            [
                new("server", "http", default, Told()),
                new("client", "get", Duration.FromSeconds(1), Told(("from", "server"), ("target", "/bytes/300000"), ("ip", ip))),
            ],
        };
    }

    private static (ulong Frames, string Events) Fingerprint(ulong seed)
    {
        Sightings sightings = new();
        EventList events = new();
        Build(Download("4") with { Seed = seed }, sightings, events).Run();
        return (sightings.Digest, string.Join('\n', events.Events.Select(happened => $"{happened}")));
    }

    private static void Refused(string reason, Scenario scenario) => Assert.Equal(reason, Assert.Throws<ScenarioException>(() => Build(scenario)).Reason);

    private static ScenarioWorld Build(Scenario scenario, IWorldObserver? observer = null, IEventSink? events = null) =>
        ScenarioWorld.Build(scenario, events, observer);

    private static ImmutableArray<ScenarioNode> Hosts(params string[] names) => [.. names.Select(name => new ScenarioNode(name, ScenarioNodeKind.Host))];

    private static ScenarioNode Router(string name) => new(name, ScenarioNodeKind.Router);

    private static ScenarioProgram Ping(string from, string to) => new(from, "ping", default, Told(("to", to), ("count", "1")));

    private static ImmutableDictionary<string, string> Told(params (string Key, string Value)[] arguments) =>
        arguments.ToImmutableDictionary(argument => argument.Key, argument => argument.Value);

    private sealed class Sightings : IWorldObserver
    {
        public List<(string Port, long Nanoseconds)> Received { get; } = [];

        public ulong Digest { get; private set; }

        public void Sent(Port port, in Frame frame, Timestamp now)
        {
        }

        void IWorldObserver.Received(Port port, in Frame frame, Timestamp now)
        {
            Received.Add((port.ToString(), (now - World.Epoch).Nanoseconds));
            Digest = new SipHash(Digest, unchecked((ulong)now.Nanoseconds)).Compute(frame.Octets);
        }
    }
}
