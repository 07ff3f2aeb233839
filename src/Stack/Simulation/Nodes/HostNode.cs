using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;

namespace NetStack.Simulation.Nodes;

/// <summary>A host or router of a world: the same <see cref="Hosting.Host"/> that talks to real kernels.</summary>
public sealed class HostNode : Node, IFrameSink
{
    private readonly List<Port?> _byInterface = [null]; // interfaces count from 1; the loopback has no port

    /// <summary>A host without cables.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">Its name.</param>
    /// <param name="options">How it behaves; null for the usual.</param>
    public HostNode(World world, string name, HostOptions? options = null)
        : base(world, name)
    {
        options ??= new();
        Host = new(options with { Name = name, Node = Id }, world.NextSeed(), this, world.Events);
        while (_byInterface.Count <= Host.Internet.InterfaceCount) _byInterface.Add(null);
    }

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <inheritdoc/>
    public override Timestamp NextDeadline => Host.NextDeadline;

    /// <summary>Adds an Ethernet interface with a port.</summary>
    /// <param name="mtu">Octets of the largest datagram.</param>
    /// <returns>The port; its interface's index is <see cref="InterfaceOf"/>.</returns>
    public Port AddInterface(int mtu = 1500)
    {
        Port port = AddPort($"eth{Ports.Count}");
        int index = Host.Internet.AddInterface(new(InterfaceKind.Ethernet, port.Name, mtu, port.Mac));
        while (_byInterface.Count <= index) _byInterface.Add(null);
        _byInterface[index] = port;
        return port;
    }

    /// <summary>The index of a port's interface, from 1.</summary>
    public int InterfaceOf(Port port) => _byInterface.IndexOf(port);

    /// <summary>Gives a port's interface an address.</summary>
    public void AddAddress(Port port, in IpAddress address, int prefixLength)
    {
        Host.Internet.AddAddress(InterfaceOf(port), address, prefixLength, World.Now);
        World.Reschedule(this);
    }

    /// <summary>Starts a program.</summary>
    /// <returns>Why it cannot start, or none.</returns>
    public Transport.Errno Run(IApplication application)
    {
        Transport.Errno error = Host.Run(application, World.Now);
        World.Reschedule(this);
        return error;
    }

    /// <summary>Does something with the host from outside: a socket call, a route.</summary>
    public void Use(Action<Host, Timestamp> action)
    {
        action(Host, World.Now);
        World.Reschedule(this);
    }

    /// <inheritdoc/>
    public override void Advance(Timestamp now) => Host.Advance(now);

    /// <inheritdoc/>
    void IFrameSink.Send(int @interface, in Frame frame, Timestamp now) => _byInterface[@interface]?.Send(frame, now);

    /// <inheritdoc/>
    protected override void Receive(Port port, in Frame frame, Timestamp now) => Host.Receive(InterfaceOf(port), frame, now);
}
