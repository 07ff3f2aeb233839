using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmp;

/// <summary>The first eight octets of an ICMP message, read in place. Source: RFC 792.</summary>
public readonly ref struct IcmpHeader
{
    /// <summary>Octets that all types have: type, code, checksum and four more.</summary>
    public const int Length = 8;

    private static readonly RfcReference Format = Rfc.Section(792, "Message Formats");
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private IcmpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout of what all types have in common.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("icmp.type", 0, 8, FieldType.UInt8, Format) with { Names = IcmpNames.Types },
        Field.At("icmp.code", 8, 8, FieldType.UInt8, Format),
        Field.HexAt("icmp.checksum", 16, 16, FieldType.UInt16, Format),
    ];

    /// <summary>What kind of message.</summary>
    public byte Type => _bytes[0];

    /// <summary>Which of its kind.</summary>
    public byte Code => _bytes[1];

    /// <summary>The checksum as sent.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Of an echo and its like: which program asks.</summary>
    public ushort Identifier => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>Of an echo and its like: the how-manieth question.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>Of "fragmentation needed": the next link's MTU, 0 from a router that does not tell. Source: RFC 1191 §4.</summary>
    public ushort NextHopMtu => Sequence;

    /// <summary>True for a message about a packet that it quotes.</summary>
    public bool IsError => Type is IcmpNames.DestinationUnreachable or IcmpNames.SourceQuench or IcmpNames.Redirect
        or IcmpNames.TimeExceeded or IcmpNames.ParameterProblem;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out IcmpHeader header, out ParseError error)
    {
        header = default;
        error = new("icmp", Fault.TooShort, octets.Length, Length, octets.Length);
        if (octets.Length < Length) return false;
        header = new(octets[..Length]);
        error = default;
        return true;
    }

    /// <summary>Writes type, code and the four octets behind the checksum; <see cref="WriteChecksum"/> completes the message.</summary>
    public static void Write(Span<byte> octets, byte type, byte code, uint rest)
    {
        octets[0] = type;
        octets[1] = code;
        octets[2] = octets[3] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], rest);
    }

    /// <summary>Writes the checksum of a whole message. Source: RFC 792 "Message Formats".</summary>
    public static void WriteChecksum(Span<byte> message)
    {
        message[2] = message[3] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message));
    }
}
