using NetStack.Bytes;
using NetStack.Internet.Neighbors;
using NetStack.Internet.Routing;

namespace NetStack.Internet;

/// <summary>How a host's Internet layer behaves: a value that a test, a lab or a scenario names and changes.</summary>
public sealed record InternetOptions
{
    /// <summary>As Linux does where the RFCs leave it open.</summary>
    public static InternetOptions Linux { get; } = new();

    /// <summary>As the RFCs recommend.</summary>
    public static InternetOptions Textbook { get; } = new()
    {
        ProbeIpv4Addresses = true,
        ReassemblyTimeout = Duration.FromSeconds(60),
        MinPathMtu = 68,
    };

    /// <summary>Datagrams for others are passed on: the host is a router. Source: RFC 1812, RFC 1122 §3.3.1.</summary>
    public bool Forwarding { get; init; }

    /// <summary>TTL and hop limit of what the host sends. Source: RFC 1122 §3.2.1.7.</summary>
    public byte DefaultHopLimit { get; init; } = 64;

    /// <summary>A new IPv4 address is probed for before it is used. Source: RFC 5227 §2.1.</summary>
    public bool ProbeIpv4Addresses { get; init; }

    /// <summary>DupAddrDetectTransmits: solicitations before a new IPv6 address is used; 0 uses it at once.
    /// Source: RFC 4862 §5.1.</summary>
    public int DuplicateAddressTransmits { get; init; } = 1;

    /// <summary>Router advertisements configure addresses and default routes. Source: RFC 4862 §5.5.</summary>
    public bool AcceptRouterAdvertisements { get; init; } = true;

    /// <summary>Group memberships are reported to routers. Source: RFC 2236, RFC 2710.</summary>
    public bool ReportGroups { get; init; } = true;

    /// <summary>How long an incomplete datagram waits. Source: RFC 1122 §3.3.2 (60 to 120 s), RFC 8200 §4.5 (60 s); Linux 30 s.</summary>
    public Duration ReassemblyTimeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>Octets that all incomplete datagrams may hold.</summary>
    public int ReassemblyOctets { get; init; } = 4 * 1024 * 1024;

    /// <summary>Incomplete datagrams of one sender.</summary>
    public int ReassembliesPerSource { get; init; } = 64;

    /// <summary>No ICMP message takes an IPv4 path's MTU below this: an attacker could make every segment tiny.
    /// Source: RFC 791 §3.2 (68 octets); Linux 552.</summary>
    public int MinPathMtu { get; init; } = 552;

    /// <summary>How long a lowered path MTU is believed. Source: RFC 1191 §6.3, RFC 8201 §4.</summary>
    public Duration PathMtuAge { get; init; } = Duration.FromSeconds(600);

    /// <summary>Paths whose MTU is remembered.</summary>
    public int MaxPathMtus { get; init; } = 1024;

    /// <summary>ICMP errors a second. Source: RFC 1812 §4.3.2.8, RFC 4443 §2.4(f).</summary>
    public int IcmpErrorsPerSecond { get; init; } = 1000;

    /// <summary>ICMP errors at once after a quiet time.</summary>
    public int IcmpErrorBurst { get; init; } = 50;

    /// <summary>Octets of datagrams from the host to itself that may wait.</summary>
    public int LoopbackOctets { get; init; } = 4 * 1024 * 1024;

    /// <summary>The times and bounds of the neighbor cache.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Makes the neighbor cache; null for the standard one. A lab puts its own here.</summary>
    public Func<INeighborUser, NeighborOptions, SeededRandom, INeighborCache>? NeighborCache { get; init; }

    /// <summary>Makes the routing table; null for the standard one. A lab puts its own here.</summary>
    public Func<IRoutingTable>? RoutingTable { get; init; }
}
