using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>The twelve octets that every DNS message begins with, read in place. Source: RFC 1035 §4.1.1.</summary>
public readonly ref struct DnsHeader
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 12;

    private const int IdAt = 0, FlagsAt = 2, CountsAt = 4;
    private static readonly RfcReference Format = Rfc.Section(1035, "4.1.1");

    /// <summary>Ties the answer to its question.</summary>
    internal static readonly Field IdField = Field.HexAt("dns.id", IdAt * 8, 16, FieldType.UInt16, Format);

    internal static readonly Field FlagsField = Field.HexAt("dns.flags", FlagsAt * 8, 16, FieldType.UInt16, Format);
    internal static readonly Field Response = Flag("dns.flags.response", 0);

    internal static readonly Field OpcodeField =
        Field.Part(FlagsField, "dns.flags.opcode", 17, 4, FieldType.UInt16) with { Names = DnsCodes.Opcodes };

    internal static readonly Field Authoritative = Flag("dns.flags.authoritative", 5);
    internal static readonly Field Truncated = Flag("dns.flags.truncated", 6);
    internal static readonly Field RecursionDesired = Flag("dns.flags.recdesired", 7);
    internal static readonly Field RecursionAvailable = Flag("dns.flags.recavail", 8);
    internal static readonly Field Zero = Flag("dns.flags.z", 9);
    internal static readonly Field Authenticated = Flag("dns.flags.authenticated", 10); // RFC 4035 §3.2.3
    internal static readonly Field CheckingDisabled = Flag("dns.flags.checkdisable", 11); // RFC 4035 §3.2.2

    internal static readonly Field ResponseCodeField =
        Field.Part(FlagsField, "dns.flags.rcode", 28, 4, FieldType.UInt16) with { Names = DnsCodes.ResponseCodes };

    private readonly ReadOnlySpan<byte> _bytes; // exactly HeaderLength octets: TryParse cut it

    private DnsHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        IdField, FlagsField, Response, OpcodeField, Authoritative, Truncated, RecursionDesired, RecursionAvailable,
        Zero, Authenticated, CheckingDisabled, ResponseCodeField,
        Count("dns.count.queries", 0), Count("dns.count.answers", 1), Count("dns.count.auth_rr", 2), Count("dns.count.add_rr", 3),
    ];

    /// <summary>What of it a question has: no answer's flags.</summary>
    internal static ImmutableArray<Field> QuestionFields { get; } =
        [.. Fields.Where(field => field != Authoritative && field != RecursionAvailable && field != ResponseCodeField)];

    /// <summary>The counts of the four sections, in their order.</summary>
    internal static ImmutableArray<Field> CountFields { get; } = [.. Fields.Where(field => field.BitOffset >= CountsAt * 8)];

    /// <summary>Ties the answer to its question.</summary>
    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_bytes[IdAt..]);

    /// <summary>All flags.</summary>
    public ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(_bytes[FlagsAt..]);

    /// <summary>True for an answer, false for a question.</summary>
    public bool IsResponse => (Flags & 0x8000) != 0;

    /// <summary>What is asked for, see <see cref="DnsCodes.Opcodes"/>.</summary>
    public int Opcode => Flags >> 11 & 0xF;

    /// <summary>True when the bit is set that has no meaning yet. Source: RFC 6895 §2.1.</summary>
    public bool HasReservedBit => (Flags & 0x40) != 0;

    /// <summary>True for a message of DNS stateful operations, which has no sections but a list of its own: all counts
    /// are zero. Source: RFC 8490 §5.4.</summary>
    public bool IsStateful => Opcode == DnsCodes.Stateful && !_bytes[CountsAt..].ContainsAnyExcept((byte)0);

    /// <summary>How it went, see <see cref="DnsCodes.ResponseCodes"/>.</summary>
    public int ResponseCode => Flags & 0xF;

    /// <summary>Entries of a section, 0 (questions) to 3 (additional records).</summary>
    public ushort CountOf(int section) => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(CountsAt + (2 * section))..]);

    /// <summary>Cuts a header from the start of a message.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out DnsHeader header, out ParseError error)
    {
        header = default;
        error = new("dns", Fault.TooShort, octets.Length, HeaderLength, octets.Length);
        if (octets.Length < HeaderLength) return false;
        header = new(octets[..HeaderLength]);
        error = default;
        return true;
    }

    private static Field Flag(string name, int bit) => Field.Part(FlagsField, name, (FlagsAt * 8) + bit, 1, FieldType.Boolean);

    private static Field Count(string name, int section) =>
        Field.At(name, (CountsAt + (2 * section)) * 8, 16, FieldType.UInt16, Format);
}
