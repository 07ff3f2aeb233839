using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>Walks through one message and writes its fields: header, questions, records. Source: RFC 1035 §4.</summary>
/// <remarks>Every entry takes at least five octets of the message, and every name is read in bounded steps, so the counts
/// of the header, which a hostile message may set as it likes, bound nothing and need no bound.</remarks>
internal ref partial struct DnsMessageReader
{
    private readonly DissectedFrame _frame;
    private readonly Octets _message;
    private readonly DnsFlavour _flavour;
    private readonly Utf8Writer _text;
    private int _at;

    /// <summary>A reader at the start of a message.</summary>
    /// <param name="frame">Where the fields go.</param>
    /// <param name="message">The message: pointers in names count from its start.</param>
    /// <param name="flavour">Which of the protocols that share the format.</param>
    /// <param name="text">A writer that may be used for names.</param>
    public DnsMessageReader(DissectedFrame frame, in Octets message, DnsFlavour flavour, Utf8Writer text)
    {
        _frame = frame;
        _message = message;
        _flavour = flavour;
        _text = text;
    }

    private readonly ReadOnlySpan<byte> Span => _message.Span;

    /// <summary>Reads all of the message.</summary>
    /// <returns>True when it was whole and well formed.</returns>
    public bool ReadMessage()
    {
        if (!DnsHeader.TryParse(Span, out DnsHeader header, out _))
        {
            bool isQuestion = Span.Length > 2 && Span[2] < 0x80;
            _frame.AddFixed(isQuestion ? DnsHeader.QuestionFields : DnsHeader.Fields, _message);
            _frame.ReportTooShort(_message, Span.Length, DnsHeader.HeaderLength - Span.Length);
            return false;
        }

        AddHeader(header);
        _at = DnsHeader.HeaderLength;
        if (header.IsStateful) return ReadStateful();
        for (int section = 0; section < DnsFields.Sections.Length; section++)
        {
            if (!ReadSection(section, header.CountOf(section))) return false;
        }

        AddExtraneous();
        return true;
    }

    private readonly void AddHeader(DnsHeader header)
    {
        _frame.Add(DnsHeader.IdField, _message, 0, 2, header.Id);
        int node = _frame.Open(DnsHeader.FlagsField, _message, 2, 2, header.Flags);
        AddFlags(header.Flags, header.IsResponse);
        _frame.Close(node);
        var counts = header.Opcode == DnsCodes.Update ? DnsFields.UpdateCounts : DnsHeader.CountFields;
        for (int section = 0; section < counts.Length; section++)
            _frame.Add(counts[section], _message, 4 + (2 * section), 2, header.CountOf(section));
    }

    /// <summary>A question has fewer flags than an answer, and LLMNR (RFC 4795 §2.1.1) reads two of them in its own way.</summary>
    private readonly void AddFlags(ushort flags, bool isResponse)
    {
        bool local = _flavour == DnsFlavour.LinkLocal;
        AddFlag(DnsHeader.Response, flags, 15);
        _frame.Add(DnsHeader.OpcodeField, _message, 2, 2, (ulong)(flags >> 11 & 0xF));
        if (local) AddFlag(DnsFields.Conflict, flags, 10);
        else if (isResponse) AddFlag(DnsHeader.Authoritative, flags, 10);
        AddFlag(DnsHeader.Truncated, flags, 9);
        AddFlag(local ? DnsFields.Tentative : DnsHeader.RecursionDesired, flags, 8);
        if (!local)
        {
            if (isResponse) AddFlag(DnsHeader.RecursionAvailable, flags, 7);
            AddFlag(DnsHeader.Zero, flags, 6);
            if (isResponse || (flags & 0x20) != 0) AddFlag(DnsHeader.Authenticated, flags, 5);
            AddFlag(DnsHeader.CheckingDisabled, flags, 4);
        }

        if (isResponse) _frame.Add(DnsHeader.ResponseCodeField, _message, 2, 2, (ulong)(flags & 0xF));
    }

    private readonly void AddFlag(Field field, ushort flags, int bit) =>
        _frame.Add(field, _message, 2, 2, (ulong)(flags >> bit & 1));

    private bool ReadSection(int section, int count)
    {
        if (count == 0) return true;
        int start = _at;
        int node = _frame.Open(DnsFields.Sections[section], _message, start, 0);
        bool whole = true;
        for (int i = 0; i < count && whole; i++)
            whole = section == 0 ? ReadQuestion() : ReadRecord();
        _frame.Close(node, _at - start);
        return whole;
    }

    /// <summary>RFC 1035 §4.1.2: name, type, class.</summary>
    private bool ReadQuestion()
    {
        int start = _at;
        _text.Clear();
        if (!DnsName.TryRead(Span, start, _text, out DnsName name)) return Malformed(start, 5);
        int typeAt = start + name.Octets;
        if (typeAt + 4 > Span.Length) return Malformed(typeAt, 4);
        int node = _frame.Open(DnsFields.Question, _message, start, name.Octets + 4);
        _frame.AddDecoded(DnsFields.QueryName, _message, start, name.Octets, _text.Written);
        _frame.AddGenerated(DnsFields.QueryNameLength, (ulong)name.Characters);
        _frame.AddGenerated(DnsFields.QueryLabels, (ulong)name.Labels);
        _frame.Add(DnsFields.QueryType, _message, typeAt, 2, UInt16At(typeAt));
        AddClass(DnsFields.QueryClass, DnsFields.UnicastWanted, typeAt + 2);
        _frame.Close(node);
        _at = typeAt + 4;
        return true;
    }

    /// <summary>In mDNS the class's highest bit is a flag of its own. Source: RFC 6762 §5.4 and §10.2.</summary>
    private readonly void AddClass(Field field, Field flag, int at)
    {
        ushort value = UInt16At(at);
        bool multicast = _flavour == DnsFlavour.Multicast;
        _frame.Add(field, _message, at, 2, multicast ? value & 0x7FFFu : value);
        if (multicast) _frame.Add(flag, _message, at, 2, (ulong)(value >> 15));
    }

    private readonly void AddExtraneous()
    {
        int left = Span.Length - _at;
        if (left <= 0) return;
        _frame.AddInPlace(DnsFields.Extraneous, _message, _at, left);
        _frame.AddGenerated(DnsFields.ExtraneousLength, (ulong)left);
        _frame.Report(Severity.Warning, DnsDissector.Extraneous, _message, _at, left);
    }

    private readonly ushort UInt16At(int at) => BinaryPrimitives.ReadUInt16BigEndian(Span[at..]);

    private readonly uint UInt32At(int at) => BinaryPrimitives.ReadUInt32BigEndian(Span[at..]);

    private readonly bool Malformed(int at, int needed)
    {
        _frame.ReportTooShort(_message, at, Math.Max(needed, _message.Length - at + 1));
        return false;
    }
}
