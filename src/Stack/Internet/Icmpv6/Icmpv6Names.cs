using System.Collections.Frozen;

namespace NetStack.Internet.Icmpv6;

/// <summary>Types and codes of ICMPv6. Source: RFC 4443, RFC 4861, RFC 3810, IANA "ICMPv6 Parameters".</summary>
internal static class Icmpv6Names
{
    public const byte DestinationUnreachable = 1, PacketTooBig = 2, TimeExceeded = 3, ParameterProblem = 4,
        EchoRequest = 128, EchoReply = 129, ListenerQuery = 130, ListenerReport = 131, ListenerDone = 132,
        RouterSolicitation = 133, RouterAdvertisement = 134, NeighborSolicitation = 135, NeighborAdvertisement = 136,
        Redirect = 137, ListenerReport2 = 143;

    public static IReadOnlyDictionary<ulong, string> Types { get; } = new Dictionary<ulong, string>
    {
        [DestinationUnreachable] = "Destination Unreachable", [PacketTooBig] = "Packet Too Big",
        [TimeExceeded] = "Time Exceeded", [ParameterProblem] = "Parameter Problem",
        [EchoRequest] = "Echo (ping) request", [EchoReply] = "Echo (ping) reply",
        [ListenerQuery] = "Multicast Listener Query", [ListenerReport] = "Multicast Listener Report",
        [ListenerDone] = "Multicast Listener Done", [RouterSolicitation] = "Router Solicitation",
        [RouterAdvertisement] = "Router Advertisement", [NeighborSolicitation] = "Neighbor Solicitation",
        [NeighborAdvertisement] = "Neighbor Advertisement", [Redirect] = "Redirect", [138] = "Router Renumbering",
        [139] = "Node Information Query", [140] = "Node Information Response",
        [141] = "Inverse Neighbor Discovery Solicitation", [142] = "Inverse Neighbor Discovery Advertisement",
        [ListenerReport2] = "Multicast Listener Report Message v2", [144] = "Home Agent Address Discovery Request",
        [145] = "Home Agent Address Discovery Reply", [146] = "Mobile Prefix Solicitation",
        [147] = "Mobile Prefix Advertisement", [148] = "Certification Path Solicitation",
        [149] = "Certification Path Advertisement", [151] = "Multicast Router Advertisement",
        [152] = "Multicast Router Solicitation", [153] = "Multicast Router Termination", [155] = "RPL Control",
        [157] = "Duplicate Address Request", [158] = "Duplicate Address Confirmation",
        [160] = "Extended Echo Request", [161] = "Extended Echo Reply",
    }.ToFrozenDictionary();

    /// <summary>Codes, as type × 256 + code.</summary>
    public static IReadOnlyDictionary<int, string> Codes { get; } = new Dictionary<int, string>
    {
        [0x100] = "no route to destination", [0x101] = "Administratively prohibited", [0x102] = "Beyond scope",
        [0x103] = "Address unreachable", [0x104] = "Port unreachable", [0x105] = "Source address failed ingress/egress policy",
        [0x106] = "Reject route to destination", [0x107] = "Error in Source Routing Header",
        [0x300] = "hop limit exceeded in transit", [0x301] = "fragment reassembly time exceeded",
        [0x400] = "erroneous header field encountered", [0x401] = "unrecognized Next Header type encountered",
        [0x402] = "unrecognized IPv6 option encountered",
    }.ToFrozenDictionary();
}
