using NetStack.Bytes;
using NetStack.Internet.Routing;

namespace NetStack.Internet;

// Which way a datagram takes, and from which address. Source: RFC 1122 §3.3.1, RFC 6724.
public sealed partial class InternetLayer
{
    /// <summary>Ways that are remembered: a power of 2. Two that fall together take turns.</summary>
    private const int KnownWays = 16;

    private readonly KnownWay[] _knownWays = new KnownWay[KnownWays];
    private readonly bool _remembersWays;
    private long _waysAge = 1;

    /// <summary>A way that was found, and the question. It holds until anything changes that a way follows from.</summary>
    private readonly record struct KnownWay(IpAddress Destination, IpAddress Source, int Interface, long Age, Way Way)
    {
        public bool IsFor(in IpAddress destination, in IpAddress source, int @interface, long age) =>
            Age == age && Interface == @interface && Destination == destination && Source == source;
    }

    /// <summary>A route, an address, an interface or a path's MTU has changed: every way is looked for anew.</summary>
    private void ForgetWays() => _waysAge++;

    /// <inheritdoc/>
    public bool TryFindPath(in IpAddress destination, in IpAddress source, out DatagramPath path)
    {
        bool isFound = TryFindWay(destination, source, 0, out Way way);
        path = !isFound ? default : way.IsLocal ? new(way.Source, way.Mtu, way.Out.Index, way.Mtu)
            : new(way.Source, way.Mtu, way.Out.Index, way.Out.Mtu, way.Out.Offload);
        return isFound;
    }

    /// <inheritdoc/>
    public void ConfirmReachable(in IpAddress destination, Timestamp now)
    {
        bool isFound = TryFindNextHop(destination, (int)destination.Scope, out HostInterface? through, out IpAddress nextHop);
        if (isFound && through!.IsEthernet) _neighbors.Confirm(through.Index, nextHop, now);
    }

    /// <summary>Finds the way of a datagram.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="source">An address of this host, or <c>default</c>. The unspecified address goes, too: DHCP uses it.</param>
    /// <param name="interface">The interface that it has to leave by, 0 for any.</param>
    /// <param name="way">The way.</param>
    private bool TryFindWay(in IpAddress destination, in IpAddress source, int @interface, out Way way)
    {
        ref KnownWay known = ref _knownWays[unchecked(destination.GetHashCode() ^ source.GetHashCode()) & (KnownWays - 1)];
        if (known.IsFor(destination, source, @interface, _waysAge))
        {
            way = known.Way;
            return true;
        }

        if (!TrySearchWay(destination, source, @interface, out way)) return false;
        if (_remembersWays) known = new(destination, source, @interface, _waysAge, way);
        return true;
    }

    private bool TrySearchWay(in IpAddress destination, in IpAddress source, int @interface, out Way way)
    {
        way = default;
        bool hasSource = source.Family != IpFamily.None;
        if (destination.Family == IpFamily.None || Addresses.IsUnspecified(destination)) return false;
        if (hasSource && (source.Family != destination.Family || !(Addresses.IsUnspecified(source) || IsLocal(source, @interface))))
            return false;
        if (@interface == 0 && destination.Scope > 0) @interface = (int)destination.Scope;
        if (@interface == 0 && source.Scope > 0) @interface = (int)source.Scope;
        if (@interface < 0 || @interface > _interfaces.Count) return false;
        return TryFindLocal(destination, source, @interface, out way) || TryFindRemote(destination, source, @interface, out way);
    }

    private bool TryFindLocal(in IpAddress destination, in IpAddress source, int @interface, out Way way)
    {
        way = default;
        if (!IsLocal(destination, @interface)) return false;
        bool isAssigned = _assigned.TryGetValue(destination, out AssignedAddress? assigned)
            || _assigned.TryGetValue(Addresses.Scoped(destination, @interface), out assigned);
        HostInterface? through = _loopback ?? (isAssigned ? At(assigned!.Interface) : null);
        if (through is null) return false;
        IpAddress own = isAssigned ? assigned!.Address : destination;
        int mtu = through.Kind == InterfaceKind.Loopback ? Math.Min(through.Mtu, MaxDatagram) : MaxDatagram;
        way = new(through, source.Family != IpFamily.None ? source : own, own, own, mtu, true);
        return true;
    }

    private bool TryFindRemote(in IpAddress destination, in IpAddress source, int @interface, out Way way)
    {
        way = default;
        if (Addresses.IsLoopback(destination) || Addresses.IsLoopback(source)) return false; // RFC 1122 §3.2.1.3(g): never on a wire
        if (!TryFindNextHop(destination, @interface, out HostInterface? through, out IpAddress nextHop)) return false;
        IpAddress scoped = Addresses.Scoped(destination, through.Index), from = source;
        if (from.Family == IpFamily.None && !TrySelectSource(through, scoped, out from)) return false;
        if (Addresses.IsScoped(from)) from = Addresses.Scoped(from, through.Index);
        way = new(through, from, scoped, nextHop, PathMtu(scoped, through), false);
        return true;
    }

    private bool TryFindNextHop(in IpAddress destination, int @interface,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HostInterface? through, out IpAddress nextHop)
    {
        nextHop = destination;
        if (_routes.TryFind(destination, @interface, out Route route))
        {
            through = At(route.Interface);
            nextHop = route.Gateway.Family == IpFamily.None || destination.IsMulticast || IsBroadcast(destination, through)
                ? Addresses.Scoped(destination, through.Index) : route.Gateway;
            return true;
        }

        // groups, 255.255.255.255 and what a TUN device carries need no route when the interface is given, or is the only one
        through = null;
        bool needsNoRoute = destination.IsMulticast || destination == Addresses.LimitedBroadcast;
        if (!needsNoRoute) return false;
        through = @interface > 0 ? At(@interface) : _interfaces.Find(on => on.IsUp && on.Kind != InterfaceKind.Loopback);
        return through is not null;
    }

    /// <summary>The rules of RFC 6724 §5 that matter to a host with a few addresses: 1 (the same address), 2 (scope), 3 (not
    /// deprecated), 8 (the longest common prefix). For IPv4 they find the address in the next hop's prefix.</summary>
    private bool TrySelectSource(HostInterface through, in IpAddress destination, out IpAddress source)
    {
        AssignedAddress? best = null;
        foreach (AssignedAddress candidate in through.Addresses)
            best = Better(best, candidate, destination);
        for (int i = 0; best is null && i < _interfaces.Count; i++) // the interface has none: an address of another serves
        {
            foreach (AssignedAddress candidate in _interfaces[i].Addresses)
            {
                if (Addresses.Scope(candidate.Address) > 2) best = Better(best, candidate, destination);
            }
        }

        source = best?.Address ?? default;
        return best is not null;
    }

    private static AssignedAddress? Better(AssignedAddress? best, AssignedAddress candidate, in IpAddress destination)
    {
        if (!candidate.IsUsable || candidate.Address.Family != destination.Family) return best;
        if (best is null || candidate.Address == destination) return candidate;
        if (best.Address == destination) return best;
        int bestScope = Addresses.Scope(best.Address), scope = Addresses.Scope(candidate.Address), needed = Addresses.Scope(destination);
        if (scope != bestScope)
        {
            AssignedAddress narrow = scope < bestScope ? candidate : best, wide = scope < bestScope ? best : candidate;
            return Addresses.Scope(narrow.Address) < needed ? wide : narrow;
        }

        if (candidate.State != best.State) return candidate.State == AddressState.Preferred ? candidate : best;
        return CommonPrefix(candidate, destination) > CommonPrefix(best, destination) ? candidate : best;
    }

    private static int CommonPrefix(AssignedAddress address, in IpAddress destination) =>
        Math.Min(address.PrefixLength, Addresses.CommonPrefix(address.Address, destination));
}
