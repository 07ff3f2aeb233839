using NetStack.Bytes;

namespace NetStack.Dissection;

/// <summary>A time stamp as a date in UTC, worked out with integers alone.</summary>
public static class CalendarText
{
    private static readonly string[] Months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>Writes <c>Nov 22, 2026 21:47:00.000000000 UTC</c>.</summary>
    public static void Write(Utf8Writer writer, Timestamp time)
    {
        (int year, int month, int day) = DateOf(time);
        writer.Write(Months[month - 1]);
        writer.Write((byte)' ');
        if (day < 10) writer.Write((byte)' ');
        writer.WriteDecimal((ulong)day);
        writer.Write(", "u8);
        writer.WriteDecimal((long)year);
        writer.Write((byte)' ');
        WriteClock(writer, time);
        writer.Write(" UTC"u8);
    }

    /// <summary>Writes <c>21:47:00.000000000</c>.</summary>
    public static void WriteClock(Utf8Writer writer, Timestamp time, int decimals = 9)
    {
        long second = Floor(time.Nanoseconds, Duration.PerSecond);
        long nanosecond = time.Nanoseconds - (second * Duration.PerSecond);
        ulong ofDay = (ulong)(second - (Floor(second, 86_400) * 86_400));
        writer.WriteDecimal(ofDay / 3600, 2);
        writer.Write((byte)':');
        writer.WriteDecimal(ofDay / 60 % 60, 2);
        writer.Write((byte)':');
        writer.WriteDecimal(ofDay % 60, 2);
        if (decimals == 0) return;
        writer.Write((byte)'.');
        for (int i = decimals; i < 9; i++) nanosecond /= 10;
        writer.WriteDecimal((ulong)nanosecond, decimals);
    }

    /// <summary>Year, month (1 to 12) and day (1 to 31) in the proleptic Gregorian calendar.</summary>
    /// <remarks>Counts in eras of 400 years that begin in March, so that the leap day is a year's last.</remarks>
    public static (int Year, int Month, int Day) DateOf(Timestamp time)
    {
        long days = Floor(Floor(time.Nanoseconds, Duration.PerSecond), 86_400) + 719_468;
        long era = Floor(days, 146_097);
        long dayOfEra = days - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long march = ((5 * dayOfYear) + 2) / 153;
        int day = (int)(dayOfYear - (((153 * march) + 2) / 5) + 1);
        int month = (int)(march < 10 ? march + 3 : march - 9);
        return ((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), month, day);
    }

    private static long Floor(long value, long divisor) =>
        (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
