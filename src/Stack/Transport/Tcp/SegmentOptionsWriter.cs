using System.Buffers.Binary;

namespace NetStack.Transport.Tcp;

/// <summary>Writes options in the order in which Linux sends them, padded to words of four octets.</summary>
internal static class SegmentOptionsWriter
{
    /// <summary>Octets that timestamps take in a segment that is no SYN.</summary>
    public const int TimestampsLength = 12;

    /// <summary>Writes the options and returns their length: 0 to 40, a multiple of four.</summary>
    /// <param name="options">The options.</param>
    /// <param name="isSyn">Whether the segment is a SYN: its options pack differently.</param>
    /// <param name="destination">At least 40 octets.</param>
    public static int Write(in SegmentOptions options, bool isSyn, Span<byte> destination)
    {
        int at = 0;
        if (options.MaximumSegmentSize != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, 0x0204_0000u | options.MaximumSegmentSize);
            at = 4;
        }

        at += WriteTimestamps(options, isSyn, destination[at..]);
        if (isSyn && options.SackPermitted && !options.HasTimestamps) at += WriteWord(0x0101_0402, destination[at..]);
        if (options.WindowScalePlusOne != 0) at += WriteWord(0x0103_0300u | (uint)(options.WindowScalePlusOne - 1), destination[at..]);
        if (options.SackCount > 0) at += WriteSacks(options, destination[at..]);
        if (options.FastOpenPlusOne != 0) at += WriteCookie(options, destination[at..]);
        return at;
    }

    private static int WriteWord(uint word, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, word);
        return 4;
    }

    /// <summary>In a SYN, SACK permitted takes the place of the two octets of padding.</summary>
    private static int WriteTimestamps(in SegmentOptions options, bool isSyn, Span<byte> destination)
    {
        if (!options.HasTimestamps) return 0;
        WriteWord(isSyn && options.SackPermitted ? 0x0402_080Au : 0x0101_080Au, destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], options.TsVal);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], options.TsEcr);
        return TimestampsLength;
    }

    private static int WriteSacks(in SegmentOptions options, Span<byte> destination)
    {
        WriteWord(0x0101_0500u | (uint)(2 + (8 * options.SackCount)), destination);
        for (int i = 0; i < options.SackCount; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(4 + (8 * i))..], options.Sacks[i].Left.Value);
            BinaryPrimitives.WriteUInt32BigEndian(destination[(8 + (8 * i))..], options.Sacks[i].Right.Value);
        }

        return 4 + (8 * options.SackCount);
    }

    private static int WriteCookie(in SegmentOptions options, Span<byte> destination)
    {
        int length = options.FastOpenPlusOne - 1, at = 0;
        destination[at++] = options.IsFastOpenExperimental ? TcpOptionKind.Experiment2 : TcpOptionKind.FastOpen;
        destination[at++] = (byte)(length + (options.IsFastOpenExperimental ? 4 : 2));
        if (options.IsFastOpenExperimental)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[at..], 0xF989);
            at += 2;
        }

        Span<byte> cookie = stackalloc byte[SegmentOptions.MaxCookie];
        BinaryPrimitives.WriteUInt64LittleEndian(cookie, options.CookieLow);
        BinaryPrimitives.WriteUInt64LittleEndian(cookie[8..], options.CookieHigh);
        cookie[..length].CopyTo(destination[at..]);
        at += length;
        for (; (at & 3) != 0; at++)
            destination[at] = TcpOptionKind.NoOperation;
        return at;
    }
}
