using System.Collections.Frozen;

namespace NetStack.Link.Arp;

/// <summary>Numbers of ARP. Source: IANA "Address Resolution Protocol (ARP) Parameters".</summary>
public static class ArpNames
{
    /// <summary>Who has this protocol address?</summary>
    public const ushort Request = 1;

    /// <summary>I have, at this link address.</summary>
    public const ushort Reply = 2;

    /// <summary>Which protocol address has this link address? Source: RFC 903.</summary>
    public const ushort ReverseRequest = 3;

    /// <summary>The answer to it.</summary>
    public const ushort ReverseReply = 4;

    /// <summary>Operations.</summary>
    public static IReadOnlyDictionary<ulong, string> Operations { get; } = new Dictionary<ulong, string>
    {
        [Request] = "request",
        [Reply] = "reply",
        [ReverseRequest] = "reverse request",
        [ReverseReply] = "reverse reply",
        [5] = "drarp request",
        [6] = "drarp reply",
        [7] = "drarp error reply",
        [8] = "inverse request",
        [9] = "inverse reply",
        [10] = "arp nak",
    }.ToFrozenDictionary();

    /// <summary>Kinds of link.</summary>
    public static IReadOnlyDictionary<ulong, string> HardwareTypes { get; } = new Dictionary<ulong, string>
    {
        [1] = "Ethernet",
        [2] = "Experimental Ethernet",
        [6] = "IEEE 802",
        [15] = "Frame Relay",
        [16] = "ATM",
        [17] = "HDLC",
        [18] = "Fibre Channel",
        [20] = "Serial line",
        [24] = "IEEE 1394.1995",
        [27] = "EUI-64",
        [32] = "InfiniBand",
        [512] = "PPP",
        [513] = "Cisco HDLC",
        [768] = "IPIP tunnel",
        [769] = "IPv6 tunnel",
        [772] = "Loopback",
        [776] = "IPv6-in-IPv4 tunnel",
        [778] = "GRE over IP",
        [801] = "IEEE 802.11",
        [803] = "IEEE 802.11 with radiotap",
        [65534] = "None",
    }.ToFrozenDictionary();
}
