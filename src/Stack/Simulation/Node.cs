using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Simulation;

/// <summary>Something that cables are plugged into: a host, a switch, a router.</summary>
public abstract class Node : Timed
{
    private readonly List<Port> _ports = [];

    /// <summary>Puts a node into a world.</summary>
    /// <exception cref="ArgumentException">The world has one of that name.</exception>
    protected Node(World world, string name)
    {
        (World, Name) = (world, name);
        Id = world.Add(this);
    }

    /// <summary>Where it is.</summary>
    public World World { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its number in events, from 0.</summary>
    public int Id { get; }

    /// <summary>Its ports.</summary>
    public IReadOnlyList<Port> Ports => _ports;

    /// <summary>A frame has come in.</summary>
    internal void Arrive(Port port, in Frame frame, Timestamp now)
    {
        Receive(port, frame, now);
        World.Reschedule(this);
    }

    /// <summary>Takes a frame.</summary>
    /// <param name="port">Where it came in.</param>
    /// <param name="frame">Valid during the call.</param>
    /// <param name="now">The time.</param>
    protected abstract void Receive(Port port, in Frame frame, Timestamp now);

    /// <summary>A new port. Link addresses follow from node and port: the same in every run.</summary>
    protected Port AddPort(string name)
    {
        const ulong local = 0x0200_0000_0000; // RFC 9542 §2.1: the local bit
        Port port = new(this, _ports.Count, name, new(local | (ulong)(uint)(Id + 1) << 8 | (uint)(_ports.Count & 0xFF)));
        _ports.Add(port);
        return port;
    }
}
