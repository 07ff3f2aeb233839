using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dns;

/// <summary>The data of records, by the table of <see cref="DnsDataShapes"/>.</summary>
internal ref partial struct DnsMessageReader
{
    private const int TooShort = -1;

    private readonly void ReadData(ushort type, int at, int end)
    {
        DnsDataShape? shape = DnsDataShapes.Find(type);
        if (shape is null)
        {
            ReadUnusual(type, at, end);
            return;
        }

        int start = at;
        foreach (DnsDataPart part in shape.Parts)
        {
            int next = part.Kind == DnsDataKind.KeyTag ? AddKeyTag(part.Field, start, at, end) : ReadPart(part, at, end);
            if (next < 0)
            {
                BadData(at, end);
                return;
            }

            at = next;
        }
    }

    private readonly void BadData(int at, int end) =>
        _frame.Report(Severity.Error, DnsDissector.BadData, _message, at, end - at);

    /// <summary>Writes one part and returns where the next one starts, or <see cref="TooShort"/>.</summary>
    private readonly int ReadPart(DnsDataPart part, int at, int end) => part.Kind switch
    {
        DnsDataKind.UInt8 => AddNumber(part, at, end, 1),
        DnsDataKind.UInt16 => AddNumber(part, at, end, 2),
        DnsDataKind.UInt32 or DnsDataKind.Ipv4 => AddNumber(part, at, end, 4),
        DnsDataKind.Mac => AddNumber(part, at, end, 6),
        DnsDataKind.Time32 => AddTime(part.Field, at, end, 4),
        DnsDataKind.Time48 => AddTime(part.Field, at, end, 6),
        DnsDataKind.Ipv6 => AddOctets(part.Field, at, end, 16),
        DnsDataKind.Octets8 => AddOctets(part.Field, at, end, 8),
        DnsDataKind.Eui64 => AddEui64(part.Field, at, end),
        DnsDataKind.Name => AddName(part, at, end),
        DnsDataKind.String => AddString(part, at, end),
        DnsDataKind.OptionalString => at == end ? end : AddString(part, at, end),
        DnsDataKind.Strings => AddStrings(part, at, end),
        DnsDataKind.Counted8 => AddCounted(part, at, end, 1),
        DnsDataKind.Counted16 => AddCounted(part, at, end, 2),
        DnsDataKind.Hash => at == end ? end : AddHash(part, at, end),
        DnsDataKind.RestText => AddText(part.Field, at, end - at, end),
        DnsDataKind.RestHex8 => AddEachOctet(part.Field, at, end),
        DnsDataKind.Types => AddTypeMap(part.Field, at, end),
        _ => AddOctets(part.Field, at, end, end - at),
    };

    private readonly int AddNumber(DnsDataPart part, int at, int end, int length)
    {
        if (end - at < length) return TooShort;
        ulong value = DissectedFrame.ReadBits(Span, at * 8, length * 8);
        if (part.Bits.IsEmpty)
        {
            _frame.Add(part.Field, _message, at, length, value);
            return at + length;
        }

        int node = _frame.Open(part.Field, _message, at, length, value);
        foreach ((Field field, int bit, int width) in part.Bits)
            _frame.Add(field, _message, at, length, value >> bit & ((1UL << width) - 1));
        _frame.Close(node);
        return at + length;
    }

    private readonly int AddTime(Field field, int at, int end, int length)
    {
        if (end - at < length) return TooShort;
        long seconds = (long)DissectedFrame.ReadBits(Span, at * 8, length * 8);
        _frame.Add(field, _message, at, length, (ulong)Timestamp.FromSeconds(seconds).Nanoseconds);
        return at + length;
    }

    private readonly int AddOctets(Field field, int at, int end, int length)
    {
        if (end - at < length) return TooShort;
        if (length > 0) _frame.AddInPlace(field, _message, at, length);
        return at + length;
    }

    private readonly int AddEui64(Field field, int at, int end)
    {
        if (end - at < 8) return TooShort;
        _text.Clear();
        for (int i = 0; i < 8; i++)
        {
            if (i > 0) _text.Write((byte)':');
            _text.WriteHex(Span[at + i], 2);
        }

        _frame.AddDecoded(field, _message, at, 8, _text.Written);
        return at + 8;
    }

    private readonly int AddName(DnsDataPart part, int at, int end)
    {
        _text.Clear();
        if (!DnsName.TryRead(Span, at, _text, out DnsName name) || at + name.Octets > end) return TooShort;
        if (part.Length is not null) _frame.AddGenerated(part.Length, (ulong)name.Characters);
        _frame.AddDecoded(part.Field, _message, at, name.Octets, _text.Written);
        return at + name.Octets;
    }

    /// <summary>RFC 1035 §3.3: a character string is an octet of length and so many octets.</summary>
    private readonly int AddString(DnsDataPart part, int at, int end)
    {
        if (at >= end || at + 1 + Span[at] > end) return TooShort;
        if (part.Length is not null) _frame.Add(part.Length, _message, at, 1, Span[at]);
        return AddText(part.Field, at + 1, Span[at], end);
    }

    private readonly int AddStrings(DnsDataPart part, int at, int end)
    {
        while (at < end && at >= 0)
            at = AddString(part, at, end);
        return at;
    }

    private readonly int AddText(Field field, int at, int length, int end)
    {
        if (at + length > end) return TooShort;
        ReadOnlySpan<byte> octets = Span.Slice(at, length);
        if (AsciiText.IsPlain(octets))
        {
            _frame.AddInPlace(field, _message, at, length);
            return at + length;
        }

        _text.Clear();
        AsciiText.Write(_text, octets);
        _frame.AddDecoded(field, _message, at, length, _text.Written);
        return at + length;
    }

    private readonly int AddCounted(DnsDataPart part, int at, int end, int lengthOctets)
    {
        if (end - at < lengthOctets) return TooShort;
        int length = (int)DissectedFrame.ReadBits(Span, at * 8, lengthOctets * 8), from = at + lengthOctets;
        if (from + length > end) return TooShort;
        _frame.Add(part.Length!, _message, at, lengthOctets, (ulong)length);
        if (length > 0 && part.Field.Type == FieldType.None) _frame.Add(part.Field, _message, from, length, 0);
        else if (length > 0 || lengthOctets == 1) _frame.AddInPlace(part.Field, _message, from, length);
        return from + length;
    }

    /// <summary>RFC 5155 §3.3: hashes are written in base32 with extended hex alphabet, here in lower case, unpadded.</summary>
    private readonly int AddHash(DnsDataPart part, int at, int end)
    {
        int length = Span[at], from = at + 1;
        if (from + length > end) return TooShort;
        _frame.Add(part.Length!, _message, at, 1, (ulong)length);
        _text.Clear();
        for (int bit = 0; bit < length * 8; bit += 5)
        {
            int width = Math.Min(5, (length * 8) - bit);
            ulong digit = DissectedFrame.ReadBits(Span, (from * 8) + bit, width) << (5 - width);
            _text.Write("0123456789abcdefghijklmnopqrstuv"u8[(int)digit]);
        }

        _frame.AddDecoded(part.Field, _message, from, length, _text.Written);
        return from + length;
    }

    private readonly int AddEachOctet(Field field, int at, int end)
    {
        for (; at < end; at++)
            _frame.Add(field, _message, at, 1, Span[at]);
        return end;
    }

    /// <summary>RFC 4034 §4.1.2: windows of up to 32 octets; bit n of window w stands for type 256 w + n.</summary>
    private readonly int AddTypeMap(Field field, int at, int end)
    {
        while (at < end)
        {
            if (at + 2 > end || at + 2 + Span[at + 1] > end) return TooShort;
            (int window, int length) = (Span[at], Span[at + 1]);
            for (int bit = 0; bit < length * 8; bit++)
            {
                int octet = at + 2 + (bit / 8);
                if ((Span[octet] >> (7 - (bit % 8)) & 1) != 0)
                    _frame.Add(field, _message, octet, 1, (ulong)((window * 256) + bit));
            }

            at += 2 + length;
        }

        return end;
    }

    /// <summary>RFC 4034 appendix B: a sum of the data's 16-bit words, but for algorithm 1, which takes two octets of
    /// the key (appendix B.1).</summary>
    private readonly int AddKeyTag(Field field, int start, int at, int end)
    {
        if (start + 4 > end) return TooShort;
        ReadOnlySpan<byte> data = Span[start..end];
        if (data[3] == 1)
        {
            if (data.Length >= 7) _frame.AddGenerated(field, (ulong)(data[^3] << 8 | data[^2]));
            return at;
        }

        uint sum = 0;
        for (int i = 0; i < data.Length; i++)
            sum += (i & 1) == 0 ? (uint)data[i] << 8 : data[i];
        _frame.AddGenerated(field, (sum + (sum >> 16)) & 0xFFFF);
        return at;
    }
}
