using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

/// <summary>Which link address a neighbor has, and whether it can be reached: the same for ARP and for IPv6 Neighbor
/// Discovery. A lab may replace it. Source: RFC 4861 §5.1, RFC 826.</summary>
public interface INeighborCache
{
    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    Timestamp NextDeadline { get; }

    /// <summary>Looks up where to send a datagram for a neighbor.</summary>
    /// <returns>False when the address is not known: hand the datagram to <see cref="Hold"/>.</returns>
    bool TryResolve(int @interface, in IpAddress neighbor, Timestamp now, out MacAddress mac);

    /// <summary>Keeps a copy of a datagram until its neighbor's address is known, and asks for it.</summary>
    /// <returns>False when there was no room.</returns>
    bool Hold(int @interface, in IpAddress neighbor, in Frame datagram, Timestamp now);

    /// <summary>A packet tells its sender's link address in passing: an ARP request, a solicitation, a router's advertisement.
    /// Source: RFC 826 "Packet Reception", RFC 4861 §7.2.3.</summary>
    /// <param name="interface">Where.</param>
    /// <param name="neighbor">Who.</param>
    /// <param name="mac">Its link address.</param>
    /// <param name="mayCreate">False updates an entry only: the packet was not for this host.</param>
    /// <param name="now">The time.</param>
    void Mention(int @interface, in IpAddress neighbor, MacAddress mac, bool mayCreate, Timestamp now);

    /// <summary>A neighbor tells its link address: an ARP reply, a neighbor advertisement. Source: RFC 4861 §7.2.5.</summary>
    /// <param name="interface">Where.</param>
    /// <param name="neighbor">Who.</param>
    /// <param name="mac">Its link address; <c>default</c> when it was left out.</param>
    /// <param name="isSolicited">It answers a question of this host.</param>
    /// <param name="overrides">It replaces what is known.</param>
    /// <param name="now">The time.</param>
    void Advertise(int @interface, in IpAddress neighbor, MacAddress mac, bool isSolicited, bool overrides, Timestamp now);

    /// <summary>The layer above makes progress with this neighbor: it is reachable. Source: RFC 4861 §7.3.1.</summary>
    void Confirm(int @interface, in IpAddress neighbor, Timestamp now);

    /// <summary>Sets a neighbor by hand.</summary>
    void Set(int @interface, in IpAddress neighbor, MacAddress mac, Timestamp now);

    /// <summary>What is known of a neighbor.</summary>
    NeighborState StateOf(int @interface, in IpAddress neighbor);

    /// <summary>Forgets all neighbors of an interface: it is down.</summary>
    void Clear(int @interface, Timestamp now);

    /// <summary>Does what is due.</summary>
    void Advance(Timestamp now);
}
