using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv4;

/// <summary>An IPv4 header with its options, read in place. Source: RFC 791 §3.1.</summary>
public readonly ref struct Ipv4Header
{
    /// <summary>Octets of a header without options.</summary>
    public const int MinLength = 20;

    /// <summary>Octets of the longest header.</summary>
    public const int MaxLength = 60;

    private const int VersionAt = 0, ServicesAt = 1, TotalLengthAt = 2, IdentificationAt = 4, FlagsAt = 6,
        TimeToLiveAt = 8, ProtocolAt = 9, ChecksumAt = 10, SourceAt = 12, DestinationAt = 16;

    private static readonly RfcReference Format = Rfc.Section(791, "3.1");
    private readonly ReadOnlySpan<byte> _bytes; // exactly HeaderLength octets: TryParse cut it

    private Ipv4Header(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private static readonly Field Services = Field.HexAt("ip.dsfield", 8, 8, FieldType.UInt8, Rfc.Section(2474, "3"));
    private static readonly Field Flags = Field.HexAt("ip.flags", 48, 3, FieldType.UInt8, Format);

    /// <summary>ip.len.</summary>
    public static Field TotalLengthField { get; } = Field.At("ip.len", 16, 16, FieldType.UInt16, Format);

    /// <summary>The layout of the first 20 octets.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("ip.version", 0, 4, FieldType.UInt8, Format),
        Field.At("ip.hdr_len", 4, 4, FieldType.UInt8, Format) with { Multiplier = 4 },
        Services,
        Field.Part(Services, "ip.dsfield.dscp", 8, 6, FieldType.UInt8) with { Names = DifferentiatedServices.Names },
        Field.Part(Services, "ip.dsfield.ecn", 14, 2, FieldType.UInt8) with { Names = DifferentiatedServices.EcnNames },
        TotalLengthField,
        Field.HexAt("ip.id", 32, 16, FieldType.UInt16, Rfc.Section(6864, "4")),
        Flags,
        Field.Part(Flags, "ip.flags.rb", 48, 1, FieldType.Boolean),
        Field.Part(Flags, "ip.flags.df", 49, 1, FieldType.Boolean),
        Field.Part(Flags, "ip.flags.mf", 50, 1, FieldType.Boolean),
        Field.At("ip.frag_offset", 51, 13, FieldType.UInt16, Format),
        Field.At("ip.ttl", 64, 8, FieldType.UInt8, Format),
        Field.At("ip.proto", 72, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.HexAt("ip.checksum", 80, 16, FieldType.UInt16, Format),
        Field.At("ip.src", 96, 32, FieldType.Ipv4, Format) with { Aliases = ["ip.addr", "ip.src_host", "ip.host"] },
        Field.At("ip.dst", 128, 32, FieldType.Ipv4, Format) with { Aliases = ["ip.addr", "ip.dst_host", "ip.host"] },
    ];

    /// <summary>The same without the total length, for a datagram whose length the network card was to fill in.</summary>
    public static ImmutableArray<Field> FieldsWithoutLength { get; } = Fields.Remove(TotalLengthField);

    /// <summary>The version: 4.</summary>
    public int Version => _bytes[VersionAt] >> 4;

    /// <summary>Octets of this header with its options, 20 to 60.</summary>
    public int HeaderLength => _bytes.Length;

    /// <summary>Octets of the datagram, header included. 0 in a frame that the sender's card has yet to cut up.</summary>
    public ushort TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[TotalLengthAt..]);

    /// <summary>What the fragments of one datagram have in common.</summary>
    public ushort Identification => BinaryPrimitives.ReadUInt16BigEndian(_bytes[IdentificationAt..]);

    /// <summary>May not be fragmented.</summary>
    public bool DontFragment => (_bytes[FlagsAt] & 0x40) != 0;

    /// <summary>More fragments follow.</summary>
    public bool MoreFragments => (_bytes[FlagsAt] & 0x20) != 0;

    /// <summary>Where this fragment's data belongs, in octets.</summary>
    public int FragmentOffset => (BinaryPrimitives.ReadUInt16BigEndian(_bytes[FlagsAt..]) & 0x1FFF) * 8;

    /// <summary>True for a part of a datagram.</summary>
    public bool IsFragment => MoreFragments || FragmentOffset > 0;

    /// <summary>Hops left.</summary>
    public byte TimeToLive => _bytes[TimeToLiveAt];

    /// <summary>What the datagram carries.</summary>
    public byte Protocol => _bytes[ProtocolAt];

    /// <summary>The header's checksum as sent.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[ChecksumAt..]);

    /// <summary>The sender.</summary>
    public IpAddress Source => IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(_bytes[SourceAt..]));

    /// <summary>The receiver (before a source route ends: the next hop on it).</summary>
    public IpAddress Destination => IpAddress.V4(BinaryPrimitives.ReadUInt32BigEndian(_bytes[DestinationAt..]));

    /// <summary>The options' octets.</summary>
    public ReadOnlySpan<byte> Options => _bytes[MinLength..];

    /// <summary>The header's octets.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>True when the checksum over the header is right. Source: RFC 791 §3.1, RFC 1071.</summary>
    public bool IsChecksumRight => InternetChecksum.Add(_bytes) == 0xFFFF;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out Ipv4Header header, out ParseError error)
    {
        header = default;
        if (octets.Length < MinLength)
        {
            error = new("ip", Fault.TooShort, octets.Length, MinLength, octets.Length);
            return false;
        }

        if (octets[VersionAt] >> 4 != 4)
        {
            error = new("ip", Fault.BadVersion, VersionAt, MinLength, octets.Length);
            return false;
        }

        int length = (octets[VersionAt] & 0xF) * 4;
        if (length < MinLength || length > octets.Length)
        {
            error = new("ip", Fault.BadLength, VersionAt, Math.Max(length, MinLength), octets.Length);
            return false;
        }

        header = new(octets[..length]);
        error = default;
        return true;
    }
}
