using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Viz.Values;

/// <summary>A duration for people: three or four digits that matter, and the unit.</summary>
public static class DurationText
{
    private const long Microsecond = 1_000, Millisecond = 1_000_000, Second = 1_000_000_000, Minute = 60 * Second, Hour = 60 * Minute;

    /// <summary>Such as 23.1 ms, 1.204 s, 12 min 3 s.</summary>
    public static string Of(Duration duration)
    {
        long value = duration.Nanoseconds;
        return Math.Abs((double)value) switch
        {
            0 => "0 s",
            < Microsecond => string.Create(CultureInfo.InvariantCulture, $"{value} ns"),
            < Millisecond => Scaled(value, Microsecond, "µs"),
            < Second => Scaled(value, Millisecond, "ms"),
            < Minute => Scaled(value, Second, "s"),
            < Hour => string.Create(CultureInfo.InvariantCulture, $"{value / Minute} min {value % Minute / Second} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value / Hour} h {value % Hour / Minute} min"),
        };
    }

    private static string Scaled(long value, long unit, string name)
    {
        double scaled = (double)value / unit;
        string format = Math.Abs(scaled) < 10 ? "0.###" : Math.Abs(scaled) < 100 ? "0.##" : "0.#";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + " " + name;
    }
}
