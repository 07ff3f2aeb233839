namespace NetStack.Expressions.Compiling;

/// <summary>Whole numbers as in C: 80, 0x50, 0120, 0b1010000.</summary>
internal static class NumberText
{
    /// <summary>Reads a number without sign, of at most 64 bits and a little more, so that "too large" can be told from
    /// "no number".</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out UInt128 number)
    {
        uint radix = 10;
        number = 0;
        if (text.Length > 1 && text[0] == '0')
        {
            radix = text[1] switch { 'x' or 'X' => 16, 'b' or 'B' => 2, _ => 8 };
            text = text[(radix == 8 ? 1 : 2)..];
        }

        if (text.IsEmpty) return false;
        foreach (char c in text)
        {
            uint digit = char.IsAsciiDigit(c) ? (uint)(c - '0') : char.IsAsciiHexDigit(c) ? (uint)((c | 0x20) - 'a' + 10) : radix;
            if (digit >= radix) return false;
            number = UInt128.Min((number * radix) + digit, UInt128.One << 64);
        }

        return true;
    }
}
