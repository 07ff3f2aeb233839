using System.Collections.Frozen;

namespace NetStack.Link.Ppp;

/// <summary>What PPP carries. Source: IANA "Point-to-Point (PPP) Protocol Field Assignments".</summary>
public static class PppNames
{
    /// <summary>IPv4. Source: RFC 1332 §2.</summary>
    public const uint Ipv4 = 0x0021;

    /// <summary>IPv6. Source: RFC 5072 §2.</summary>
    public const uint Ipv6 = 0x0057;

    /// <summary>MPLS. Source: RFC 3032 §4.3.</summary>
    public const uint Mpls = 0x0281;

    /// <summary>MPLS multicast. Source: RFC 3032 §4.3.</summary>
    public const uint MplsMulticast = 0x0283;

    /// <summary>Names, in the protocols' own words.</summary>
    public static IReadOnlyDictionary<ulong, string> Protocols { get; } = new Dictionary<ulong, string>
    {
        [Ipv4] = "Internet Protocol version 4",
        [0x002D] = "Van Jacobson Compressed TCP/IP",
        [0x002F] = "Van Jacobson Uncompressed TCP/IP",
        [0x003D] = "Multi-Link",
        [Ipv6] = "Internet Protocol version 6",
        [0x00FD] = "Compressed datagram",
        [Mpls] = "MPLS Unicast",
        [MplsMulticast] = "MPLS Multicast",
        [0x8021] = "Internet Protocol Control Protocol",
        [0x8057] = "IPv6 Control Protocol",
        [0x80FD] = "Compression Control Protocol",
        [0x8281] = "MPLS Control Protocol",
        [0xC021] = "Link Control Protocol",
        [0xC023] = "Password Authentication Protocol",
        [0xC025] = "Link Quality Report",
        [0xC223] = "Challenge Handshake Authentication Protocol",
        [0xC227] = "Extensible Authentication Protocol",
    }.ToFrozenDictionary();
}
