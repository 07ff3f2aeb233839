using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>What a tick of an interface's time stamps is: a power of ten or of two of a second, counted from an
/// offset. Source: draft-ietf-opsawg-pcapng §4.2, if_tsresol and if_tsoffset.</summary>
public sealed record TimeResolution
{
    private const byte BinaryFlag = 0x80;
    private const int NanosecondDigits = 9, LargestPowerIn64Bits = 19;

    // Nanoseconds are ticks * _multiplier, then divided or shifted when the tick is shorter than a nanosecond or is
    // no power of ten. Below _plainTicks the multiplication is all, and fits in 64 bits.
    private readonly ulong _multiplier, _divisor, _plainTicks;
    private readonly int _shift;

    /// <summary>A resolution from the octet that if_tsresol holds.</summary>
    /// <param name="code">Highest bit clear: 10 to the minus <paramref name="code"/>; set: 2 to the minus the rest.</param>
    /// <param name="offsetSeconds">if_tsoffset: seconds to add to every time stamp.</param>
    public TimeResolution(byte code, long offsetSeconds = 0)
    {
        (Code, OffsetSeconds) = (code, offsetSeconds);
        int exponent = code & ~BinaryFlag;
        (_multiplier, _divisor, _shift) = (1, 1, 0);
        if ((code & BinaryFlag) != 0) (_multiplier, _shift) = (Duration.PerSecond, exponent);
        else if (exponent <= NanosecondDigits) _multiplier = PowerOfTen(NanosecondDigits - exponent);
        else if (exponent - NanosecondDigits <= LargestPowerIn64Bits) _divisor = PowerOfTen(exponent - NanosecondDigits);
        else _multiplier = 0; // 2^64 such ticks are less than a nanosecond
        bool isPlain = offsetSeconds == 0 && _shift == 0 && _divisor == 1 && _multiplier > 0;
        _plainTicks = isPlain ? (ulong)(long.MaxValue - 1) / _multiplier : 0;
    }

    /// <summary>Microseconds: what holds when an interface does not say.</summary>
    public static TimeResolution Microseconds { get; } = new(6);

    /// <summary>Nanoseconds.</summary>
    public static TimeResolution Nanoseconds { get; } = new(9);

    /// <summary>The octet of if_tsresol.</summary>
    public byte Code { get; }

    /// <summary>Seconds that are added to every time stamp.</summary>
    public long OffsetSeconds { get; }

    /// <summary>The time that a number of ticks stands for, to the nanosecond before; saturates.</summary>
    public Timestamp ToTime(ulong ticks)
    {
        if (ticks < _plainTicks) return new((long)(ticks * _multiplier));
        UInt128 nanoseconds = (UInt128)ticks * _multiplier;
        if (_shift > 0) nanoseconds >>= _shift;
        if (_divisor > 1) nanoseconds = ticks / _divisor;
        Int128 total = (Int128)nanoseconds + ((Int128)OffsetSeconds * Duration.PerSecond);
        return new((long)Int128.Clamp(total, long.MinValue, long.MaxValue - 1));
    }

    /// <summary>The ticks that stand for a time, rounded up so that no time is lost when a tick is a nanosecond
    /// or shorter; a time outside what 64 bits of ticks can say becomes the nearest that they can.</summary>
    public ulong ToTicks(Timestamp time)
    {
        Int128 sinceOffset = time.Nanoseconds - ((Int128)OffsetSeconds * Duration.PerSecond);
        UInt128 nanoseconds = sinceOffset < 0 ? 0 : (UInt128)sinceOffset;
        UInt128 ticks = _divisor > 1 ? UInt128.Min(nanoseconds, ulong.MaxValue) * _divisor
            : _multiplier == 0 ? 0
            : _shift > 0 ? DivideUp(Shifted(nanoseconds), _multiplier)
            : nanoseconds / _multiplier;
        return ticks > ulong.MaxValue ? ulong.MaxValue : (ulong)ticks;
    }

    /// <summary>Shifted left; what does not fit becomes the largest, with room for rounding up: still far more ticks than
    /// 64 bits can say.</summary>
    private UInt128 Shifted(UInt128 nanoseconds)
    {
        UInt128 largest = UInt128.MaxValue >> 1;
        return nanoseconds > largest >> _shift ? largest : nanoseconds << _shift;
    }

    private static UInt128 DivideUp(UInt128 value, ulong divisor) => (value + divisor - 1) / divisor;

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
