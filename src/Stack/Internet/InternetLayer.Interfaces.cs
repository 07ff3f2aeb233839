using NetStack.Bytes;
using NetStack.Internet.Multicast;
using NetStack.Internet.Neighbors;
using NetStack.Internet.Routing;

namespace NetStack.Internet;

// Interfaces and routes, as whoever configures the host sees them. What is wrong here is a mistake of the caller.
public sealed partial class InternetLayer
{
    /// <summary>The smallest MTU that IPv4 works with. Source: RFC 791 §3.1.</summary>
    public const int MinIpv4Mtu = 68;

    /// <summary>The smallest MTU of a link for IPv6. Source: RFC 8200 §5.</summary>
    public const int MinIpv6Mtu = 1280;

    /// <summary>The largest datagram, for interfaces that set no limit of their own.</summary>
    public const int MaxDatagram = 65_535;

    private HostInterface? _loopback;

    /// <summary>The routes.</summary>
    public IReadOnlyList<Route> Routes => _routes.Routes;

    /// <summary>How many interfaces there are; they count from 1.</summary>
    public int InterfaceCount => _interfaces.Count;

    /// <summary>Adds an interface, which is up at once.</summary>
    /// <returns>Its index, from 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An MTU that no datagram fits in.</exception>
    public int AddInterface(in InterfaceOptions options)
    {
        CheckMtu(options.Mtu);
        HostInterface added = new(_interfaces.Count + 1, options);
        _interfaces.Add(added);
        ForgetWays();
        if (options.Kind == InterfaceKind.Loopback) _loopback ??= added;
        return added.Index;
    }

    /// <summary>The octets of the largest datagram on an interface.</summary>
    public int MtuOf(int @interface) => At(@interface).Mtu;

    /// <summary>Work that whoever takes an interface's frames does.</summary>
    public Offload OffloadOf(int @interface) => At(@interface).Offload;

    /// <summary>The addresses of an interface.</summary>
    public IReadOnlyList<AssignedAddress> AddressesOf(int @interface) => At(@interface).Addresses;

    /// <summary>Changes the MTU of an interface.</summary>
    public void SetMtu(int @interface, int mtu)
    {
        CheckMtu(mtu);
        At(@interface).Mtu = mtu;
        ForgetWays();
    }

    /// <summary>True when an interface sends and receives.</summary>
    public bool IsUp(int @interface) => At(@interface).IsUp;

    /// <summary>Takes an interface up or down. While it is down, its routes do not count and its neighbors are forgotten.</summary>
    public void SetUp(int @interface, bool isUp, Timestamp now)
    {
        HostInterface changed = At(@interface);
        if (changed.IsUp == isUp) return;
        changed.IsUp = isUp;
        ForgetWays();
        if (isUp)
        {
            foreach (Route route in changed.ParkedRoutes) _routes.Add(route);
            changed.ParkedRoutes.Clear();
            foreach (GroupMembership membership in changed.Groups) SendReport(changed, membership, now);
            return;
        }

        changed.ParkedRoutes.AddRange(_routes.Routes.Where(route => route.Interface == @interface));
        foreach (Route route in changed.ParkedRoutes) _routes.Remove(route);
        _neighbors.Clear(@interface, now);
    }

    /// <summary>Adds a route.</summary>
    /// <param name="prefix">The destinations.</param>
    /// <param name="prefixLength">Bits of the prefix that count; 0 for the default route.</param>
    /// <param name="gateway">The next hop; <c>default</c> where the destinations are neighbors.</param>
    /// <param name="interface">Where datagrams leave.</param>
    /// <param name="metric">Of two routes to the same prefix the one with the lower counts.</param>
    public void AddRoute(in IpAddress prefix, int prefixLength, in IpAddress gateway, int @interface, int metric = 0)
    {
        CheckPrefix(prefix, prefixLength);
        HostInterface on = At(@interface);
        Route route = new(prefix, prefixLength, Addresses.Scoped(gateway, @interface), @interface, metric);
        ForgetWays();
        if (on.IsUp) _routes.Add(route);
        else on.ParkedRoutes.Add(route);
    }

    /// <summary>Takes a route away.</summary>
    /// <returns>False when there was none.</returns>
    public bool RemoveRoute(in IpAddress prefix, int prefixLength, in IpAddress gateway, int @interface)
    {
        Route route = new(prefix, prefixLength, Addresses.Scoped(gateway, @interface), @interface);
        ForgetWays();
        return _routes.Remove(route) | At(@interface).ParkedRoutes.RemoveAll(other => other with { Metric = 0 } == route) > 0;
    }

    /// <summary>Sets a neighbor's link address by hand.</summary>
    public void SetNeighbor(int @interface, in IpAddress neighbor, MacAddress mac, Timestamp now) =>
        _neighbors.Set(@interface, Addresses.Scoped(neighbor, @interface), mac, now);

    /// <summary>What is known of a neighbor.</summary>
    public NeighborState NeighborStateOf(int @interface, in IpAddress neighbor) =>
        _neighbors.StateOf(@interface, Addresses.Scoped(neighbor, @interface));

    private HostInterface At(int @interface)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(@interface, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(@interface, _interfaces.Count);
        return _interfaces[@interface - 1];
    }

    private static void CheckMtu(int mtu)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, MinIpv4Mtu);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mtu, MaxDatagram + 1); // Linux's loopback has 65,536
    }

    private static void CheckPrefix(in IpAddress address, int prefixLength)
    {
        if (address.Family == IpFamily.None) throw new ArgumentException("An address of IPv4 or IPv6 is needed.", nameof(address));
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, address.Bits);
    }
}
