using System.Collections.Frozen;

namespace NetStack.Internet;

/// <summary>What an IPv4 datagram or an IPv6 packet carries. Source: IANA "Protocol Numbers".</summary>
public static class IpProtocol
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    public const byte HopByHop = 0;

    /// <summary>Internet Control Message Protocol.</summary>
    public const byte Icmp = 1;

    /// <summary>Internet Group Management Protocol.</summary>
    public const byte Igmp = 2;

    /// <summary>IPv4 in IP.</summary>
    public const byte Ipv4 = 4;

    /// <summary>Transmission Control Protocol.</summary>
    public const byte Tcp = 6;

    /// <summary>User Datagram Protocol.</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 in IP.</summary>
    public const byte Ipv6 = 41;

    /// <summary>IPv6 routing header.</summary>
    public const byte Ipv6Route = 43;

    /// <summary>IPv6 fragment header.</summary>
    public const byte Ipv6Fragment = 44;

    /// <summary>Generic Routing Encapsulation.</summary>
    public const byte Gre = 47;

    /// <summary>Encapsulating Security Payload.</summary>
    public const byte Esp = 50;

    /// <summary>Authentication Header.</summary>
    public const byte Ah = 51;

    /// <summary>ICMP for IPv6.</summary>
    public const byte Icmpv6 = 58;

    /// <summary>No next header.</summary>
    public const byte Ipv6NoNext = 59;

    /// <summary>IPv6 destination options.</summary>
    public const byte Ipv6Options = 60;

    /// <summary>Open Shortest Path First.</summary>
    public const byte Ospf = 89;

    /// <summary>Protocol Independent Multicast.</summary>
    public const byte Pim = 103;

    /// <summary>Virtual Router Redundancy Protocol.</summary>
    public const byte Vrrp = 112;

    /// <summary>Stream Control Transmission Protocol.</summary>
    public const byte Sctp = 132;

    /// <summary>Names, in the protocols' own words.</summary>
    public static IReadOnlyDictionary<ulong, string> Names { get; } = new Dictionary<ulong, string>
    {
        [HopByHop] = "IPv6 Hop-by-Hop Option",
        [Icmp] = "ICMP",
        [Igmp] = "IGMP",
        [Ipv4] = "IPIP",
        [Tcp] = "TCP",
        [Udp] = "UDP",
        [Ipv6] = "IPv6",
        [Ipv6Route] = "Routing Header for IPv6",
        [Ipv6Fragment] = "Fragment Header for IPv6",
        [Gre] = "Generic Routing Encapsulation",
        [Esp] = "Encap Security Payload",
        [Ah] = "Authentication Header",
        [Icmpv6] = "ICMPv6",
        [Ipv6NoNext] = "No Next Header for IPv6",
        [Ipv6Options] = "Destination Options for IPv6",
        [Ospf] = "OSPF IGP",
        [Pim] = "PIM",
        [Vrrp] = "VRRP",
        [Sctp] = "SCTP",
    }.ToFrozenDictionary();
}
