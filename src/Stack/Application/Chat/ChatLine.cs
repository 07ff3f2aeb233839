using System.Text.Unicode;

namespace NetStack.Application.Chat;

/// <summary>The bounds of the chat's protocol: lines of UTF-8, each ended by LF or CR LF.</summary>
public static class ChatLine
{
    /// <summary>The most octets of a line, without its end.</summary>
    public const int MaxLength = 512;

    /// <summary>The most octets of a name.</summary>
    public const int MaxName = 32;

    /// <summary>True for text that can be shown to others: UTF-8 without control characters, which could change
    /// their terminals.</summary>
    public static bool IsText(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line)) return false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] is < 0x20 or 0x7F && line[i] != '\t') return false;
            if (line[i] == 0xC2 && i + 1 < line.Length && line[i + 1] < 0xA0) return false; // U+0080 to U+009F: controls, too
        }

        return true;
    }

    /// <summary>True for a name: a short word that does not look like a command or a notice.</summary>
    public static bool IsName(ReadOnlySpan<byte> line) =>
        line.Length is > 0 and <= MaxName && IsText(line) && !line.ContainsAny(" \t:"u8) && line[0] is not ((byte)'/' or (byte)'*');
}
