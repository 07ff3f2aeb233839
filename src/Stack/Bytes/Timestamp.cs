namespace NetStack.Bytes;

/// <summary>A point in time: signed nanoseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>Captures span 1677 to 2262; a stamp beyond saturates. It may run backwards in a file.
/// <see cref="Never"/> is the latest value and stands for "no deadline". <c>default</c> is the epoch.</remarks>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Later than every other time stamp: no deadline.</summary>
    public static Timestamp Never { get; } = new(long.MaxValue);

    /// <summary>A time stamp from whole seconds and a part of a second, saturating instead of wrapping.</summary>
    /// <param name="seconds">Seconds since the epoch, any value.</param>
    /// <param name="nanoseconds">Nanoseconds to add, any value.</param>
    public static Timestamp FromSeconds(long seconds, long nanoseconds = 0)
    {
        Int128 total = ((Int128)seconds * Duration.PerSecond) + nanoseconds;
        return new((long)Int128.Clamp(total, long.MinValue, long.MaxValue - 1));
    }

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Timestamp a, Timestamp b) => a.Nanoseconds < b.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Timestamp a, Timestamp b) => a.Nanoseconds > b.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Timestamp a, Timestamp b) => a.Nanoseconds <= b.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Timestamp a, Timestamp b) => a.Nanoseconds >= b.Nanoseconds;

    /// <summary>The time between two stamps, negative when <paramref name="a"/> is the earlier; saturates.</summary>
    public static Duration operator -(Timestamp a, Timestamp b)
    {
        Int128 difference = (Int128)a.Nanoseconds - b.Nanoseconds;
        return new((long)Int128.Clamp(difference, long.MinValue, long.MaxValue));
    }

    /// <summary>A later (or, for a negative duration, earlier) time stamp; saturates just before <see cref="Never"/>.</summary>
    public static Timestamp operator +(Timestamp a, Duration b)
    {
        if (a == Never) return Never;
        Int128 sum = (Int128)a.Nanoseconds + b.Nanoseconds;
        return new((long)Int128.Clamp(sum, long.MinValue, long.MaxValue - 1));
    }
}
