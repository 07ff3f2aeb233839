namespace NetStack.Dissection.Recall;

/// <summary>Integers of variable length: seven bits in each octet, the lowest first, and the eighth says that more
/// follow.</summary>
internal static class VariableLength
{
    /// <summary>The most octets of a number of 64 bits.</summary>
    public const int Max = 10;

    /// <summary>Writes a number.</summary>
    /// <returns>Octets written.</returns>
    public static int Write(Span<byte> to, ulong value)
    {
        int at = 0;
        for (; value >= 0x80; value >>= 7) to[at++] = unchecked((byte)(value | 0x80));
        to[at++] = (byte)value;
        return at;
    }

    /// <summary>Reads a number; what is missing counts as 0.</summary>
    public static ulong Read(ReadOnlySpan<byte> from, out int used)
    {
        ulong value = 0;
        for (used = 0; used < from.Length && used < Max; used++)
        {
            value |= (ulong)(from[used] & 0x7F) << (7 * used);
            if (from[used] >= 0x80) continue;
            used++;
            return value;
        }

        return value;
    }

    /// <summary>A number that may be negative, so that small ones stay short: 0, -1, 1, -2 …</summary>
    public static ulong Fold(long value) => unchecked((ulong)(value << 1 ^ value >> 63));

    /// <summary>The number that was folded.</summary>
    public static long Unfold(ulong folded) => unchecked((long)(folded >> 1) ^ -(long)(folded & 1));
}
