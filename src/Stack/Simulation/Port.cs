using NetStack.Bytes;

namespace NetStack.Simulation;

/// <summary>Where a cable is plugged into a node.</summary>
public sealed class Port
{
    internal Port(Node node, int index, string name, MacAddress mac) => (Node, Index, Name, Mac) = (node, index, name, mac);

    /// <summary>Whose it is.</summary>
    public Node Node { get; }

    /// <summary>Its place among the node's ports, from 0.</summary>
    public int Index { get; }

    /// <summary>Its name: eth0.</summary>
    public string Name { get; }

    /// <summary>Its link address; of a switch's port nobody speaks of it.</summary>
    public MacAddress Mac { get; }

    /// <summary>Its cable, or null.</summary>
    public Link? Link { get; internal set; }

    /// <summary>The port at the other end of the cable, or null.</summary>
    public Port? Peer => Link is null ? null : Link.A == this ? Link.B : Link.A;

    /// <summary>Sends a frame into the cable; without one it is gone.</summary>
    internal void Send(in Frame frame, Timestamp now)
    {
        if (Link is not { } link) return;
        Node.World.Observer?.Sent(this, frame, now);
        link.Send(this, frame, now);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Node.Name}.{Name}";
}
