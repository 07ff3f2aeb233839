using System.Buffers.Binary;

namespace NetStack.Application.Dns;

/// <summary>Writes messages, the names in them compressed: a name, or the end of one, that stands earlier in the message is
/// pointed at. Source: RFC 1035 §4.1, §4.1.4. Used again and again.</summary>
public sealed class DnsMessageWriter
{
    /// <summary>RD: the server should ask others where it does not know.</summary>
    public const ushort RecursionDesired = 0x0100;

    /// <summary>QR: an answer.</summary>
    public const ushort Response = 0x8000;

    private const int MaxTargets = 512; // names that are pointed at: each is compared with
    private const int PointerReach = 0x4000; // a pointer has 14 bits
    private const ushort TruncatedFlag = 0x0200;
    private readonly byte[] _octets = new byte[ushort.MaxValue];
    private readonly List<ushort> _targets = []; // where labels begin
    private int _length, _limit;

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Message => _octets.AsSpan(0, _length);

    /// <summary>Begins a message.</summary>
    /// <param name="id">Ties the answer to its question.</param>
    /// <param name="flags">All flags and codes of the header.</param>
    /// <param name="limit">Octets that the message may have: 512 over UDP unless EDNS says otherwise.</param>
    public void Begin(ushort id, ushort flags, int limit = ushort.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, DnsHeader.HeaderLength);
        _limit = Math.Min(limit, _octets.Length);
        _length = DnsHeader.HeaderLength;
        _targets.Clear();
        _octets.AsSpan(0, _length).Clear();
        PutUInt16At(0, id);
        PutUInt16At(2, flags);
    }

    /// <summary>Adds a question, before all records.</summary>
    /// <returns>False when it does not fit; the message is as before.</returns>
    public bool TryAdd(in DnsQuestion question)
    {
        (int length, int targets) = (_length, _targets.Count);
        if (TryPutName(question.Name, true) && TryPutUInt16(question.Type) && TryPutUInt16(question.Class)) return Count(0);
        return TakeBack(length, targets);
    }

    /// <summary>Adds a record; sections come in their order.</summary>
    /// <returns>False when it does not fit; the message is as before, and whoever answers sets TC. Source: RFC 2181 §9.</returns>
    public bool TryAdd(DnsSection section, DnsRecord record)
    {
        (int length, int targets) = (_length, _targets.Count);
        bool fits = TryPutName(record.Name, true) && TryPutUInt16(record.Type) && TryPutUInt16(record.Class)
            && TryPutUInt32(record.TimeToLive) && TryPutData(record);
        return fits ? Count((int)section) : TakeBack(length, targets);
    }

    /// <summary>Adds the OPT record. Source: RFC 6891 §6.1.</summary>
    /// <param name="udpSize">Octets that the sender takes over UDP.</param>
    /// <param name="extendedCode">The upper bits of the response code.</param>
    public bool TryAddOptions(ushort udpSize, byte extendedCode = 0) => TryAdd(
        DnsSection.Additional, new(DomainName.Root, DnsType.Opt, udpSize, (uint)extendedCode << 24, []));

    /// <summary>Says that not everything has fitted.</summary>
    public void SetTruncated() =>
        PutUInt16At(2, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_octets.AsSpan(2)) | TruncatedFlag));

    private bool TryPutData(DnsRecord record)
    {
        int lengthAt = _length;
        if (!TryPutUInt16(0)) return false;
        DnsRecordShape shape = DnsRecordShape.Of(record.Type);
        ReadOnlySpan<byte> data = record.Data.AsSpan();
        int at = Math.Min(shape.Before, data.Length);
        if (!TryPut(data[..at])) return false;
        for (int i = 0; i < shape.Names; i++)
        {
            if (!DomainName.TryRead(data, at, out DomainName? name, out int length))
                throw new ArgumentException($"The data of a record of type {record.Type} holds no name.", nameof(record));
            if (!TryPutName(name, shape.MayCompress)) return false;
            at += length;
        }

        if (!TryPut(data[at..])) return false;
        PutUInt16At(lengthAt, (ushort)(_length - lengthAt - 2));
        return true;
    }

    /// <summary>Writes labels until the rest of the name stands somewhere already.</summary>
    private bool TryPutName(DomainName name, bool mayCompress)
    {
        ReadOnlySpan<byte> rest = name.Wire;
        while (rest[0] != 0)
        {
            if (mayCompress && TryFind(rest, out ushort target)) return TryPutUInt16((ushort)(0xC000 | target));
            if (_length < PointerReach && _targets.Count < MaxTargets) _targets.Add((ushort)_length);
            if (!TryPut(rest[..(rest[0] + 1)])) return false;
            rest = rest[(rest[0] + 1)..];
        }

        return TryPut(rest);
    }

    private bool TryFind(ReadOnlySpan<byte> name, out ushort target)
    {
        foreach (ushort each in _targets)
        {
            target = each;
            if (IsAt(each, name)) return true;
        }

        target = 0;
        return false;
    }

    /// <summary>True when a name stands there, letters in the same case, for a reader shall see it as it was.</summary>
    private bool IsAt(int at, ReadOnlySpan<byte> name)
    {
        while (at < _length)
        {
            int label = _octets[at];
            if (label >= 0xC0)
            {
                at = (label & 0x3F) << 8 | _octets[at + 1]; // our own pointers lead backwards
                continue;
            }

            if (label != name[0] || at + label + 1 > _length) return false;
            if (!_octets.AsSpan(at, label + 1).SequenceEqual(name[..(label + 1)])) return false;
            if (label == 0) return true;
            at += label + 1;
            name = name[(label + 1)..];
        }

        return false;
    }

    private bool Count(int section)
    {
        int at = 4 + (2 * section);
        PutUInt16At(at, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_octets.AsSpan(at)) + 1));
        return true;
    }

    private bool TakeBack(int length, int targets)
    {
        _length = length;
        _targets.RemoveRange(targets, _targets.Count - targets);
        return false;
    }

    private bool TryPut(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _limit - _length) return false;
        octets.CopyTo(_octets.AsSpan(_length));
        _length += octets.Length;
        return true;
    }

    private bool TryPutUInt16(ushort value)
    {
        Span<byte> octets = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return TryPut(octets);
    }

    private bool TryPutUInt32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        return TryPut(octets);
    }

    private void PutUInt16At(int at, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(_octets.AsSpan(at), value);
}
