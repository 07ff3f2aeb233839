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

    /// <summary>What the checksum should be.</summary>
    public ushort ExpectedChecksum => InternetChecksum.Expected(InternetChecksum.Add(_bytes), Checksum);

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

    /// <summary>Writes a header of a whole datagram, with its checksum, into at least <see cref="MinLength"/> octets and those
    /// of the options.</summary>
    /// <param name="octets">Where to.</param>
    /// <param name="trafficClass">DSCP and ECN.</param>
    /// <param name="totalLength">Octets of the datagram, header included.</param>
    /// <param name="identification">What fragments of it have in common.</param>
    /// <param name="dontFragment">DF.</param>
    /// <param name="timeToLive">Hops.</param>
    /// <param name="protocol">What follows.</param>
    /// <param name="source">The sender.</param>
    /// <param name="destination">The receiver.</param>
    /// <param name="options">Whole words of options, 40 octets at most.</param>
    public static void Write(Span<byte> octets, byte trafficClass, ushort totalLength, ushort identification, bool dontFragment,
        byte timeToLive, byte protocol, in IpAddress source, in IpAddress destination, ReadOnlySpan<byte> options = default)
    {
        int length = MinLength + options.Length;
        octets[VersionAt] = (byte)(0x40 | length / 4);
        octets[ServicesAt] = trafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(octets[TotalLengthAt..], totalLength);
        BinaryPrimitives.WriteUInt16BigEndian(octets[IdentificationAt..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(octets[FlagsAt..], dontFragment ? (ushort)0x4000 : (ushort)0);
        octets[TimeToLiveAt] = timeToLive;
        octets[ProtocolAt] = protocol;
        source.Write(octets[SourceAt..]);
        destination.Write(octets[DestinationAt..]);
        options.CopyTo(octets[MinLength..]);
        WriteChecksum(octets[..length]);
    }

    /// <summary>Makes a written header that of a fragment: length, place, checksum.</summary>
    /// <param name="header">Exactly the header.</param>
    /// <param name="dataLength">Octets of data in the fragment.</param>
    /// <param name="offset">Where they belong, in octets: a multiple of eight.</param>
    /// <param name="moreFragments">MF.</param>
    public static void WriteFragment(Span<byte> header, int dataLength, int offset, bool moreFragments)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[TotalLengthAt..], (ushort)(header.Length + dataLength));
        BinaryPrimitives.WriteUInt16BigEndian(header[FlagsAt..], (ushort)((moreFragments ? 0x2000 : 0) | offset / 8));
        header[VersionAt] = (byte)(0x40 | header.Length / 4);
        WriteChecksum(header);
    }

    /// <summary>Takes one hop off a written header. Source: RFC 1812 §5.3.1.</summary>
    public static void WriteNextHop(Span<byte> header)
    {
        header[TimeToLiveAt]--;
        WriteChecksum(header);
    }

    private static void WriteChecksum(Span<byte> header)
    {
        header[ChecksumAt] = header[ChecksumAt + 1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], InternetChecksum.Compute(header));
    }
}
