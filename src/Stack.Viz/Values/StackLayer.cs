using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>Which layer of the stack a protocol belongs to: what pictures colour by.</summary>
public enum StackLayer
{
    /// <summary>From one station to the next: Ethernet, VLAN, ARP.</summary>
    Link,

    /// <summary>From host to host: IP and ICMP.</summary>
    Internet,

    /// <summary>From process to process: TCP and UDP.</summary>
    Transport,

    /// <summary>What processes say to one another.</summary>
    Application,

    /// <summary>Octets that no dissector knows.</summary>
    Data,
}

/// <summary>Finds the layer of a protocol.</summary>
public static class StackLayers
{
    /// <summary>The layer of a dissector's protocol. A protocol's room stands in its layer's wing, so the namespace
    /// tells; what comes from elsewhere (the long tail) counts as link.</summary>
    public static StackLayer Of(Dissector dissector)
    {
        if (dissector.Protocol.Name == "data") return StackLayer.Data;
        string home = dissector.GetType().Namespace ?? "";
        return home.StartsWith("NetStack.Internet", StringComparison.Ordinal) ? StackLayer.Internet
            : home.StartsWith("NetStack.Transport", StringComparison.Ordinal) ? StackLayer.Transport
            : home.StartsWith("NetStack.Application", StringComparison.Ordinal) ? StackLayer.Application
            : StackLayer.Link;
    }
}
