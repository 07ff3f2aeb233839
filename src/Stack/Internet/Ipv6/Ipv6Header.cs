using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Ipv4;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>The fixed IPv6 header, read in place. Source: RFC 8200 §3.</summary>
public readonly ref struct Ipv6Header
{
    /// <summary>Octets of the header.</summary>
    public const int Length = 40;

    private const int PayloadLengthAt = 4, NextHeaderAt = 6, HopLimitAt = 7, SourceAt = 8, DestinationAt = 24;
    private static readonly RfcReference Format = Rfc.Section(8200, "3");
    private static readonly Field TrafficClassField = Field.HexAt("ipv6.tclass", 4, 8, FieldType.UInt32, Rfc.Section(8200, "7"));
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private Ipv6Header(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("ipv6.version", 0, 4, FieldType.UInt8, Format) with { Aliases = ["ip.version"] },
        TrafficClassField,
        Field.Part(TrafficClassField, "ipv6.tclass.dscp", 4, 6, FieldType.UInt32) with { Names = DifferentiatedServices.Names },
        Field.Part(TrafficClassField, "ipv6.tclass.ecn", 10, 2, FieldType.UInt32) with { Names = DifferentiatedServices.EcnNames },
        Field.HexAt("ipv6.flow", 12, 20, FieldType.UInt24, Rfc.Section(8200, "6")),
        Field.At("ipv6.plen", PayloadLengthAt * 8, 16, FieldType.UInt16, Format),
        Field.At("ipv6.nxt", NextHeaderAt * 8, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.At("ipv6.hlim", HopLimitAt * 8, 8, FieldType.UInt8, Format),
        Field.At("ipv6.src", SourceAt * 8, 128, FieldType.Ipv6, Format) with { Aliases = ["ipv6.addr", "ipv6.src_host", "ipv6.host"] },
        Field.At("ipv6.dst", DestinationAt * 8, 128, FieldType.Ipv6, Format) with { Aliases = ["ipv6.addr", "ipv6.dst_host", "ipv6.host"] },
    ];

    /// <summary>Six bits of DSCP, two of ECN.</summary>
    public byte TrafficClass => unchecked((byte)(BinaryPrimitives.ReadUInt16BigEndian(_bytes) >> 4));

    /// <summary>What the packets of one flow have in common; 0 for none. Source: RFC 6437.</summary>
    public uint FlowLabel => BinaryPrimitives.ReadUInt32BigEndian(_bytes) & 0xFFFFF;

    /// <summary>Octets after this header, extension headers included; 0 in a jumbogram or a packet yet to be cut up.</summary>
    public ushort PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[PayloadLengthAt..]);

    /// <summary>What follows this header: an extension header or the upper layer.</summary>
    public byte NextHeader => _bytes[NextHeaderAt];

    /// <summary>Hops left.</summary>
    public byte HopLimit => _bytes[HopLimitAt];

    /// <summary>The sender.</summary>
    public IpAddress Source => IpAddress.Read(_bytes.Slice(SourceAt, 16));

    /// <summary>The receiver (before a routing header ends: the next stop).</summary>
    public IpAddress Destination => IpAddress.Read(_bytes.Slice(DestinationAt, 16));

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out Ipv6Header header, out ParseError error)
    {
        header = default;
        error = new("ipv6", Fault.TooShort, octets.Length, Length, octets.Length);
        if (octets.Length < Length) return false;
        error = new("ipv6", Fault.BadVersion, 0, Length, octets.Length);
        if (octets[0] >> 4 != 6) return false;
        header = new(octets[..Length]);
        error = default;
        return true;
    }

    /// <summary>Writes a header into at least <see cref="Length"/> octets.</summary>
    public static void Write(Span<byte> octets, byte trafficClass, uint flowLabel, ushort payloadLength, byte nextHeader,
        byte hopLimit, in IpAddress source, in IpAddress destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(octets, 6u << 28 | (uint)trafficClass << 20 | (flowLabel & 0xFFFFF));
        BinaryPrimitives.WriteUInt16BigEndian(octets[PayloadLengthAt..], payloadLength);
        octets[NextHeaderAt] = nextHeader;
        octets[HopLimitAt] = hopLimit;
        source.Write(octets[SourceAt..]);
        destination.Write(octets[DestinationAt..]);
    }

    /// <summary>Takes one hop off a written header. Source: RFC 8200 §3.</summary>
    public static void WriteNextHop(Span<byte> header) => header[HopLimitAt]--;
}
