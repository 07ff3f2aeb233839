using System.Globalization;
using System.Text;

namespace NetStack.Viz.Values;

/// <summary>Makes text from the wire harmless to show: what would steer a terminal, turn the direction of writing or
/// is not allowed in XML becomes U+FFFD. (HTML's own characters are escaped by the components' renderer.)</summary>
public static class SafeText
{
    /// <summary>The text, with what is not to be shown replaced.</summary>
    public static string Of(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsHarmless(rune)) return Replace(text);
        }

        return text;
    }

    private static string Replace(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            safe.Append(IsHarmless(rune) ? rune.ToString() : "\uFFFD");
        return safe.ToString();
    }

    private static bool IsHarmless(Rune rune) => rune.Value is >= 0x20 and < 0x7F
        || (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            && (rune.Value & 0xFFFE) != 0xFFFE);
}
