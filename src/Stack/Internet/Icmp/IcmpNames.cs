using System.Collections.Frozen;

namespace NetStack.Internet.Icmp;

/// <summary>Types and codes of ICMP. Source: RFC 792, IANA "ICMP Parameters".</summary>
internal static class IcmpNames
{
    public const byte EchoReply = 0, DestinationUnreachable = 3, SourceQuench = 4, Redirect = 5, EchoRequest = 8,
        RouterAdvertisement = 9, RouterSolicitation = 10, TimeExceeded = 11, ParameterProblem = 12, TimestampRequest = 13,
        TimestampReply = 14, InformationRequest = 15, InformationReply = 16, AddressMaskRequest = 17,
        AddressMaskReply = 18, ExtendedEchoRequest = 42, ExtendedEchoReply = 43;

    /// <summary>The code of an unreachable destination that says: too big, and may not be fragmented. Source: RFC 1191 §4.</summary>
    public const byte FragmentationNeeded = 4;

    /// <summary>Types.</summary>
    public static IReadOnlyDictionary<ulong, string> Types { get; } = new Dictionary<ulong, string>
    {
        [EchoReply] = "Echo (ping) reply", [DestinationUnreachable] = "Destination unreachable",
        [SourceQuench] = "Source quench (flow control)", [Redirect] = "Redirect", [EchoRequest] = "Echo (ping) request",
        [RouterAdvertisement] = "Router advertisement", [RouterSolicitation] = "Router solicitation",
        [TimeExceeded] = "Time-to-live exceeded", [ParameterProblem] = "Parameter problem",
        [TimestampRequest] = "Timestamp request", [TimestampReply] = "Timestamp reply",
        [InformationRequest] = "Information request", [InformationReply] = "Information reply",
        [AddressMaskRequest] = "Address mask request", [AddressMaskReply] = "Address mask reply",
        [30] = "Traceroute", [40] = "Photuris", [ExtendedEchoRequest] = "Extended Echo request",
        [ExtendedEchoReply] = "Extended Echo reply",
    }.ToFrozenDictionary();

    /// <summary>Codes, as type × 256 + code.</summary>
    public static IReadOnlyDictionary<int, string> Codes { get; } = new Dictionary<int, string>
    {
        [0x300] = "Network unreachable", [0x301] = "Host unreachable", [0x302] = "Protocol unreachable",
        [0x303] = "Port unreachable", [0x304] = "Fragmentation needed", [0x305] = "Source route failed",
        [0x306] = "Destination network unknown", [0x307] = "Destination host unknown", [0x308] = "Source host isolated",
        [0x309] = "Network administratively prohibited", [0x30A] = "Host administratively prohibited",
        [0x30B] = "Network unreachable for TOS", [0x30C] = "Host unreachable for TOS",
        [0x30D] = "Communication administratively filtered", [0x30E] = "Host precedence violation",
        [0x30F] = "Precedence cutoff in effect",
        [0x500] = "Redirect for network", [0x501] = "Redirect for host", [0x502] = "Redirect for TOS and network",
        [0x503] = "Redirect for TOS and host",
        [0xB00] = "Time to live exceeded in transit", [0xB01] = "Fragment reassembly time exceeded",
        [0xC00] = "Pointer indicates the error", [0xC01] = "Required option missing", [0xC02] = "Bad length",
    }.ToFrozenDictionary();
}
