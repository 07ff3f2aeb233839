using NetStack.Bytes;

namespace NetStack.Internet.Routing;

/// <summary>Finds the route to a destination. The host hands in routes; a lab may replace how they are kept and found.</summary>
public interface IRoutingTable
{
    /// <summary>All routes.</summary>
    IReadOnlyList<Route> Routes { get; }

    /// <summary>Adds a route; one with the same prefix, gateway and interface is replaced.</summary>
    void Add(in Route route);

    /// <summary>Takes a route away: the one with the same prefix, gateway and interface.</summary>
    /// <returns>False when there was none.</returns>
    bool Remove(in Route route);

    /// <summary>Finds the route with the longest prefix that the destination is in; of several the one with the lowest metric.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="interface">The interface that the route has to use, 0 for any.</param>
    /// <param name="route">The route.</param>
    /// <returns>False when there is none.</returns>
    bool TryFind(in IpAddress destination, int @interface, out Route route);
}
