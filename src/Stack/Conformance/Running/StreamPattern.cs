namespace NetStack.Conformance.Running;

/// <summary>What stands in the data of scripts: octets that depend on their place in the stream, so that a run notices
/// data that is lost, doubled, out of order or altered without a script saying a word of it.</summary>
internal static class StreamPattern
{
    private const int Period = 251; // a prime: no power of two, and no multiple of a segment's size, hides a shift

    /// <summary>Writes the octets from a place of the stream on.</summary>
    public static void Fill(Span<byte> octets, long offset)
    {
        int next = (int)(offset % Period);
        for (int i = 0; i < octets.Length; i++)
        {
            octets[i] = (byte)next;
            if (++next == Period) next = 0;
        }
    }

    /// <summary>The place of the first octet that is not the pattern's, or -1.</summary>
    public static long FirstDifference(ReadOnlySpan<byte> octets, long offset)
    {
        for (int i = 0; i < octets.Length; i++)
        {
            if (octets[i] != (offset + i) % Period) return offset + i;
        }

        return -1;
    }
}
