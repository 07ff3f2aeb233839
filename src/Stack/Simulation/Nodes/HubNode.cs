using NetStack.Bytes;

namespace NetStack.Simulation.Nodes;

/// <summary>A hub: what comes in goes out of every other port. Nobody's frames are private.</summary>
public sealed class HubNode : Node
{
    /// <summary>A hub with ports.</summary>
    public HubNode(World world, string name, int ports)
        : base(world, name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ports, 1);
        for (int i = 0; i < ports; i++) AddPort($"port{i + 1}");
    }

    /// <inheritdoc/>
    public override Timestamp NextDeadline => Timestamp.Never;

    /// <inheritdoc/>
    public override void Advance(Timestamp now)
    {
    }

    /// <inheritdoc/>
    protected override void Receive(Port port, in Frame frame, Timestamp now)
    {
        foreach (Port other in Ports)
            if (other != port) other.Send(frame, now);
    }
}
