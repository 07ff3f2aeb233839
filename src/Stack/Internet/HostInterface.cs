using NetStack.Bytes;
using NetStack.Internet.Autoconfiguration;
using NetStack.Internet.Multicast;
using NetStack.Internet.Routing;

namespace NetStack.Internet;

/// <summary>What the Internet layer keeps of one interface.</summary>
internal sealed class HostInterface(int index, in InterfaceOptions options)
{
    public int Index { get; } = index;

    public string Name { get; } = options.Name;

    public InterfaceKind Kind { get; } = options.Kind;

    public MacAddress Mac { get; } = options.Mac;

    public int Mtu { get; set; } = options.Mtu;

    /// <summary>The MTU that a router has announced for the link, 0 for none. Source: RFC 4861 §6.3.4.</summary>
    public int AnnouncedMtu { get; set; }

    public Offload Offload { get; } = options.Offload;

    public bool IsUp { get; set; } = true;

    /// <summary>Few: every walk over them is short.</summary>
    public List<AssignedAddress> Addresses { get; } = [];

    /// <summary>Routes that are kept while the interface is down.</summary>
    public List<Route> ParkedRoutes { get; } = [];

    /// <summary>Groups that it receives; few, too.</summary>
    public List<GroupMembership> Groups { get; } = [];

    /// <summary>Default routers and on-link prefixes that routers have advertised.</summary>
    public List<LearntRoute> LearntRoutes { get; } = [];

    /// <summary>Router solicitations still to be sent, and when the next is due. Source: RFC 4861 §6.3.7.</summary>
    public int SolicitationsLeft { get; set; }

    public Timestamp NextSolicitation { get; set; } = Timestamp.Never;

    public bool IsEthernet => Kind == InterfaceKind.Ethernet;

    public int MtuFor(IpFamily family) => family == IpFamily.V6 && AnnouncedMtu > 0 ? Math.Min(AnnouncedMtu, Mtu) : Mtu;

    /// <summary>The interface's first usable address of a version of IP.</summary>
    public bool TryFirst(IpFamily family, out IpAddress address)
    {
        foreach (AssignedAddress assigned in Addresses)
        {
            address = assigned.Address;
            if (assigned.IsUsable && address.Family == family) return true;
        }

        address = default;
        return false;
    }
}
