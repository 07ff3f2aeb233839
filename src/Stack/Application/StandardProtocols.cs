using NetStack.Dissection;
using NetStack.Internet.Ipv4;
using NetStack.Link.Ethernet;
using NetStack.Transport.Udp;

namespace NetStack.Application;

/// <summary>Every protocol that the stack itself knows, as one registry: what most programs want.</summary>
public static class StandardProtocols
{
    /// <summary>A dissector each, lowest layer first.</summary>
    public static IEnumerable<Dissector> Dissectors =>
    [
        // Link
        new EthernetDissector(),

        // Internet
        new Ipv4Dissector(),

        // Transport
        new UdpDissector(),

        // Application
    ];

    /// <summary>Makes the registry.</summary>
    public static ProtocolRegistry CreateRegistry() => ProtocolRegistry.Create(Dissectors);
}
