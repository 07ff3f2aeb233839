using System.Globalization;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Expressions.Syntax;

/// <summary>Reads what stands between quotes. Escapes are those of C.</summary>
internal static class QuotedText
{
    private const string Letters = "abfnrtv'\"\\";
    private static ReadOnlySpan<byte> Meanings => "\a\b\f\n\r\t\v'\"\\"u8;

    /// <summary>Reads from an opening quote to the same quote again.</summary>
    /// <param name="text">All of the expression.</param>
    /// <param name="quote">Where the opening quote is.</param>
    /// <param name="isRaw">True when backslashes stay as they are (one before a quote keeps that quote from ending it).</param>
    /// <param name="end">Behind the closing quote.</param>
    /// <param name="octets">What it means: UTF-8, or any octets by escapes.</param>
    /// <param name="escape">Where an escape means nothing; -1 when it is the closing quote that is missing.</param>
    public static bool TryRead(string text, int quote, bool isRaw, out int end, out byte[] octets, out int escape)
    {
        Utf8Writer writer = new(text.Length - quote);
        escape = -1;
        octets = [];
        for (end = quote + 1; end < text.Length && text[end] != text[quote];)
        {
            if (text[end] != '\\')
            {
                Rune.DecodeFromUtf16(text.AsSpan(end), out Rune rune, out int used);
                WriteRune(writer, rune);
                end += used;
            }
            else if (isRaw)
            {
                int kept = Math.Min(2, text.Length - end);
                writer.Write(text.AsSpan(end, kept));
                end += kept;
            }
            else if (!TryReadEscape(text, ref end, writer))
            {
                escape = end;
                return false;
            }
        }

        if (end >= text.Length) return false;
        end++;
        octets = writer.Written.ToArray();
        return true;
    }

    private static bool TryReadEscape(string text, ref int at, Utf8Writer writer)
    {
        if (at + 1 >= text.Length) return false;
        int letter = Letters.IndexOf(text[at + 1]);
        if (letter >= 0)
        {
            writer.Write(Meanings[letter]);
            at += 2;
            return true;
        }

        return text[at + 1] switch
        {
            'x' => TryReadOctet(text, ref at, 2, 2, 16, writer),
            'u' => TryReadCodePoint(text, ref at, 4, writer),
            'U' => TryReadCodePoint(text, ref at, 8, writer),
            _ => TryReadOctet(text, ref at, 1, 3, 8, writer),
        };
    }

    /// <summary>One octet as hexadecimal (\xNN) or octal (\NNN) digits.</summary>
    private static bool TryReadOctet(string text, ref int at, int skip, int most, int radix, Utf8Writer writer)
    {
        int value = 0, digits = 0;
        for (int i = at + skip; i < text.Length && digits < most; i++, digits++)
        {
            int digit = char.IsAsciiHexDigit(text[i]) ? Convert.ToInt32(text[i..(i + 1)], 16) : radix;
            if (digit >= radix) break;
            value = (value * radix) + digit;
        }

        if (digits == 0 || value > byte.MaxValue) return false;
        writer.Write((byte)value);
        at += skip + digits;
        return true;
    }

    private static bool TryReadCodePoint(string text, ref int at, int digits, Utf8Writer writer)
    {
        if (at + 2 + digits > text.Length
            || !uint.TryParse(text.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            || !Rune.TryCreate(code, out Rune rune)) return false;
        WriteRune(writer, rune);
        at += 2 + digits;
        return true;
    }

    private static void WriteRune(Utf8Writer writer, Rune rune) => writer.Advance(rune.EncodeToUtf8(writer.GetSpan(4)));
}
