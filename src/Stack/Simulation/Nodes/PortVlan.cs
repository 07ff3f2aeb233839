using System.Collections.Immutable;

namespace NetStack.Simulation.Nodes;

/// <summary>Which VLANs a switch's port is in. Source: IEEE 802.1Q §5.</summary>
/// <param name="Id">The VLAN of frames without a tag: 1 to 4094; 0 for none, then such frames are dropped.</param>
/// <param name="Tagged">VLANs whose frames pass with a tag, for a trunk; empty for an access port.</param>
public sealed record PortVlan(int Id, ImmutableHashSet<int> Tagged)
{
    /// <summary>An access port: its station knows nothing of VLANs.</summary>
    public static PortVlan Access(int id) => new(id, []);

    /// <summary>A trunk: a cable for several VLANs, to another switch or a router.</summary>
    public static PortVlan Trunk(IEnumerable<int> tagged, int native = 0) => new(native, [.. tagged]);

    /// <summary>True when frames of a VLAN pass the port.</summary>
    public bool Carries(int vlan) => vlan == Id || Tagged.Contains(vlan);
}
