using System.Buffers;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Cli.Printing;

/// <summary>Strings of JSON (RFC 8259 §7) from octets that may be anything.</summary>
internal static class JsonText
{
    /// <summary>What a string may hold as it is: printable ASCII but for the quote and the backslash.</summary>
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(octet => (byte)octet).Except("\"\\"u8.ToArray())]);

    /// <summary>Writes a string with its quotes. Octets that are no UTF-8 become U+FFFD.</summary>
    public static void Write(Utf8Writer writer, ReadOnlySpan<byte> text)
    {
        writer.Write((byte)'"');
        WriteInside(writer, text);
        writer.Write((byte)'"');
    }

    /// <summary>Writes the inside of a string.</summary>
    public static void WriteInside(Utf8Writer writer, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int plain = text.IndexOfAnyExcept(Plain);
            writer.Write(plain < 0 ? text : text[..plain]);
            if (plain < 0) return;
            text = text[plain..];
            text = text[WriteSpecial(writer, text)..];
        }
    }

    private static int WriteSpecial(Utf8Writer writer, ReadOnlySpan<byte> text)
    {
        switch (text[0])
        {
            case (byte)'"': writer.Write("\\\""u8); return 1;
            case (byte)'\\': writer.Write("\\\\"u8); return 1;
            case (byte)'\n': writer.Write("\\n"u8); return 1;
            case (byte)'\r': writer.Write("\\r"u8); return 1;
            case (byte)'\t': writer.Write("\\t"u8); return 1;
            case < 0x20 or 0x7F:
                writer.Write("\\u"u8);
                writer.WriteHex(text[0], 4);
                return 1;
            default:
                Rune.DecodeFromUtf8(text, out Rune rune, out int used);
                writer.Advance(rune.EncodeToUtf8(writer.GetSpan(4)));
                return used;
        }
    }
}
