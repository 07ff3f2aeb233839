using NetStack.Bytes;

namespace NetStack.Internet.Routing;

/// <summary>Routes in a list, the longest prefix first: the first that matches is the best. Source: RFC 1812 §5.2.4.3.</summary>
/// <remarks>A host has a handful of routes, and walking over a handful of records beats every tree.</remarks>
public sealed class RoutingTable : IRoutingTable
{
    private readonly List<Route> _routes = [];

    /// <inheritdoc/>
    public IReadOnlyList<Route> Routes => _routes;

    /// <inheritdoc/>
    public void Add(in Route route)
    {
        Remove(route);
        int place = 0;
        while (place < _routes.Count && !IsBefore(route, _routes[place])) place++;
        _routes.Insert(place, route);
    }

    /// <inheritdoc/>
    public bool Remove(in Route route)
    {
        for (int i = 0; i < _routes.Count; i++)
        {
            Route other = _routes[i];
            bool isSame = other.PrefixLength == route.PrefixLength && other.Prefix.IsWithin(route.Prefix, route.PrefixLength)
                && other.Gateway == route.Gateway && other.Interface == route.Interface;
            if (!isSame) continue;
            _routes.RemoveAt(i);
            return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryFind(in IpAddress destination, int @interface, out Route route)
    {
        for (int i = 0; i < _routes.Count; i++)
        {
            route = _routes[i];
            bool fits = destination.IsWithin(route.Prefix, route.PrefixLength) && (@interface == 0 || route.Interface == @interface);
            if (fits) return true;
        }

        route = default;
        return false;
    }

    private static bool IsBefore(in Route a, in Route b) =>
        a.PrefixLength != b.PrefixLength ? a.PrefixLength > b.PrefixLength : a.Metric < b.Metric;
}
