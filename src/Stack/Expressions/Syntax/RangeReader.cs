using System.Collections.Immutable;
using System.Globalization;

namespace NetStack.Expressions.Syntax;

/// <summary>Reads the ranges between brackets: <c>[3]</c>, <c>[0:2]</c>, <c>[0-1]</c>, <c>[:4]</c>, <c>[-4:]</c>, and lists of them.</summary>
internal ref struct RangeReader(ReadOnlySpan<char> text, int at)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>The next character: behind the closing bracket after success, the fault after failure.</summary>
    public int Position { get; private set; } = at;

    /// <summary>Reads up to and with the closing bracket.</summary>
    public bool TryReadList(out ImmutableArray<ValueRange> ranges)
    {
        var list = ImmutableArray.CreateBuilder<ValueRange>();
        ranges = [];
        do
        {
            if (!TryReadRange(out ValueRange range)) return false;
            list.Add(range);
        }
        while (Skip(','));

        ranges = list.ToImmutable();
        return Skip(']');
    }

    /// <summary>Reads a number without brackets, as a layer may be: <c>ip.src#2</c>.</summary>
    public bool TryReadLayer(out ImmutableArray<ValueRange> ranges)
    {
        ranges = [];
        if (Position >= _text.Length || !char.IsAsciiDigit(_text[Position]) || !TryReadNumber(out int layer)) return false;
        ranges = [new(layer, RangeEnd.Length, 1)];
        return true;
    }

    private bool TryReadRange(out ValueRange range)
    {
        int start = 0;
        range = default;
        bool hasStart = Peek() != ':';
        if (hasStart && !TryReadNumber(out start)) return false;
        range = new(start, RangeEnd.Length, 1);
        if (Skip('-')) return TryReadLast(start, out range);
        if (!Skip(':')) return true;
        range = new(start, RangeEnd.Open, 0);
        if (Peek() is ']' or ',') return true;
        int place = Position;
        if (!TryReadNumber(out int length)) return false;
        range = new(start, RangeEnd.Length, length);
        if (length > 0) return true;
        Position = place;
        return false;
    }

    private bool TryReadLast(int start, out ValueRange range)
    {
        int place = Position;
        range = default;
        if (!TryReadNumber(out int last)) return false;
        range = new(start, RangeEnd.Last, last);
        // Where both count from the same end, the order is known now; a range has at least two places.
        if (start < 0 != last < 0 || start < last) return true;
        Position = place;
        return false;
    }

    private bool TryReadNumber(out int value)
    {
        value = 0;
        Peek();
        int start = Position;
        bool isNegative = Skip('-');
        int digits = Position;
        bool isHexadecimal = _text[digits..].StartsWith("0x");
        if (isHexadecimal) digits += 2;
        int end = digits;
        while (end < _text.Length && (isHexadecimal ? char.IsAsciiHexDigit(_text[end]) : char.IsAsciiDigit(_text[end]))) end++;
        NumberStyles style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(_text[digits..end], style, CultureInfo.InvariantCulture, out value) || value < 0)
        {
            Position = start;
            return false;
        }

        if (isNegative) value = -value;
        Position = end;
        return true;
    }

    private char Peek()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\t') Position++;
        return Position < _text.Length ? _text[Position] : '\0';
    }

    private bool Skip(char sign)
    {
        if (Peek() != sign) return false;
        Position++;
        return true;
    }
}
