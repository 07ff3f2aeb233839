using System.Globalization;

namespace NetStack.Application.Http.Serving;

/// <summary>A part of a body: from the first octet to, but not including, the end.</summary>
/// <param name="First">The first octet.</param>
/// <param name="End">The octet behind the last.</param>
public readonly record struct HttpRange(long First, long End)
{
    /// <summary>Reads a Range field of one range of octets. Source: RFC 9110 §14.1.2 and §14.2.</summary>
    /// <param name="text">The field: bytes=0-499, bytes=500-, bytes=-500.</param>
    /// <param name="length">Octets of the whole.</param>
    /// <param name="range">The range, empty when nothing of it lies within the whole.</param>
    /// <returns>False for what is ignored: other units, several ranges, and what cannot be read.</returns>
    public static bool TryParse(string? text, long length, out HttpRange range)
    {
        range = default;
        if (text is null || !text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase)) return false;
        ReadOnlySpan<char> spec = text.AsSpan(6).Trim(' ');
        int dash = spec.IndexOf('-');
        if (dash < 0) return false;
        ReadOnlySpan<char> before = spec[..dash], behind = spec[(dash + 1)..];
        if (before.IsEmpty)
        {
            if (!TryNumber(behind, out long count)) return false;
            if (count > 0) range = new(Math.Max(0, length - count), length);
            return true;
        }

        long last = long.MaxValue - 1;
        if (!TryNumber(before, out long first) || (!behind.IsEmpty && !TryNumber(behind, out last)) || last < first) return false;
        if (first < length) range = new(first, Math.Min(last + 1, length));
        return true;
    }

    /// <summary>Octets in it.</summary>
    public long Length => End - First;

    private static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < long.MaxValue;
}
