namespace NetStack.Bytes;

/// <summary>A span of time in signed nanoseconds. <c>default</c> is zero.</summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long PerSecond = 1_000_000_000;

    /// <summary>A duration of whole microseconds.</summary>
    public static Duration FromMicroseconds(long value) => new(checked(value * 1_000));

    /// <summary>A duration of whole milliseconds.</summary>
    public static Duration FromMilliseconds(long value) => new(checked(value * 1_000_000));

    /// <summary>A duration of whole seconds.</summary>
    public static Duration FromSeconds(long value) => new(checked(value * PerSecond));

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Shorter than.</summary>
    public static bool operator <(Duration a, Duration b) => a.Nanoseconds < b.Nanoseconds;

    /// <summary>Longer than.</summary>
    public static bool operator >(Duration a, Duration b) => a.Nanoseconds > b.Nanoseconds;

    /// <summary>Not longer than.</summary>
    public static bool operator <=(Duration a, Duration b) => a.Nanoseconds <= b.Nanoseconds;

    /// <summary>Not shorter than.</summary>
    public static bool operator >=(Duration a, Duration b) => a.Nanoseconds >= b.Nanoseconds;

    /// <summary>The sum.</summary>
    public static Duration operator +(Duration a, Duration b) => new(checked(a.Nanoseconds + b.Nanoseconds));

    /// <summary>The difference.</summary>
    public static Duration operator -(Duration a, Duration b) => new(checked(a.Nanoseconds - b.Nanoseconds));
}
