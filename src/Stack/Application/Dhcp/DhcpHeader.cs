using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>The part of a DHCP message that BOOTP laid down: 236 octets, and the cookie that says that options follow.
/// Read in place. Source: RFC 2131 §2, RFC 951 §3.</summary>
public readonly ref struct DhcpHeader
{
    /// <summary>Octets before the options, without the cookie.</summary>
    public const int HeaderLength = 236;

    /// <summary>What options begin with. Source: RFC 2131 §3.</summary>
    public const uint MagicCookie = 0x63825363;

    /// <summary>Octets that are kept for a hardware address, whatever its length.</summary>
    internal const int HardwareAddressRoom = 16;

    internal const int HardwareAddressAt = 28, ServerNameAt = 44, ServerNameLength = 64, FileAt = 108, FileLength = 128;
    private const int TypeAt = 0, HardwareTypeAt = 1, HardwareLengthAt = 2, HopsAt = 3, IdAt = 4, SecondsAt = 8, FlagsAt = 10,
        ClientAt = 12, YourAt = 16, ServerAt = 20, RelayAt = 24;

    private static readonly RfcReference Format = Rfc.Section(2131, "2");

    private static readonly Field FlagsField = Field.HexAt("dhcp.flags", FlagsAt * 8, 16, FieldType.UInt16, Format);

    internal static readonly Field HardwareTypeField =
        Field.HexAt("dhcp.hw.type", HardwareTypeAt * 8, 8, FieldType.UInt8, Format) with { Names = HardwareTypes };

    internal static readonly Field MacAddress = Field.At("dhcp.hw.mac_addr", HardwareAddressAt * 8, 48, FieldType.Mac, Format);

    internal static readonly Field HardwarePadding =
        Field.At("dhcp.hw.addr_padding", (HardwareAddressAt + 6) * 8, 80, FieldType.Octets, Format);

    internal static readonly Field HardwareAddress = Field.Variable("dhcp.hw.addr", FieldType.Octets, Format);
    internal static readonly Field ServerName = Field.At("dhcp.server", ServerNameAt * 8, ServerNameLength * 8, FieldType.Text, Format);
    internal static readonly Field BootFile = Field.At("dhcp.file", FileAt * 8, FileLength * 8, FieldType.Text, Format);
    internal static readonly Field Cookie = Field.At("dhcp.cookie", HeaderLength * 8, 32, FieldType.Ipv4, Rfc.Section(2131, "3"));

    private readonly ReadOnlySpan<byte> _bytes; // exactly HeaderLength octets: TryParse cut it

    private DhcpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout up to the hardware address: what follows depends on its length.</summary>
    internal static ImmutableArray<Field> FirstFields { get; } =
    [
        Field.At("dhcp.type", TypeAt * 8, 8, FieldType.UInt8, Format) with { Names = Types },
        HardwareTypeField,
        Field.At("dhcp.hw.len", HardwareLengthAt * 8, 8, FieldType.UInt8, Format),
        Field.At("dhcp.hops", HopsAt * 8, 8, FieldType.UInt8, Format),
        Field.HexAt("dhcp.id", IdAt * 8, 32, FieldType.UInt32, Format),
        Field.At("dhcp.secs", SecondsAt * 8, 16, FieldType.UInt16, Format),
        FlagsField,
        Field.Part(FlagsField, "dhcp.flags.bc", FlagsAt * 8, 1, FieldType.Boolean),
        Field.Part(FlagsField, "dhcp.flags.reserved", (FlagsAt * 8) + 1, 15, FieldType.UInt16) with { Base = NumberBase.Hexadecimal },
        Field.At("dhcp.ip.client", ClientAt * 8, 32, FieldType.Ipv4, Format),
        Field.At("dhcp.ip.your", YourAt * 8, 32, FieldType.Ipv4, Format),
        Field.At("dhcp.ip.server", ServerAt * 8, 32, FieldType.Ipv4, Format),
        Field.At("dhcp.ip.relay", RelayAt * 8, 32, FieldType.Ipv4, Format),
    ];

    /// <summary>The whole layout, for a client on Ethernet.</summary>
    public static ImmutableArray<Field> Fields { get; } =
        [.. FirstFields, MacAddress, HardwarePadding, ServerName, BootFile, Cookie];

    /// <summary>1 for a request, 2 for a reply.</summary>
    public byte Type => _bytes[TypeAt];

    /// <summary>What kind of hardware address it is. Source: RFC 1700, "ARP hardware types".</summary>
    public byte HardwareType => _bytes[HardwareTypeAt];

    /// <summary>Octets of the hardware address.</summary>
    public byte HardwareLength => _bytes[HardwareLengthAt];

    /// <summary>Ties replies to requests.</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(_bytes[IdAt..]);

    /// <summary>The hardware address when it is one of Ethernet's.</summary>
    public bool HasMacAddress => IsMac(HardwareType, HardwareLength);

    /// <summary>The hardware address's octets; none when its length is impossible.</summary>
    public ReadOnlySpan<byte> HardwareAddressOctets =>
        HardwareLength <= HardwareAddressRoom ? _bytes.Slice(HardwareAddressAt, HardwareLength) : default;

    /// <summary>Kinds of hardware. Source: the IANA registry "Hardware Types".</summary>
    internal static IReadOnlyDictionary<ulong, string> HardwareTypes => new Dictionary<ulong, string>
    {
        [1] = "Ethernet", [6] = "IEEE 802", [7] = "ARCNET", [15] = "Frame Relay", [16] = "ATM", [18] = "Fibre Channel",
        [20] = "Serial Line", [24] = "IEEE 1394", [27] = "EUI-64", [32] = "InfiniBand",
    }.ToFrozenDictionary();

    private static IReadOnlyDictionary<ulong, string> Types =>
        new Dictionary<ulong, string> { [1] = "Boot Request", [2] = "Boot Reply" }.ToFrozenDictionary();

    /// <summary>True for six octets of Ethernet's or IEEE 802's.</summary>
    public static bool IsMac(byte hardwareType, int length) => hardwareType is 1 or 6 && length == 6;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out DhcpHeader header, out ParseError error)
    {
        header = default;
        error = new("dhcp", Fault.TooShort, octets.Length, HeaderLength, octets.Length);
        if (octets.Length < HeaderLength) return false;
        header = new(octets[..HeaderLength]);
        error = default;
        return true;
    }
}
