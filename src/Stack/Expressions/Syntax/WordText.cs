using System.Buffers;

namespace NetStack.Expressions.Syntax;

/// <summary>Where a word ends: names, numbers, addresses and rows of octets are all written without quotes.</summary>
internal static class WordText
{
    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <summary>The end of the word that begins at a character; <paramref name="start"/> when none does.</summary>
    public static int End(string text, int start)
    {
        int end = ColonEnd(text, start);
        if (end > start) return PrefixEnd(text, end);
        if (start >= text.Length || !(char.IsAsciiLetterOrDigit(text[start]) || text[start] == '_')) return start;
        for (end = start; end < text.Length && (IsNameCharacter(text[end]) || IsSingleDot(text, end));) end++;
        return IsDottedQuad(text.AsSpan(start, end - start)) ? PrefixEnd(text, end) : end;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>A dot of the word, not one of the two between the ends of a range (80..90).</summary>
    private static bool IsSingleDot(string text, int at) =>
        text[at] == '.' && (at + 1 == text.Length || text[at + 1] != '.');

    /// <summary>00:11:22, ::1, fe80::1.2.3.4: hexadecimal digits and dots with at least one colon.</summary>
    private static int ColonEnd(string text, int start)
    {
        int end = start;
        bool hasColon = false;
        for (; end < text.Length; end++)
        {
            if (text[end] == ':') hasColon = true;
            else if (!char.IsAsciiHexDigit(text[end]) && !IsSingleDot(text, end)) break;
        }

        // A single colon in front is a sigil, and so is a dot.
        bool hasSigil = end - start >= 2 && (text[start] == '.' || (text[start] == ':' && text[start + 1] != ':'));
        return hasColon && end - start >= 2 && !hasSigil ? end : start;
    }

    /// <summary>The end with the length of a prefix: 10.0.0.0/8. A slash after anything else divides.</summary>
    private static int PrefixEnd(string text, int end)
    {
        if (end + 1 >= text.Length || text[end] != '/' || !char.IsAsciiDigit(text[end + 1])) return end;
        for (end++; end < text.Length && char.IsAsciiDigit(text[end]);) end++;
        return end;
    }

    private static bool IsDottedQuad(ReadOnlySpan<char> word) =>
        word.Count('.') == 3 && !word.ContainsAnyExcept(DigitsAndDot);
}
