using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>A TCP header with its options, read in place. Source: RFC 9293 §3.1.</summary>
public readonly ref struct TcpHeader
{
    /// <summary>Octets of a header without options.</summary>
    public const int MinLength = 20;

    /// <summary>Octets of the longest header.</summary>
    public const int MaxLength = 60;

    private const int SourcePortAt = 0, DestinationPortAt = 2, SequenceAt = 4, AcknowledgmentAt = 8, OffsetAt = 12,
        WindowAt = 14, ChecksumAt = 16, UrgentPointerAt = 18;

    private static readonly RfcReference Format = Rfc.Section(9293, "3.1");
    private readonly ReadOnlySpan<byte> _bytes; // exactly HeaderLength octets: TryParse cut it

    private TcpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private static readonly Field FlagsField = Field.HexAt("tcp.flags", 100, 12, FieldType.UInt16, Format);

    /// <summary>The ports.</summary>
    public static ImmutableArray<Field> PortFields { get; } =
    [
        Field.At("tcp.srcport", SourcePortAt * 8, 16, FieldType.UInt16, Format) with { Aliases = ["tcp.port"] },
        Field.At("tcp.dstport", DestinationPortAt * 8, 16, FieldType.UInt16, Format) with { Aliases = ["tcp.port"] },
    ];

    /// <summary>The sequence number as sent.</summary>
    public static ImmutableArray<Field> SequenceFields { get; } =
        [Field.At("tcp.seq_raw", SequenceAt * 8, 32, FieldType.UInt32, Rfc.Section(9293, "3.4"))];

    /// <summary>The acknowledgment number as sent.</summary>
    public static ImmutableArray<Field> AcknowledgmentFields { get; } =
        [Field.At("tcp.ack_raw", AcknowledgmentAt * 8, 32, FieldType.UInt32, Rfc.Section(9293, "3.4"))];

    /// <summary>Header length, flags and window.</summary>
    public static ImmutableArray<Field> ControlFields { get; } =
    [
        Field.At("tcp.hdr_len", 96, 4, FieldType.UInt8, Format) with { Multiplier = 4 },
        FlagsField,
        Field.Part(FlagsField, "tcp.flags.res", 100, 3, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.ae", 103, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.cwr", 104, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.ece", 105, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.urg", 106, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.ack", 107, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.push", 108, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.reset", 109, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.syn", 110, 1, FieldType.Boolean),
        Field.Part(FlagsField, "tcp.flags.fin", 111, 1, FieldType.Boolean),
    ];

    /// <summary>The window as sent.</summary>
    public static ImmutableArray<Field> WindowFields { get; } =
        [Field.At("tcp.window_size_value", WindowAt * 8, 16, FieldType.UInt16, Format)];

    /// <summary>The checksum.</summary>
    public static ImmutableArray<Field> ChecksumFields { get; } =
        [Field.HexAt("tcp.checksum", ChecksumAt * 8, 16, FieldType.UInt16, Format)];

    /// <summary>The urgent pointer.</summary>
    public static ImmutableArray<Field> UrgentFields { get; } =
        [Field.At("tcp.urgent_pointer", UrgentPointerAt * 8, 16, FieldType.UInt16, Rfc.Section(9293, "3.8.5"))];

    /// <summary>The layout of the first 20 octets. It stands in parts because worked-out values (relative numbers, the
    /// scaled window) are shown between them.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        .. PortFields, .. SequenceFields, .. AcknowledgmentFields, .. ControlFields, .. WindowFields, .. ChecksumFields,
        .. UrgentFields,
    ];

    /// <summary>The sender's port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[SourcePortAt..]);

    /// <summary>The receiver's port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[DestinationPortAt..]);

    /// <summary>SEG.SEQ: of the first octet of data, or of SYN.</summary>
    public SeqNumber Sequence => new(BinaryPrimitives.ReadUInt32BigEndian(_bytes[SequenceAt..]));

    /// <summary>SEG.ACK: the next number that the sender expects; counts only with the ACK bit.</summary>
    public SeqNumber Acknowledgment => new(BinaryPrimitives.ReadUInt32BigEndian(_bytes[AcknowledgmentAt..]));

    /// <summary>Octets of this header with its options, 20 to 60.</summary>
    public int HeaderLength => _bytes.Length;

    /// <summary>The control bits.</summary>
    public TcpFlags Flags => (TcpFlags)(BinaryPrimitives.ReadUInt16BigEndian(_bytes[OffsetAt..]) & 0x1FF);

    /// <summary>SEG.WND as sent, not scaled.</summary>
    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_bytes[WindowAt..]);

    /// <summary>The checksum as sent.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[ChecksumAt..]);

    /// <summary>SEG.UP: counts only with the URG bit.</summary>
    public ushort UrgentPointer => BinaryPrimitives.ReadUInt16BigEndian(_bytes[UrgentPointerAt..]);

    /// <summary>The options' octets.</summary>
    public ReadOnlySpan<byte> Options => _bytes[MinLength..];

    /// <summary>True when all of the given bits are set.</summary>
    public bool Has(TcpFlags flags) => (Flags & flags) == flags;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out TcpHeader header, out ParseError error)
    {
        header = default;
        if (octets.Length < MinLength)
        {
            error = new("tcp", Fault.TooShort, octets.Length, MinLength, octets.Length);
            return false;
        }

        int length = (octets[OffsetAt] >> 4) * 4;
        if (length < MinLength || length > octets.Length)
        {
            error = new("tcp", length < MinLength ? Fault.BadLength : Fault.TooShort, OffsetAt, Math.Max(length, MinLength), octets.Length);
            return false;
        }

        header = new(octets[..length]);
        error = default;
        return true;
    }

    /// <summary>Writes a header; its options follow, and its checksum comes last (<see cref="WriteChecksum"/>).</summary>
    /// <param name="header">20 to 60 octets, a multiple of four: header and options.</param>
    /// <param name="sourcePort">Our port.</param>
    /// <param name="destinationPort">The peer's port.</param>
    /// <param name="seq">SEG.SEQ.</param>
    /// <param name="ack">SEG.ACK.</param>
    /// <param name="flags">The control bits.</param>
    /// <param name="window">SEG.WND as it stands in the field.</param>
    public static void Write(
        Span<byte> header, ushort sourcePort, ushort destinationPort, SeqNumber seq, SeqNumber ack, TcpFlags flags, ushort window)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[SourcePortAt..], sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(header[DestinationPortAt..], destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(header[SequenceAt..], seq.Value);
        BinaryPrimitives.WriteUInt32BigEndian(header[AcknowledgmentAt..], ack.Value);
        BinaryPrimitives.WriteUInt16BigEndian(header[OffsetAt..], (ushort)(header.Length / 4 << 12 | (int)flags));
        BinaryPrimitives.WriteUInt16BigEndian(header[WindowAt..], window);
        BinaryPrimitives.WriteUInt32BigEndian(header[ChecksumAt..], 0); // checksum and urgent pointer
    }

    /// <summary>Puts the checksum in its place.</summary>
    public static void WriteChecksum(Span<byte> header, ushort checksum) => BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], checksum);
}
