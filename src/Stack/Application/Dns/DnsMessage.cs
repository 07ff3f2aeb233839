using System.Buffers.Binary;
using System.Collections.Immutable;

namespace NetStack.Application.Dns;

/// <summary>A whole message for programs that act on it: a resolver, a server. Source: RFC 1035 §4.1.</summary>
/// <remarks>For showing a message to people there is <see cref="DnsMessageReader"/>, which shows what is wrong, too; here a message
/// is right or it is none.</remarks>
public sealed class DnsMessage
{
    /// <summary>Records of a message at most: a hostile one could hold thousands of long names.</summary>
    public const int MaxRecords = 1024;

    private const int RecordHeaderLength = 10;
    private readonly List<DnsQuestion> _questions = [];
    private readonly List<DnsRecord>[] _sections = [[], [], []];
    private ushort _flags;
    private byte _extendedCode;

    /// <summary>Ties the answer to its question.</summary>
    public ushort Id { get; private set; }

    /// <summary>True for an answer.</summary>
    public bool IsResponse => (_flags & 0x8000) != 0;

    /// <summary>What is asked for, see <see cref="DnsCodes.Opcodes"/>.</summary>
    public int Opcode => _flags >> 11 & 0xF;

    /// <summary>The answer was cut: TCP brings the whole.</summary>
    public bool IsTruncated => (_flags & 0x0200) != 0;

    /// <summary>The server should ask others where it does not know.</summary>
    public bool IsRecursionDesired => (_flags & 0x0100) != 0;

    /// <summary>How it went, with EDNS's upper bits. Source: RFC 6891 §6.1.3.</summary>
    public int ResponseCode => _extendedCode << 4 | _flags & 0xF;

    /// <summary>Octets that the sender takes over UDP, as EDNS tells; 0 without EDNS.</summary>
    public int UdpSize { get; private set; }

    /// <summary>The questions, nearly always one.</summary>
    public IReadOnlyList<DnsQuestion> Questions => _questions;

    /// <summary>The records of a section, OPT left out.</summary>
    public IReadOnlyList<DnsRecord> this[DnsSection section] => _sections[(int)section - 1];

    /// <summary>Reads a message.</summary>
    /// <returns>False when it is not one. Of a truncated message what can be read counts.</returns>
    public static bool TryRead(ReadOnlySpan<byte> octets, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (!DnsHeader.TryParse(octets, out DnsHeader header, out _)) return false;
        DnsMessage read = new() { Id = header.Id, _flags = header.Flags };
        int at = DnsHeader.HeaderLength;
        for (int i = 0; i < header.CountOf(0); i++)
            if (!read.ReadQuestion(octets, ref at)) return false;
        int left = MaxRecords;
        for (int section = 1; section <= 3; section++)
        {
            for (int i = 0; i < header.CountOf(section); i++)
            {
                if (left-- > 0 && read.ReadRecord(octets, ref at, section - 1)) continue;
                message = read.IsTruncated ? read : null;
                return read.IsTruncated;
            }
        }

        message = read;
        return true;
    }

    private bool ReadQuestion(ReadOnlySpan<byte> octets, ref int at)
    {
        if (_questions.Count >= MaxRecords || !DomainName.TryRead(octets, at, out DomainName? name, out int length)) return false;
        at += length;
        if (at + 4 > octets.Length) return false;
        _questions.Add(new(name, UInt16(octets, at), UInt16(octets, at + 2)));
        at += 4;
        return true;
    }

    private bool ReadRecord(ReadOnlySpan<byte> octets, ref int at, int section)
    {
        if (!DomainName.TryRead(octets, at, out DomainName? name, out int length)) return false;
        int head = at + length;
        if (head + RecordHeaderLength > octets.Length) return false;
        ushort type = UInt16(octets, head), @class = UInt16(octets, head + 2);
        uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(octets[(head + 4)..]);
        int dataAt = head + RecordHeaderLength, end = dataAt + UInt16(octets, head + 8);
        if (end > octets.Length) return false;
        at = end;
        if (type == DnsType.Opt)
        {
            (UdpSize, _extendedCode) = (@class, (byte)(timeToLive >> 24)); // RFC 6891 §6.1.2
            return true;
        }

        if (!TryReadData(octets[..end], dataAt, type, out ImmutableArray<byte> data)) return false;
        if (timeToLive > int.MaxValue) timeToLive = 0; // RFC 2181 §8
        _sections[section].Add(new(name, type, @class, timeToLive, data));
        return true;
    }

    /// <summary>Copies a record's data; names in it are written out.</summary>
    private static bool TryReadData(ReadOnlySpan<byte> octets, int at, ushort type, out ImmutableArray<byte> data)
    {
        DnsRecordShape shape = DnsRecordShape.Of(type);
        data = [.. octets[at..]];
        if (shape.Names == 0) return DnsRecordShape.FixedLength(type) is var length && (length < 0 || data.Length == length);
        var written = ImmutableArray.CreateBuilder<byte>();
        if (at + shape.Before > octets.Length) return false;
        written.AddRange(octets.Slice(at, shape.Before));
        at += shape.Before;
        for (int i = 0; i < shape.Names; i++)
        {
            if (!DomainName.TryRead(octets, at, out DomainName? name, out int length)) return false;
            written.AddRange(name.Wire);
            at += length;
        }

        if (octets.Length - at != shape.After) return false;
        written.AddRange(octets[at..]);
        data = written.ToImmutable();
        return true;
    }

    private static ushort UInt16(ReadOnlySpan<byte> octets, int at) => BinaryPrimitives.ReadUInt16BigEndian(octets[at..]);
}
