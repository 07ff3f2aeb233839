using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Link.Arp;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Cooked;

/// <summary>The fields of Linux cooked captures: what the kernel tells of a packet when several interfaces, or ones
/// without a link header, are captured at once. Source: tcpdump.org LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2.</summary>
internal static class CookedHeader
{
    /// <summary>Octets of a version 1 header.</summary>
    public const int Version1Length = 16;

    /// <summary>Octets of a version 2 header.</summary>
    public const int Version2Length = 20;

    /// <summary>Octets reserved for the address, which may be shorter.</summary>
    public const int AddressRoom = 8;

    private static readonly RfcReference Version1Format = Rfc.Other("LINKTYPE_LINUX_SLL");
    private static readonly RfcReference Version2Format = Rfc.Other("LINKTYPE_LINUX_SLL2");

    private static readonly Dictionary<ulong, string> PacketTypes = new()
    {
        [0] = "Unicast to us", [1] = "Broadcast", [2] = "Multicast", [3] = "Unicast to another host", [4] = "Sent by us",
    };

    private static readonly Dictionary<ulong, string> LinkProtocols = new()
    {
        [1] = "Raw 802.3", [2] = "Ethernet", [4] = "802.2 LLC", [7] = "PPP HDLC", [0xC] = "CAN", [0xD] = "CAN FD",
    };

    /// <summary>sll.src.eth in version 1, whose address has six octets as a rule.</summary>
    public static Field Version1Mac { get; } = Field.At("sll.src.eth", 48, 48, FieldType.Mac, Version1Format);

    /// <summary>sll.unused in version 1.</summary>
    public static Field Version1Unused { get; } = Field.At("sll.unused", 96, 16, FieldType.Octets, Version1Format);

    /// <summary>sll.etype in version 1.</summary>
    public static Field Version1Type { get; } = TypeAt(112, Version1Format);

    /// <summary>sll.etype in version 2.</summary>
    public static Field Version2Type { get; } = TypeAt(0, Version2Format);

    /// <summary>sll.src.eth in version 2.</summary>
    public static Field Version2Mac { get; } = Field.At("sll.src.eth", 96, 48, FieldType.Mac, Version2Format);

    /// <summary>sll.unused in version 2.</summary>
    public static Field Version2Unused { get; } = Field.At("sll.unused", 144, 16, FieldType.Octets, Version2Format);

    /// <summary>What stands before the address in version 1.</summary>
    public static ImmutableArray<Field> Version1Start { get; } =
    [
        Field.At("sll.pkttype", 0, 16, FieldType.UInt16, Version1Format) with { Names = PacketTypes },
        Field.At("sll.hatype", 16, 16, FieldType.UInt16, Version1Format) with { Names = ArpNames.HardwareTypes },
        Field.At("sll.halen", 32, 16, FieldType.UInt16, Version1Format),
    ];

    /// <summary>What stands between type and address in version 2.</summary>
    public static ImmutableArray<Field> Version2Start { get; } =
    [
        Field.HexAt("sll.reserved", 16, 16, FieldType.UInt16, Version2Format),
        Field.At("sll.ifindex", 32, 32, FieldType.UInt32, Version2Format),
        Field.At("sll.hatype", 64, 16, FieldType.UInt16, Version2Format) with { Names = ArpNames.HardwareTypes },
        Field.At("sll.pkttype", 80, 8, FieldType.UInt8, Version2Format) with { Names = PacketTypes },
        Field.At("sll.halen", 88, 8, FieldType.UInt8, Version2Format),
    ];

    /// <summary>The layout of version 1.</summary>
    public static ImmutableArray<Field> Version1 { get; } = [.. Version1Start, Version1Mac, Version1Unused, Version1Type];

    /// <summary>The layout of version 2.</summary>
    public static ImmutableArray<Field> Version2 { get; } = [Version2Type, .. Version2Start, Version2Mac, Version2Unused];

    /// <summary>sll.src.ipv4: of a tunnel.</summary>
    public static Field Ipv4Address { get; } = Field.Variable("sll.src.ipv4", FieldType.Ipv4, Version1Format);

    /// <summary>sll.src.other: an address of another length.</summary>
    public static Field OtherAddress { get; } = Field.Variable("sll.src.other", FieldType.Octets, Version1Format);

    /// <summary>sll.unused where the address is shorter than six octets.</summary>
    public static Field UnusedRest { get; } = Field.Variable("sll.unused", FieldType.Octets, Version1Format);

    /// <summary>sll.ltype: a number below those of EtherTypes.</summary>
    public static Field LinkProtocol { get; } =
        Field.VariableHex("sll.ltype", FieldType.UInt16, Version1Format) with { Names = LinkProtocols };

    /// <summary>sll.trailer.</summary>
    public static Field Trailer { get; } = Field.Variable("sll.trailer", FieldType.Octets, Version1Format);

    private static Field TypeAt(int bit, RfcReference format) =>
        Field.HexAt("sll.etype", bit, 16, FieldType.UInt16, format) with { Names = EtherType.Names };
}
