using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

/// <summary>What a neighbor cache asks of the layer that uses it. ARP and Neighbor Discovery differ behind this interface
/// only: the cache knows neither.</summary>
public interface INeighborUser
{
    /// <summary>Asks for a neighbor's link address: an ARP request or a neighbor solicitation.</summary>
    /// <param name="interface">Where.</param>
    /// <param name="neighbor">Whose.</param>
    /// <param name="known">The address that is to be confirmed: the question goes there alone; <c>default</c> asks everybody.</param>
    /// <param name="now">The time.</param>
    void Solicit(int @interface, in IpAddress neighbor, MacAddress known, Timestamp now);

    /// <summary>Sends a datagram that has waited for its neighbor's address.</summary>
    void SendHeld(int @interface, MacAddress neighbor, in Frame datagram, Timestamp now);

    /// <summary>A datagram has waited in vain. Source: RFC 4861 §7.2.2, RFC 1122 §2.3.2.2.</summary>
    void GiveUp(int @interface, in IpAddress neighbor, in Frame datagram, Timestamp now);

    /// <summary>A neighbor's state has changed; events are made of it.</summary>
    void StateChanged(int @interface, in IpAddress neighbor, MacAddress mac, NeighborState from, NeighborState to, Timestamp now);
}
