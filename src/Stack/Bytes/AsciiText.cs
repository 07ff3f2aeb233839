namespace NetStack.Bytes;

/// <summary>Text of protocols that know only ASCII: it ends at the first zero octet, and each octet beyond ASCII is
/// one that cannot be shown.</summary>
public static class AsciiText
{
    /// <summary>True when the octets are their own UTF-8: no zero octet, nothing beyond ASCII.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> octets) => octets.IndexOfAnyExceptInRange((byte)1, (byte)0x7F) < 0;

    /// <summary>Writes octets as text, with U+FFFD for what is not ASCII.</summary>
    public static void Write(Utf8Writer writer, ReadOnlySpan<byte> octets)
    {
        int end = octets.IndexOf((byte)0);
        foreach (byte octet in end < 0 ? octets : octets[..end])
        {
            if (octet < 0x80) writer.Write(octet);
            else writer.Write("\uFFFD"u8);
        }
    }
}
