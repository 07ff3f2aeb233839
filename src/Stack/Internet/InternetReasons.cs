using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Internet;

/// <summary>Why the Internet layer of a host does what it does. The sentences stand in the catalogues of Viz.</summary>
public static class InternetReasons
{
    /// <summary>A header is not one.</summary>
    public static readonly Reason Malformed = new("inet.drop.malformed", Rfc.Section(1122, "3.2.1"));

    /// <summary>A checksum is wrong.</summary>
    public static readonly Reason BadChecksum = new("inet.drop.bad-checksum", Rfc.Section(1122, "3.2.1.2"));

    /// <summary>The source address cannot be a sender's.</summary>
    public static readonly Reason BadSource = new("inet.drop.bad-source", Rfc.Section(1122, "3.2.1.3"));

    /// <summary>The destination is somebody else, and the host does not forward.</summary>
    public static readonly Reason NotForUs = new("inet.drop.not-for-us", Rfc.Section(1122, "3.2.1.3"));

    /// <summary>The frame went to everybody on the link, the datagram in it to one host.</summary>
    public static readonly Reason LinkBroadcast = new("inet.drop.link-broadcast", Rfc.Section(1122, "3.3.6"));

    /// <summary>It asks to be source-routed.</summary>
    public static readonly Reason SourceRouted = new("inet.drop.source-routed", Rfc.Section(7126, "4.3"));

    /// <summary>An extension header or an option of it says: drop.</summary>
    public static readonly Reason BadExtension = new("inet.drop.bad-extension", Rfc.Section(8200, "4.2"));

    /// <summary>Nobody takes the protocol.</summary>
    public static readonly Reason NoProtocol = new("inet.drop.no-protocol", Rfc.Section(1122, "3.2.2.1"));

    /// <summary>Nobody takes the port.</summary>
    public static readonly Reason NoPort = new("inet.drop.no-port", Rfc.Section(1122, "3.2.2.1"));

    /// <summary>Its hops are used up.</summary>
    public static readonly Reason HopLimit = new("inet.drop.hop-limit", Rfc.Section(1812, "5.3.1"));

    /// <summary>No route leads there.</summary>
    public static readonly Reason NoRoute = new("inet.drop.no-route", Rfc.Section(1812, "5.2.7.1"));

    /// <summary>Too big for the next link.</summary>
    public static readonly Reason TooBig = new("inet.drop.too-big", Rfc.Section(1191, "3"));

    /// <summary>The neighbor does not answer.</summary>
    public static readonly Reason NeighborSilent = new("inet.drop.neighbor-silent", Rfc.Section(4861, "7.2.2"));

    /// <summary>A queue is full.</summary>
    public static readonly Reason QueueFull = new("inet.drop.queue-full", Rfc.Section(1122, "3.3.3"));

    /// <summary>An address is new and has to be looked for first.</summary>
    public static readonly Reason AddressTentative = new("inet.address.tentative", Rfc.Section(4862, "5.4"));

    /// <summary>An address may be used.</summary>
    public static readonly Reason AddressAssigned = new("inet.address.assigned", Rfc.Section(4862, "5.4"));

    /// <summary>Somebody else has the address.</summary>
    public static readonly Reason AddressDuplicate = new("inet.address.duplicate", Rfc.Section(4862, "5.4.5"));

    /// <summary>The address was taken away.</summary>
    public static readonly Reason AddressRemoved = new("inet.address.removed", Rfc.Section(4862, "5.5.4"));

    /// <summary>The time in which the address is preferred is over.</summary>
    public static readonly Reason AddressDeprecated = new("inet.address.deprecated", Rfc.Section(4862, "5.5.4"));

    /// <summary>A neighbor's state changed as its diagram says.</summary>
    public static readonly Reason NeighborChanged = new("inet.neighbor.changed", Rfc.Section(4861, "7.3.2"));

    /// <summary>An ICMP error was sent.</summary>
    public static readonly Reason ErrorSent = new("inet.icmp.error-sent", Rfc.Section(1122, "3.2.2"));

    /// <summary>An ICMP error came.</summary>
    public static readonly Reason ErrorReceived = new("inet.icmp.error-received", Rfc.Section(1122, "3.2.2"));

    /// <summary>A router says that a datagram was too big.</summary>
    public static readonly Reason TooBigReceived = new("inet.mtu.too-big", Rfc.Section(1191, "3"));

    /// <summary>Large segments vanish without a word: the transport lowers the MTU by itself.</summary>
    public static readonly Reason BlackHole = new("inet.mtu.black-hole", Rfc.Section(2923, "2.1"));

    /// <summary>The path may have changed: what was learnt is forgotten.</summary>
    public static readonly Reason PathMtuAged = new("inet.mtu.aged", Rfc.Section(1191, "6.3"));

    /// <summary>All fragments of a datagram are there.</summary>
    public static readonly Reason Reassembled = new("inet.fragments.complete", Rfc.Section(791, "3.2"));

    /// <summary>Fragments contradict each other.</summary>
    public static readonly Reason FragmentsOverlap = new("inet.fragments.overlap", Rfc.Section(5722, "4"));

    /// <summary>A fragment did not come in time.</summary>
    public static readonly Reason ReassemblyTimeout = new("inet.fragments.timeout", Rfc.Section(1122, "3.3.2"));

    /// <summary>The datagram is larger than the path's MTU, and may be cut.</summary>
    public static readonly Reason Fragmented = new("inet.fragments.cut", Rfc.Section(791, "3.2"));

    /// <summary>Every reason, for the catalogues' test.</summary>
    public static ImmutableArray<Reason> All { get; } =
    [
        Malformed, BadChecksum, BadSource, NotForUs, LinkBroadcast,
        SourceRouted, BadExtension, NoProtocol, NoPort, HopLimit, NoRoute, TooBig,
        NeighborSilent, QueueFull, AddressTentative, AddressAssigned, AddressDuplicate, AddressRemoved, AddressDeprecated,
        NeighborChanged, ErrorSent, ErrorReceived, TooBigReceived, BlackHole, PathMtuAged,
        Reassembled, FragmentsOverlap, ReassemblyTimeout, Fragmented,
    ];
}
