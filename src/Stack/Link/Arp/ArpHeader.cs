using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Arp;

/// <summary>An ARP packet, read in place. Source: RFC 826 "Packet format", RFC 903 for RARP.</summary>
/// <remarks>Addresses are as long as two octets of the packet say. In practice one form lives on: Ethernet and IPv4.</remarks>
public readonly ref struct ArpHeader
{
    /// <summary>Octets before the addresses.</summary>
    public const int FixedLength = 8;

    /// <summary>Octets of a packet about Ethernet and IPv4.</summary>
    public const int EthernetIpv4Length = 28;

    private const int HardwareTypeAt = 0, ProtocolTypeAt = 2, HardwareSizeAt = 4, ProtocolSizeAt = 5, OperationAt = 6,
        AddressesAt = 8;

    private static readonly RfcReference Format = Rfc.Section(826, "Packet format");
    private readonly ReadOnlySpan<byte> _bytes; // exactly the packet: TryParse cut it

    private ArpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout of what stands before the addresses.</summary>
    public static ImmutableArray<Field> FixedPart { get; } =
    [
        Field.At("arp.hw.type", HardwareTypeAt * 8, 16, FieldType.UInt16, Format) with { Names = ArpNames.HardwareTypes },
        Field.HexAt("arp.proto.type", ProtocolTypeAt * 8, 16, FieldType.UInt16, Format) with { Names = EtherType.Names },
        Field.At("arp.hw.size", HardwareSizeAt * 8, 8, FieldType.UInt8, Format),
        Field.At("arp.proto.size", ProtocolSizeAt * 8, 8, FieldType.UInt8, Format),
        Field.At("arp.opcode", OperationAt * 8, 16, FieldType.UInt16, Format) with { Names = ArpNames.Operations },
    ];

    /// <summary>arp.src.hw_mac.</summary>
    public static Field SenderMacField { get; } = Field.At("arp.src.hw_mac", 64, 48, FieldType.Mac, Format);

    /// <summary>arp.src.proto_ipv4.</summary>
    public static Field SenderIpv4Field { get; } = Field.At("arp.src.proto_ipv4", 112, 32, FieldType.Ipv4, Format);

    /// <summary>arp.dst.hw_mac.</summary>
    public static Field TargetMacField { get; } = Field.At("arp.dst.hw_mac", 144, 48, FieldType.Mac, Format);

    /// <summary>arp.dst.proto_ipv4.</summary>
    public static Field TargetIpv4Field { get; } = Field.At("arp.dst.proto_ipv4", 192, 32, FieldType.Ipv4, Format);

    /// <summary>The layout of a packet about Ethernet and IPv4.</summary>
    public static ImmutableArray<Field> Fields { get; } =
        [.. FixedPart, SenderMacField, SenderIpv4Field, TargetMacField, TargetIpv4Field];

    /// <summary>The kind of link: 1 is Ethernet.</summary>
    public ushort HardwareType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[HardwareTypeAt..]);

    /// <summary>The protocol whose addresses are asked for, as an EtherType.</summary>
    public ushort ProtocolType => BinaryPrimitives.ReadUInt16BigEndian(_bytes[ProtocolTypeAt..]);

    /// <summary>Octets of a link address.</summary>
    public int HardwareSize => _bytes[HardwareSizeAt];

    /// <summary>Octets of a protocol address.</summary>
    public int ProtocolSize => _bytes[ProtocolSizeAt];

    /// <summary>1 asks, 2 answers.</summary>
    public ushort Operation => BinaryPrimitives.ReadUInt16BigEndian(_bytes[OperationAt..]);

    /// <summary>Octets of the whole packet.</summary>
    public int Length => AddressesAt + (2 * (HardwareSize + ProtocolSize));

    /// <summary>True when link addresses are EUI-48.</summary>
    public bool HasMacAddresses => HardwareType is 1 or 6 && HardwareSize == MacAddress.Length;

    /// <summary>True when protocol addresses are IPv4's.</summary>
    public bool HasIpv4Addresses => ProtocolType == EtherType.Ipv4 && ProtocolSize == 4;

    /// <summary>The sender's link address.</summary>
    public ReadOnlySpan<byte> SenderHardware => _bytes.Slice(AddressesAt, HardwareSize);

    /// <summary>The sender's protocol address.</summary>
    public ReadOnlySpan<byte> SenderProtocol => _bytes.Slice(AddressesAt + HardwareSize, ProtocolSize);

    /// <summary>The target's link address: what a request asks for.</summary>
    public ReadOnlySpan<byte> TargetHardware => _bytes.Slice(AddressesAt + HardwareSize + ProtocolSize, HardwareSize);

    /// <summary>The target's protocol address.</summary>
    public ReadOnlySpan<byte> TargetProtocol => _bytes.Slice(AddressesAt + (2 * HardwareSize) + ProtocolSize, ProtocolSize);

    /// <summary>True when sender and target are the same protocol address: nobody is asked, everybody is told.
    /// Source: RFC 5227 §1.2 and §3.</summary>
    public bool IsGratuitous => HasIpv4Addresses && SenderProtocol.SequenceEqual(TargetProtocol);

    /// <summary>True for a request by a host without an address yet: is this one in use? Source: RFC 5227 §1.1.</summary>
    public bool IsProbe => HasIpv4Addresses && Operation == ArpNames.Request && !SenderProtocol.ContainsAnyExcept((byte)0);

    /// <summary>Cuts a packet from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out ArpHeader header, out ParseError error)
    {
        header = default;
        int length = octets.Length < FixedLength ? FixedLength : new ArpHeader(octets).Length;
        error = new("arp", Fault.TooShort, octets.Length, length, octets.Length);
        if (octets.Length < length) return false;
        header = new(octets[..length]);
        error = default;
        return true;
    }

    /// <summary>Writes a packet about Ethernet and IPv4 into at least <see cref="EthernetIpv4Length"/> octets.</summary>
    public static void Write(
        Span<byte> octets, ushort operation, MacAddress senderMac, IpAddress sender, MacAddress targetMac, IpAddress target)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets[HardwareTypeAt..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(octets[ProtocolTypeAt..], EtherType.Ipv4);
        octets[HardwareSizeAt] = MacAddress.Length;
        octets[ProtocolSizeAt] = 4;
        BinaryPrimitives.WriteUInt16BigEndian(octets[OperationAt..], operation);
        senderMac.Write(octets[8..]);
        sender.Write(octets[14..]);
        targetMac.Write(octets[18..]);
        target.Write(octets[24..]);
    }
}
