using System.Globalization;
using System.Text;

namespace NetStack.Viz.Values;

/// <summary>How wide text is: in columns of a terminal, where a Chinese character takes two, and roughly in pixels
/// of a picture, where no font is at hand to ask.</summary>
public static class TextWidth
{
    private const double MonospaceAdvance = 0.602, SansAdvance = 0.56;

    /// <summary>Columns that a text takes in a terminal.</summary>
    public static int Columns(string text)
    {
        int columns = 0;
        foreach (Rune rune in text.EnumerateRunes()) columns += Columns(rune);
        return columns;
    }

    /// <summary>Columns that a character takes: 0, 1 or 2.</summary>
    public static int Columns(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format) return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    /// <summary>Pixels that a text takes, roughly.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="monospace">True for a font whose characters are all as wide.</param>
    public static double Pixels(string text, double size, bool monospace)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Columns(rune) == 2 ? size : size * (monospace ? MonospaceAdvance : SansAdvance);
        return width;
    }

    /// <summary>The beginning of a text, with an ellipsis when it does not fit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">Columns that there are, at least 1.</param>
    public static string Cut(string text, int columns)
    {
        if (Columns(text) <= columns) return text;
        StringBuilder kept = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += Columns(rune);
            if (used > columns - 1) break;
            kept.Append(rune.ToString());
        }

        return kept.Append('…').ToString();
    }

    /// <summary>A text filled with spaces to a number of columns, or cut to them.</summary>
    public static string Fit(string text, int columns)
    {
        text = Cut(text, columns);
        return text + new string(' ', Math.Max(0, columns - Columns(text)));
    }

    /// <summary>A text in the middle of a number of columns.</summary>
    public static string Centre(string text, int columns)
    {
        text = Cut(text, columns);
        int room = columns - Columns(text);
        return new string(' ', room / 2) + text + new string(' ', room - (room / 2));
    }

    /// <summary>Columns of the longest piece that is not broken between two lines.</summary>
    public static int LongestWord(string text) => Words(text).Max(word => Columns(word.TrimEnd()));

    /// <summary>Breaks a text into lines at spaces, and between Chinese characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">Columns of a line, at least 2.</param>
    public static IReadOnlyList<string> Wrap(string text, int columns)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int used = 0;
        foreach (string word in Words(text))
        {
            int width = Columns(word.TrimEnd());
            if (used > 0 && used + width > columns) Break();
            foreach (Rune rune in word.EnumerateRunes())
            {
                if (used + Columns(rune) > columns && rune.Value != ' ') Break(); // a word longer than a line
                line.Append(rune.ToString());
                used += Columns(rune);
            }
        }

        if (line.Length > 0 || lines.Count == 0) Break();
        return lines;

        void Break()
        {
            lines.Add(line.ToString().TrimEnd());
            line.Clear();
            used = 0;
        }
    }

    /// <summary>What may stand at a line's end: a word with the space behind it, a wide character with the signs
    /// that must not begin a line.</summary>
    private static IEnumerable<string> Words(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            bool afterSpace = text[i - 1] == ' ' && text[i] is not (' ' or '§') && !text.AsSpan(start, i - start).EndsWith("RFC ");
            bool besideWide = (IsWide(text[i - 1]) || IsWide(text[i])) && !IsClosing(text[i]) && !IsOpening(text[i - 1]);
            if (!afterSpace && !besideWide) continue;
            yield return text[start..i];
            start = i;
        }

        if (start < text.Length) yield return text[start..];
    }

    private static bool IsClosing(char c) => "，。、；：！？）》」』”’…%,.;:!?)".Contains(c, StringComparison.Ordinal);

    private static bool IsOpening(char c) => "（《「『“‘(".Contains(c, StringComparison.Ordinal);

    /// <summary>The wide blocks of Unicode's East Asian Width. Source: UAX 11.</summary>
    private static bool IsWide(int value) => value >= 0x1100
        && (value <= 0x115F || value is (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
            or (>= 0xA960 and <= 0xA97C) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD));
}
