using System.Collections.Frozen;

namespace NetStack.Link.Ethernet;

/// <summary>What an Ethernet frame, a VLAN tag, SNAP, GRE or a cooked capture carries. Source: IANA "IEEE 802 Numbers".</summary>
public static class EtherType
{
    /// <summary>The smallest value that is a type and no length. Source: IEEE 802.3 §3.2.6.</summary>
    public const ushort Minimum = 0x0600;

    /// <summary>Stands for a length in place of a type: an LLC header follows. No frame has it as a type.</summary>
    public const ushort LengthAndLlc = 0;

    /// <summary>Internet Protocol version 4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>Address Resolution Protocol.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>Reverse ARP.</summary>
    public const ushort Rarp = 0x8035;

    /// <summary>IEEE 802.1Q VLAN tag.</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>Internet Protocol version 6.</summary>
    public const ushort Ipv6 = 0x86DD;

    /// <summary>PPPoE discovery.</summary>
    public const ushort PppoeDiscovery = 0x8863;

    /// <summary>PPPoE session.</summary>
    public const ushort PppoeSession = 0x8864;

    /// <summary>MPLS with a unicast label.</summary>
    public const ushort Mpls = 0x8847;

    /// <summary>MPLS with an upstream-assigned label.</summary>
    public const ushort MplsMulticast = 0x8848;

    /// <summary>IEEE 802.1ad service tag (QinQ).</summary>
    public const ushort ServiceVlan = 0x88A8;

    /// <summary>A service tag as switches wrote it before 802.1ad.</summary>
    public const ushort OldQinQ = 0x9100;

    /// <summary>PPP, as GRE carries it.</summary>
    public const ushort Ppp = 0x880B;

    /// <summary>A whole Ethernet frame inside GRE, VXLAN-GPE or Geneve.</summary>
    public const ushort TransparentEthernet = 0x6558;

    /// <summary>Names, in the protocols' own words.</summary>
    public static IReadOnlyDictionary<ulong, string> Names { get; } = new Dictionary<ulong, string>
    {
        [Ipv4] = "IPv4",
        [Arp] = "ARP",
        [Rarp] = "RARP",
        [Vlan] = "802.1Q Virtual LAN",
        [Ipv6] = "IPv6",
        [PppoeDiscovery] = "PPPoE Discovery",
        [PppoeSession] = "PPPoE Session",
        [Mpls] = "MPLS label switched packet",
        [MplsMulticast] = "MPLS multicast label switched packet",
        [ServiceVlan] = "802.1ad Provider Bridge (Q-in-Q)",
        [OldQinQ] = "QinQ: old non-standard 802.1ad",
        [Ppp] = "Point-to-Point Protocol",
        [0x88CC] = "802.1 Link Layer Discovery Protocol (LLDP)",
        [0x888E] = "802.1X Authentication",
        [0x8808] = "MAC Control",
        [0x8809] = "Slow Protocols",
        [0x88F7] = "PTPv2 over Ethernet (IEEE1588)",
        [0x0842] = "Wake on LAN",
        [TransparentEthernet] = "Transparent Ethernet bridging",
    }.ToFrozenDictionary();
}
