using System.Buffers.Binary;
using NetStack.Application.Dns;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Dhcp;

/// <summary>Reads the options of one message, field by field. Source: RFC 2132 §2.</summary>
internal ref partial struct DhcpOptionReader
{
    private readonly DissectedFrame _frame;
    private readonly Octets _message;
    private readonly Utf8Writer _text;
    private bool _overloading;

    /// <summary>A reader of a message's options.</summary>
    /// <param name="frame">Where the fields go.</param>
    /// <param name="message">The whole message, from the BOOTP header on.</param>
    /// <param name="text">A writer that may be used for text.</param>
    public DhcpOptionReader(DissectedFrame frame, in Octets message, Utf8Writer text)
    {
        _frame = frame;
        _message = message;
        _text = text;
    }

    private readonly ReadOnlySpan<byte> Span => _message.Span;

    /// <summary>Reads options until the end option or the range's end.</summary>
    /// <param name="at">Where they start.</param>
    /// <param name="end">Where the room for them ends.</param>
    /// <returns>Where the end option left off; <paramref name="end"/> when there was none.</returns>
    public int ReadOptions(int at, int end)
    {
        while (at < end)
        {
            switch (Span[at])
            {
                case DhcpOptionShapes.Pad:
                    at = AddPadding(at, end);
                    break;
                case DhcpOptionShapes.End:
                    int node = _frame.Open(DhcpFields.Type, _message, at, 1);
                    _frame.Add(DhcpFields.End, _message, at, 1, DhcpOptionShapes.End);
                    _frame.Close(node);
                    return at + 1;
                default:
                    at = ReadOption(at, end);
                    break;
            }
        }

        return end;
    }

    private readonly int AddPadding(int at, int end)
    {
        int length = Span[at..end].IndexOfAnyExcept(DhcpOptionShapes.Pad);
        if (length < 0) length = end - at;
        int node = _frame.Open(DhcpFields.Type, _message, at, length);
        _frame.AddInPlace(DhcpFields.Padding, _message, at, length);
        _frame.Close(node);
        return at + length;
    }

    private int ReadOption(int at, int end)
    {
        if (at + 2 > end)
        {
            _frame.ReportTooShort(_message, at, 2);
            return end;
        }

        (byte code, int length) = (Span[at], Span[at + 1]);
        int node = _frame.Open(DhcpFields.Type, _message, at, Math.Min(2 + length, end - at), code);
        _frame.Add(DhcpFields.Length, _message, at + 1, 1, (ulong)length);
        int valueAt = at + 2;
        if (valueAt + length > end)
        {
            _frame.ReportTooShort(_message, valueAt, length);
            length = end - valueAt;
        }
        else
        {
            _frame.AddInPlace(DhcpFields.Value, _message, valueAt, length);
            if (length > 0) ReadValue(code, valueAt, valueAt + length);
        }

        _frame.Close(node);
        return valueAt + length;
    }

    private void ReadValue(byte code, int at, int end)
    {
        DhcpOptionShape? shape = DhcpOptionShapes.Find(code);
        if (shape is null) return;
        bool whole = shape.Kind == DhcpOptionKind.Special ? ReadSpecial(code, at, end) : ReadByShape(shape, at, end);
        if (!whole) _frame.Report(Severity.Error, DhcpDissector.BadOption, _message, at, code, end - at);
        if (code == DhcpOptionShapes.Overload && whole) ReadOverloaded(Span[at]);
    }

    /// <summary>RFC 2132 §9.3: options that found no room go on in the fields for names: file first (RFC 2131 §4.1).</summary>
    private void ReadOverloaded(byte which)
    {
        if (_overloading || Span.Length < DhcpHeader.HeaderLength) return;
        _overloading = true; // an overload option in there counts for nothing
        if ((which & 2) != 0)
            ReadOptions(DhcpHeader.ServerNameAt, DhcpHeader.ServerNameAt + DhcpHeader.ServerNameLength);
        if ((which & 1) != 0)
            ReadOptions(DhcpHeader.FileAt, DhcpHeader.FileAt + DhcpHeader.FileLength);
    }

    /// <summary>Writes a value as its row of the table says; false when its length does not fit. What is whole of a list
    /// is written.</summary>
    private readonly bool ReadByShape(DhcpOptionShape shape, int at, int end) => shape.Kind switch
    {
        DhcpOptionKind.Octets => AddOctets(shape.Fields[0], at, end),
        DhcpOptionKind.Text => AddText(shape.Fields[0], at, end),
        DhcpOptionKind.UInt8 or DhcpOptionKind.Boolean => end - at == 1 && AddNumbers(shape, at, end, 1),
        DhcpOptionKind.UInt8List => AddNumbers(shape, at, end, 1),
        DhcpOptionKind.UInt16 => end - at == 2 && AddNumbers(shape, at, end, 2),
        DhcpOptionKind.UInt16List => AddNumbers(shape, at, end, 2),
        DhcpOptionKind.UInt32 or DhcpOptionKind.Ipv4 => end - at == 4 && AddNumbers(shape, at, end, 4),
        DhcpOptionKind.Int32 => end - at == 4 && AddInt32(shape.Fields[0], at),
        DhcpOptionKind.Time => end - at == 4 && AddTime(shape.Fields[0], at),
        DhcpOptionKind.Ipv4List => AddNumbers(shape, at, end, 4),
        DhcpOptionKind.Ipv4Pairs => (end - at) % 8 == 0 && AddNumbers(shape, at, end, 4),
        DhcpOptionKind.Names => AddNames(shape.Fields[0], at, end),
        _ => true,
    };

    private readonly bool AddNumbers(DhcpOptionShape shape, int at, int end, int length)
    {
        int which = 0; // the fields of a pair take turns
        for (; at + length <= end; at += length)
        {
            ulong value = DissectedFrame.ReadBits(Span, at * 8, length * 8);
            Field field = shape.Fields[which++ % shape.Fields.Length];
            _frame.Add(field, _message, at, length, field.Type == FieldType.Boolean ? Math.Min(value, 1) : value);
        }

        return at == end;
    }

    private readonly bool AddInt32(Field field, int at)
    {
        _frame.Add(field, _message, at, 4, unchecked((ulong)BinaryPrimitives.ReadInt32BigEndian(Span[at..])));
        return true;
    }

    private readonly bool AddTime(Field field, int at)
    {
        long seconds = BinaryPrimitives.ReadUInt32BigEndian(Span[at..]);
        _frame.Add(field, _message, at, 4, (ulong)Timestamp.FromSeconds(seconds).Nanoseconds);
        return true;
    }

    private readonly bool AddOctets(Field field, int at, int end)
    {
        _frame.AddInPlace(field, _message, at, end - at);
        return true;
    }

    private readonly bool AddText(Field field, int at, int end)
    {
        ReadOnlySpan<byte> octets = Span[at..end];
        if (AsciiText.IsPlain(octets))
        {
            _frame.AddInPlace(field, _message, at, octets.Length);
            return true;
        }

        _text.Clear();
        AsciiText.Write(_text, octets);
        _frame.AddDecoded(field, _message, at, octets.Length, _text.Written);
        return true;
    }

    /// <summary>RFC 3397 §2: names one after the other; a pointer counts from the option's start.</summary>
    private readonly bool AddNames(Field field, int at, int end)
    {
        ReadOnlySpan<byte> option = Span[at..end];
        for (int from = 0; from < option.Length;)
        {
            _text.Clear();
            if (!DnsName.TryRead(option, from, _text, out DnsName name)) return false;
            _frame.AddDecoded(field, _message, at + from, name.Octets, _text.Written);
            from += name.Octets;
        }

        return true;
    }
}
