using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>Resource records. Source: RFC 1035 §4.1.3.</summary>
internal ref partial struct DnsMessageReader
{
    private const int TypeToLength = 10; // type, class, time to live, length of the data

    private bool ReadRecord()
    {
        int start = _at;
        _text.Clear();
        if (!DnsName.TryRead(Span, start, _text, out DnsName name)) return Malformed(start, 11);
        int typeAt = start + name.Octets;
        if (typeAt + TypeToLength > Span.Length) return Malformed(typeAt, TypeToLength);
        ushort type = UInt16At(typeAt);
        int dataAt = typeAt + TypeToLength, dataLength = UInt16At(typeAt + 8);
        if (dataAt + dataLength > Span.Length) return Malformed(dataAt, dataLength);

        int node = _frame.Open(DnsFields.Record, _message, start, dataAt + dataLength - start);
        AddOwner(type, start, name.Octets);
        _frame.Add(DnsFields.Type, _message, typeAt, 2, type);
        if (type == DnsType.Opt) AddOptionHead(typeAt + 2);
        else AddClassAndTime(typeAt + 2);
        _frame.Add(DnsFields.DataLength, _message, typeAt + 8, 2, (ulong)dataLength);
        if (dataLength > 0) ReadData(type, dataAt, dataAt + dataLength);
        _frame.Close(node);
        _at = dataAt + dataLength;
        return true;
    }

    private readonly void AddOwner(ushort type, int at, int length)
    {
        if (type == DnsType.Srv)
            AddServiceOwner(at, length);
        else
            _frame.AddDecoded(DnsFields.Name, _message, at, length, _text.Written);
    }

    /// <summary>RFC 2782: the owner of an SRV record is _service._protocol.name.</summary>
    private readonly void AddServiceOwner(int at, int length)
    {
        ReadOnlySpan<byte> rest = _text.Written;
        ReadOnlySpan<Field> fields = [DnsFields.Service, DnsFields.ServiceProtocol, DnsFields.ServiceName];
        for (int i = 0; i < fields.Length && !rest.IsEmpty; i++)
        {
            int dot = i < 2 ? rest.IndexOf((byte)'.') : -1;
            ReadOnlySpan<byte> part = dot < 0 ? rest : rest[..dot];
            _frame.AddDecoded(fields[i], _message, at, length, part);
            rest = dot < 0 ? default : rest[(dot + 1)..];
        }
    }

    private readonly void AddClassAndTime(int at)
    {
        AddClass(DnsFields.Class, DnsFields.CacheFlush, at);
        uint timeToLive = UInt32At(at + 2);
        _frame.Add(DnsFields.TimeToLive, _message, at + 2, 4, timeToLive);
        if (timeToLive >> 31 != 0) _frame.Report(Severity.Warning, DnsDissector.TimeToLiveTooLong, _message, at + 2, timeToLive);
    }

    /// <summary>RFC 6891 §6.1.3: in the OPT record, the class is a size, and the time to live is more flags.</summary>
    private readonly void AddOptionHead(int at)
    {
        AddClass(_flavour == DnsFlavour.Multicast ? DnsFields.MulticastPayloadSize : DnsFields.PayloadSize, DnsFields.CacheFlush, at);
        _frame.Add(DnsFields.ExtendedResponseCode, _message, at + 2, 1, Span[at + 2]);
        _frame.Add(DnsFields.EdnsVersion, _message, at + 3, 1, Span[at + 3]);
        ushort flags = UInt16At(at + 4);
        int node = _frame.Open(DnsFields.EdnsFlags, _message, at + 4, 2, flags);
        _frame.Add(DnsFields.DnssecOk, _message, at + 4, 2, (ulong)(flags >> 15));
        _frame.Add(DnsFields.EdnsReserved, _message, at + 4, 2, flags & 0x7FFFu);
        _frame.Close(node);
    }

    /// <summary>The TLVs of a session, to the message's end. Source: RFC 8490 §5.4.4.</summary>
    private bool ReadStateful()
    {
        while (_at < Span.Length)
        {
            if (_at + 4 > Span.Length) return Malformed(_at, 4);
            int length = UInt16At(_at + 2);
            if (_at + 4 + length > Span.Length) return Malformed(_at + 4, length);
            int node = _frame.Open(DnsFields.Tlv, _message, _at, 4 + length);
            _frame.Add(DnsFields.TlvType, _message, _at, 2, UInt16At(_at));
            _frame.Add(DnsFields.TlvLength, _message, _at + 2, 2, (ulong)length);
            _frame.AddInPlace(DnsFields.TlvData, _message, _at + 4, length);
            _frame.Close(node);
            _at += 4 + length;
        }

        return true;
    }
}
