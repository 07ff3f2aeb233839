using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Transport.Udp;

/// <summary>A UDP header, read in place. Source: RFC 768.</summary>
public readonly ref struct UdpHeader
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 8;

    // The layout, once: accessors use the offsets; dissector, diagram and filter names come from the table.
    private const int SourcePortAt = 0, DestinationPortAt = 2, LengthAt = 4, ChecksumAt = 6;
    private static readonly RfcReference Format = Rfc.Section(768, "Fields");
    private readonly ReadOnlySpan<byte> _bytes; // exactly HeaderLength octets: TryParse cut it

    private UdpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("udp.srcport", SourcePortAt * 8, 16, FieldType.UInt16, Format) with { Aliases = ["udp.port"] },
        Field.At("udp.dstport", DestinationPortAt * 8, 16, FieldType.UInt16, Format) with { Aliases = ["udp.port"] },
        Field.At("udp.length", LengthAt * 8, 16, FieldType.UInt16, Format),
        Field.HexAt("udp.checksum", ChecksumAt * 8, 16, FieldType.UInt16, Format),
    ];

    /// <summary>The sender's port; 0 when no answer is wanted.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[SourcePortAt..]);

    /// <summary>The receiver's port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[DestinationPortAt..]);

    /// <summary>Octets of header and data; 0 in a jumbogram (RFC 2675 §4).</summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes[LengthAt..]);

    /// <summary>The checksum as sent; 0 when the sender made none.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[ChecksumAt..]);

    /// <summary>Cuts a header from the start of octets. Whether its length is true is the dissector's question.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out UdpHeader header, out ParseError error)
    {
        header = default;
        error = new("udp", Fault.TooShort, octets.Length, HeaderLength, octets.Length);
        if (octets.Length < HeaderLength) return false;
        header = new(octets[..HeaderLength]);
        error = default;
        return true;
    }

    /// <summary>Writes a header.</summary>
    /// <param name="octets">At least <see cref="HeaderLength"/> octets.</param>
    /// <param name="sourcePort">The sender's port.</param>
    /// <param name="destinationPort">The receiver's port.</param>
    /// <param name="length">Octets of header and data.</param>
    /// <param name="checksum">0 while it is not known.</param>
    public static void Write(Span<byte> octets, ushort sourcePort, ushort destinationPort, ushort length, ushort checksum = 0)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets[SourcePortAt..], sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(octets[DestinationPortAt..], destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(octets[LengthAt..], length);
        BinaryPrimitives.WriteUInt16BigEndian(octets[ChecksumAt..], checksum);
    }
}
