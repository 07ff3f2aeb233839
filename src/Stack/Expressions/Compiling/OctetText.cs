using System.Buffers;
using System.Globalization;

namespace NetStack.Expressions.Compiling;

/// <summary>Octets as hexadecimal digits: 00:11:22, 00-11-22, 0011.2233, 001122, or one octet as 0x47.
/// A single digit is an octet by itself, alone or between dots or dashes: 0.1.0.d.</summary>
internal static class OctetText
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(":.-");

    /// <summary>Reads octets; at least one.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out byte[] octets)
    {
        List<byte> list = [];
        octets = [];
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) text = text.Length == 4 ? text[2..] : default;
        bool hasColon = text.Contains(':');
        while (true)
        {
            int end = text.IndexOfAny(Separators);
            ReadOnlySpan<char> group = end < 0 ? text : text[..end];
            if (!TryReadGroup(group, mayBeSingle: !hasColon, list)) return false;
            if (end < 0) break;
            text = text[(end + 1)..];
        }

        octets = [.. list];
        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<char> group, bool mayBeSingle, List<byte> list)
    {
        bool isSingle = mayBeSingle && group.Length == 1;
        if (group.IsEmpty || (group.Length % 2 != 0 && !isSingle)) return false;
        for (int at = 0; at < group.Length; at += 2)
        {
            if (!byte.TryParse(group.Slice(at, isSingle ? 1 : 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet)) return false;
            list.Add(octet);
        }

        return true;
    }
}
