using System.Buffers;
using System.Globalization;

namespace NetStack.Expressions.Compiling;

/// <summary>Octets as hexadecimal digits: 00:11:22, 00-11-22, 0011.2233, 001122, 0.1.0.d, or one octet as 0x47.</summary>
internal static class OctetText
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(":.-");

    /// <summary>Reads octets; at least one.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out byte[] octets)
    {
        List<byte> list = [];
        octets = [];
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) text = text.Length == 4 ? text[2..] : default;
        while (true)
        {
            int end = text.IndexOfAny(Separators);
            ReadOnlySpan<char> group = end < 0 ? text : text[..end];
            if (!TryReadGroup(group, list)) return false;
            if (end < 0) break;
            text = text[(end + 1)..];
        }

        octets = [.. list];
        return true;
    }

    /// <summary>One digit is an octet by itself; otherwise pairs, where an odd first digit stands alone.</summary>
    private static bool TryReadGroup(ReadOnlySpan<char> group, List<byte> list)
    {
        if (group.IsEmpty) return false;
        for (int at = 0; at < group.Length;)
        {
            int digits = at == 0 && group.Length % 2 == 1 ? 1 : 2;
            if (!byte.TryParse(group.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet)) return false;
            list.Add(octet);
            at += digits;
        }

        return true;
    }
}
