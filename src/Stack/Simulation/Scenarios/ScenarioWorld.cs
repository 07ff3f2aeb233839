using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Simulation.Nodes;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Simulation.Scenarios;

/// <summary>A scenario that has become a world.</summary>
public sealed class ScenarioWorld
{
    private ScenarioWorld(Scenario scenario, World world) => (Scenario, World) = (scenario, world);

    /// <summary>What it was made from.</summary>
    public Scenario Scenario { get; }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>Builds the world of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="events">Where events go, or null.</param>
    /// <param name="observer">Who sees the frames, or null.</param>
    /// <exception cref="ScenarioException">It makes no sense.</exception>
    public static ScenarioWorld Build(Scenario scenario, IEventSink? events = null, IWorldObserver? observer = null)
    {
        ScenarioWorld built = new(scenario, new(scenario.Seed, events, observer));
        built.AddNodes();
        built.AddLinks();
        Addressing.Apply(built.World);
        foreach (ScenarioProgram program in scenario.Programs) built.AddProgram(program);
        foreach (ScenarioChange change in scenario.Changes) built.AddChange(change);
        return built;
    }

    /// <summary>Runs it to its end: its time, or when nothing happens any more.</summary>
    public void Run() => World.Run(World.Epoch + Scenario.Until);

    /// <summary>A host or router by its name.</summary>
    /// <exception cref="ScenarioException">There is none.</exception>
    public HostNode HostOf(string name) => NodeOf(name) as HostNode ?? throw new ScenarioException(ScenarioReasons.NotAHost, name);

    /// <summary>The address at which others reach a host: the first that it was given.</summary>
    public IpAddress AddressOf(string name, IpFamily family = IpFamily.V4)
    {
        HostNode host = HostOf(name);
        foreach (Port port in host.Ports)
        {
            foreach (AssignedAddress address in host.Host.Internet.AddressesOf(host.InterfaceOf(port)))
                if (address.Address.Family == family) return address.Address;
        }

        throw new ScenarioException(ScenarioReasons.NotAHost, name); // a host without a cable
    }

    private Node NodeOf(string name) => World.Find(name)
        ?? throw new ScenarioException(ScenarioReasons.NoNode, name, string.Join(", ", World.Nodes.Select(static node => node.Name)));

    private void AddNodes()
    {
        foreach (ScenarioNode node in Scenario.Nodes)
        {
            if (World.Find(node.Name) is not null) throw new ScenarioException(ScenarioReasons.TwoNodes, node.Name);
            int cables = Scenario.Links.Count(link => link.A == node.Name || link.B == node.Name);
            InternetOptions internet = InternetOptions.Linux with
            {
                Forwarding = node.Kind == ScenarioNodeKind.Router, DuplicateAddressTransmits = 0, ProbeIpv4Addresses = false,
                AcceptRouterAdvertisements = false, ReportGroups = false,
            };
            _ = node.Kind switch
            {
                ScenarioNodeKind.Switch => new SwitchNode(World, node.Name, Math.Max(1, cables)),
                ScenarioNodeKind.Hub => new HubNode(World, node.Name, Math.Max(1, cables)),
                _ => (Node)new HostNode(World, node.Name, new HostOptions { Internet = internet, Tcp = node.Tcp }),
            };
        }
    }

    private void AddLinks()
    {
        foreach (ScenarioLink link in Scenario.Links)
        {
            if (link.A == link.B) throw new ScenarioException(ScenarioReasons.NoLink, link.A, link.B);
            World.Connect(FreePort(link.A, link.Mtu), FreePort(link.B, link.Mtu), link.Forth, link.Back);
        }
    }

    private Port FreePort(string name, int mtu) => NodeOf(name) switch
    {
        HostNode host => host.AddInterface(mtu),
        Node node => node.Ports.First(static port => port.Link is null),
    };

    private void AddProgram(ScenarioProgram program)
    {
        HostNode host = HostOf(program.On);
        ScenarioPrograms.Check(this, program);
        World.At(World.Epoch + program.At, _ =>
        {
            Errno error = host.Run(ScenarioPrograms.Create(this, host.Host, program));
            if (error != Errno.None) throw new ScenarioException(ScenarioReasons.CannotStart, program.Run, program.On, error);
        });
    }

    private void AddChange(ScenarioChange change)
    {
        (Node a, Node b) = (NodeOf(change.A), NodeOf(change.B));
        Link link = World.Links.FirstOrDefault(link => (link.A.Node == a && link.B.Node == b) || (link.A.Node == b && link.B.Node == a))
            ?? throw new ScenarioException(ScenarioReasons.NoLink, change.A, change.B);
        World.At(World.Epoch + change.At, _ => link.IsUp = change.IsUp);
    }
}
