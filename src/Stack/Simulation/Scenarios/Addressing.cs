using NetStack.Bytes;
using NetStack.Simulation.Nodes;

namespace NetStack.Simulation.Scenarios;

/// <summary>Gives a world its addresses and routes: each segment (what switches and hubs join) is a network 10.0.n.0/24 and
/// fd00:n::/64, stations are numbered in it in the order of the scenario, and every host knows the shortest way to every
/// network. The plan is the same each time.</summary>
internal sealed class Addressing
{
    private const int MostSegments = 1 << 16, MostStations = 250;
    private readonly World _world;
    private readonly List<List<Port>> _segments = [];
    private readonly Dictionary<Port, int> _segmentOf = [];

    private Addressing(World world) => _world = world;

    /// <summary>Numbers a world. Its address on the first segment is a host's address for others.</summary>
    public static void Apply(World world)
    {
        Addressing plan = new(world);
        plan.FindSegments();
        plan.Number();
        plan.Route();
    }

    private static IpAddress V4(int segment, int station) => IpAddress.V4(0x0A00_0000 | (uint)segment << 8 | (uint)station);

    private static IpAddress V6(int segment, int station) => IpAddress.V6(0xFD00_0000_0000_0000UL | (uint)segment, (ulong)station);

    private void FindSegments()
    {
        foreach (Node node in _world.Nodes)
        {
            if (node is not HostNode) continue;
            foreach (Port port in node.Ports)
                if (!_segmentOf.ContainsKey(port)) Flood(port);
        }

        if (_segments.Count >= MostSegments) throw new ScenarioException(ScenarioReasons.TooMany, "segments", MostSegments);
    }

    /// <summary>Everything that a broadcast of a port reaches.</summary>
    private void Flood(Port start)
    {
        List<Port> stations = [];
        HashSet<Node> seen = [];
        Queue<Port> open = new([start]);
        while (open.TryDequeue(out Port? port))
        {
            if (port.Node is HostNode)
            {
                if (_segmentOf.TryAdd(port, _segments.Count)) stations.Add(port);
                if (port.Peer is { } peer && !_segmentOf.ContainsKey(peer)) open.Enqueue(peer);
                continue;
            }

            if (!seen.Add(port.Node)) continue;
            foreach (Port other in port.Node.Ports)
                if (other.Peer is { } peer && !_segmentOf.ContainsKey(peer)) open.Enqueue(peer);
        }

        stations.Sort(static (a, b) => a.Node.Id != b.Node.Id ? a.Node.Id.CompareTo(b.Node.Id) : a.Index.CompareTo(b.Index));
        _segments.Add(stations);
    }

    private void Number()
    {
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            if (_segments[segment].Count > MostStations) throw new ScenarioException(ScenarioReasons.TooMany, "stations", MostStations);
            for (int station = 0; station < _segments[segment].Count; station++)
            {
                Port port = _segments[segment][station];
                HostNode host = (HostNode)port.Node;
                host.AddAddress(port, V4(segment, station + 1), 24);
                host.AddAddress(port, V6(segment, station + 1), 64);
            }
        }
    }

    /// <summary>From each segment outwards over the routers, nearest first: who is asked first for a segment that he is not on
    /// has the shortest way to it.</summary>
    private void Route()
    {
        for (int to = 0; to < _segments.Count; to++)
        {
            HashSet<int> reached = [to];
            Queue<int> open = new([to]);
            HashSet<HostNode> knows = [.. _segments[to].Select(static port => (HostNode)port.Node)];
            while (open.TryDequeue(out int near))
            {
                foreach (Port gate in _segments[near])
                {
                    if (gate.Node is not HostNode { Host.Options.Internet.Forwarding: true } router) continue;
                    foreach (Port far in router.Ports)
                    {
                        if (far == gate || !_segmentOf.TryGetValue(far, out int beyond)) continue;
                        Tell(beyond, far, to, knows);
                        if (reached.Add(beyond)) open.Enqueue(beyond);
                    }
                }
            }
        }
    }

    /// <summary>The stations of a segment that know no way yet take the router's.</summary>
    private void Tell(int segment, Port router, int to, HashSet<HostNode> knows)
    {
        int station = _segments[segment].IndexOf(router) + 1;
        foreach (Port port in _segments[segment])
        {
            HostNode host = (HostNode)port.Node;
            if (port == router || !knows.Add(host)) continue;
            host.Host.Internet.AddRoute(V4(to, 0), 24, V4(segment, station), host.InterfaceOf(port));
            host.Host.Internet.AddRoute(V6(to, 0), 64, V6(segment, station), host.InterfaceOf(port));
        }
    }
}
