using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv6;

/// <summary>The IPv6 fragment header, read in place. Source: RFC 8200 §4.5.</summary>
public readonly ref struct FragmentHeader
{
    /// <summary>Octets of the header.</summary>
    public const int Length = 8;

    private const int OffsetAt = 2, IdentificationAt = 4;
    private static readonly RfcReference Format = Rfc.Section(8200, "4.5");
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private FragmentHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("ipv6.fraghdr.nxt", 0, 8, FieldType.UInt8, Format) with { Names = IpProtocol.Names },
        Field.HexAt("ipv6.fraghdr.reserved_octet", 8, 8, FieldType.UInt8, Format),
        Field.At("ipv6.fraghdr.offset", 16, 13, FieldType.UInt16, Format),
        Field.At("ipv6.fraghdr.reserved_bits", 29, 2, FieldType.UInt16, Format),
        Field.At("ipv6.fraghdr.more", 31, 1, FieldType.Boolean, Format),
        Field.HexAt("ipv6.fraghdr.ident", 32, 32, FieldType.UInt32, Format),
    ];

    /// <summary>What the fragmentable part begins with.</summary>
    public byte NextHeader => _bytes[0];

    /// <summary>Where this fragment's data belongs, in octets.</summary>
    public int Offset => BinaryPrimitives.ReadUInt16BigEndian(_bytes[OffsetAt..]) & 0xFFF8;

    /// <summary>More fragments follow.</summary>
    public bool MoreFragments => (_bytes[OffsetAt + 1] & 1) != 0;

    /// <summary>What the fragments of one packet have in common.</summary>
    public uint Identification => BinaryPrimitives.ReadUInt32BigEndian(_bytes[IdentificationAt..]);

    /// <summary>A packet with this header that is nevertheless whole. Source: RFC 6946.</summary>
    public bool IsAtomic => Offset == 0 && !MoreFragments;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out FragmentHeader header, out ParseError error)
    {
        header = default;
        error = new("ipv6.fraghdr", Fault.TooShort, octets.Length, Length, octets.Length);
        if (octets.Length < Length) return false;
        header = new(octets[..Length]);
        error = default;
        return true;
    }

    /// <summary>Writes a header into at least <see cref="Length"/> octets.</summary>
    /// <param name="octets">Where to.</param>
    /// <param name="nextHeader">What the fragmentable part begins with.</param>
    /// <param name="offset">Where this fragment's data belongs, in octets: a multiple of eight.</param>
    /// <param name="moreFragments">More follow.</param>
    /// <param name="identification">What the fragments of one packet have in common.</param>
    public static void Write(Span<byte> octets, byte nextHeader, int offset, bool moreFragments, uint identification)
    {
        octets[0] = nextHeader;
        octets[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(octets[OffsetAt..], (ushort)(offset | (moreFragments ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(octets[IdentificationAt..], identification);
    }
}
