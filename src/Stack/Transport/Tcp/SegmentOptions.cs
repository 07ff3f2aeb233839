using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NetStack.Transport.Tcp;

/// <summary>A run of sequence numbers that a receiver holds. Source: RFC 2018 §3.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The one after the last.</param>
internal readonly record struct SackBlock(SeqNumber Left, SeqNumber Right);

/// <summary>Up to four SACK blocks: more do not fit into the options.</summary>
[InlineArray(MaxCount)]
internal struct SackBlocks
{
    /// <summary>The most that fit.</summary>
    public const int MaxCount = 4;

    private SackBlock _first;
}

/// <summary>The options of a segment, read once. <c>default</c> is none.</summary>
internal struct SegmentOptions
{
    /// <summary>Octets of the longest Fast Open cookie. Source: RFC 7413 §4.1.1.</summary>
    public const int MaxCookie = 16;

    /// <summary>Maximum segment size, 0 for none. Source: RFC 9293 §3.7.1.</summary>
    public ushort MaximumSegmentSize;

    /// <summary>One more than the window scale, 0 for none. Source: RFC 7323 §2.2.</summary>
    public byte WindowScalePlusOne;

    /// <summary>SACK permitted. Source: RFC 2018 §2.</summary>
    public bool SackPermitted;

    /// <summary>True with timestamps. Source: RFC 7323 §3.2.</summary>
    public bool HasTimestamps;

    /// <summary>TSval.</summary>
    public uint TsVal;

    /// <summary>TSecr.</summary>
    public uint TsEcr;

    /// <summary>SACK blocks there are.</summary>
    public byte SackCount;

    /// <summary>The SACK blocks.</summary>
    public SackBlocks Sacks;

    /// <summary>One more than the octets of the Fast Open cookie (1: asks for a cookie), 0 for no such option.</summary>
    public byte FastOpenPlusOne;

    /// <summary>True when the Fast Open option has the experimental form. Source: RFC 6994.</summary>
    public bool IsFastOpenExperimental;

    /// <summary>The cookie's first eight octets, little-endian.</summary>
    public ulong CookieLow;

    /// <summary>The cookie's last eight octets, little-endian.</summary>
    public ulong CookieHigh;

    /// <summary>User time-out in seconds, 0 for none. Source: RFC 5482 §3.</summary>
    public uint UserTimeoutSeconds;

    /// <summary>True when there is an MD5 signature. Source: RFC 2385.</summary>
    public bool HasMd5;

    /// <summary>Reads the options; what is malformed ends the reading, what is unknown is skipped (RFC 9293 §3.1, MUST-6, MUST-7).</summary>
    /// <param name="octets">The options' octets.</param>
    /// <param name="isSyn">Options that only a SYN may bear are ignored elsewhere.</param>
    public static SegmentOptions Read(ReadOnlySpan<byte> octets, bool isSyn)
    {
        SegmentOptions result = default;
        if (octets.Length == 12 && BinaryPrimitives.ReadUInt32BigEndian(octets) == 0x0101_080A)
        {
            result.SetTimestamps(octets[4..]); // what nearly every segment of a connection looks like
            return result;
        }

        TcpOptions walk = new(octets);
        while (walk.MoveNext())
            result.Take(walk.Kind, walk.Length, walk.Current, isSyn);
        return result;
    }

    private void SetTimestamps(ReadOnlySpan<byte> values)
    {
        HasTimestamps = true;
        TsVal = BinaryPrimitives.ReadUInt32BigEndian(values);
        TsEcr = BinaryPrimitives.ReadUInt32BigEndian(values[4..]);
    }

    private void Take(byte kind, int length, ReadOnlySpan<byte> option, bool isSyn)
    {
        switch (kind)
        {
            case TcpOptionKind.MaximumSegmentSize when isSyn && length == 4:
                MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(option[2..]);
                break;
            case TcpOptionKind.WindowScale when isSyn && length == 3:
                WindowScalePlusOne = (byte)(Math.Min(option[2], (byte)14) + 1); // RFC 7323 §2.3: more than 14 counts as 14
                break;
            case TcpOptionKind.SackPermitted when isSyn && length == 2:
                SackPermitted = true;
                break;
            case TcpOptionKind.Timestamps when length == 10:
                SetTimestamps(option[2..]);
                break;
            case TcpOptionKind.Sack when !isSyn && length >= 10 && (length - 2) % 8 == 0:
                TakeSacks(option[2..]);
                break;
            case TcpOptionKind.UserTimeout when length == 4:
                ushort value = BinaryPrimitives.ReadUInt16BigEndian(option[2..]);
                UserTimeoutSeconds = (value & 0x7FFFu) * ((value & 0x8000) != 0 ? 60u : 1u); // RFC 5482 §3: the first bit says minutes
                break;
            case TcpOptionKind.Md5Signature when length == 18:
                HasMd5 = true;
                break;
            case TcpOptionKind.FastOpen when isSyn:
                TakeCookie(option[2..]);
                break;
            case TcpOptionKind.Experiment2 when isSyn && length >= 4 && BinaryPrimitives.ReadUInt16BigEndian(option[2..]) == 0xF989:
                IsFastOpenExperimental = true;
                TakeCookie(option[4..]);
                break;
        }
    }

    private void TakeSacks(ReadOnlySpan<byte> octets)
    {
        for (; octets.Length >= 8 && SackCount < SackBlocks.MaxCount; octets = octets[8..])
        {
            Sacks[SackCount++] = new(
                new(BinaryPrimitives.ReadUInt32BigEndian(octets)), new(BinaryPrimitives.ReadUInt32BigEndian(octets[4..])));
        }
    }

    /// <summary>RFC 7413 §4.1.1: 4 to 16 octets, an even number; none asks for a cookie.</summary>
    private void TakeCookie(ReadOnlySpan<byte> cookie)
    {
        if (cookie.Length > MaxCookie || (cookie.Length & 1) != 0 || cookie.Length is > 0 and < 4) return;
        Span<byte> padded = stackalloc byte[MaxCookie];
        padded.Clear();
        cookie.CopyTo(padded);
        CookieLow = BinaryPrimitives.ReadUInt64LittleEndian(padded);
        CookieHigh = BinaryPrimitives.ReadUInt64LittleEndian(padded[8..]);
        FastOpenPlusOne = (byte)(cookie.Length + 1);
    }
}
