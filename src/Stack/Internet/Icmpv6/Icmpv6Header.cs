using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmpv6;

/// <summary>The first eight octets of an ICMPv6 message, read in place. Source: RFC 4443 §2.1.</summary>
public readonly ref struct Icmpv6Header
{
    /// <summary>Octets that nearly all types have: type, code, checksum and four more.</summary>
    public const int Length = 8;

    private static readonly RfcReference Format = Rfc.Section(4443, "2.1");
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private Icmpv6Header(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout of what all types have in common.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("icmpv6.type", 0, 8, FieldType.UInt8, Format) with { Names = Icmpv6Names.Types },
        Field.At("icmpv6.code", 8, 8, FieldType.UInt8, Format),
        Field.HexAt("icmpv6.checksum", 16, 16, FieldType.UInt16, Rfc.Section(4443, "2.3")),
    ];

    /// <summary>What kind of message.</summary>
    public byte Type => _bytes[0];

    /// <summary>Which of its kind.</summary>
    public byte Code => _bytes[1];

    /// <summary>The checksum as sent.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Of an echo: which program asks.</summary>
    public ushort Identifier => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>Of an echo: the how-manieth question.</summary>
    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>Of "packet too big": the next link's MTU.</summary>
    public uint Mtu => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>True for a message about a packet that it quotes. Source: RFC 4443 §2.1.</summary>
    public bool IsError => Type < 128;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out Icmpv6Header header, out ParseError error)
    {
        header = default;
        error = new("icmpv6", Fault.TooShort, octets.Length, Length, octets.Length);
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

    /// <summary>Writes the checksum of a whole message, which covers the addresses, too. Source: RFC 4443 §2.3.</summary>
    public static void WriteChecksum(Span<byte> message, in IpAddress source, in IpAddress destination)
    {
        message[2] = message[3] = 0;
        ushort pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Icmpv6, message.Length);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message, pseudo));
    }
}
