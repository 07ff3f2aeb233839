using System.Buffers.Text;
using NetStack.Bytes;

namespace NetStack.Application.Http;

/// <summary>Dates as HTTP writes them: Sun, 06 Nov 1994 08:49:37 GMT. Source: RFC 9110 §5.6.7.</summary>
public static class HttpDate
{
    private const int SecondsPerDay = 86_400, Length = 29;

    private static ReadOnlySpan<byte> Days => "ThuFriSatSunMonTueWed"u8; // 1970-01-01 was a Thursday

    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>Writes a date.</summary>
    public static void Write(Utf8Writer writer, Timestamp time)
    {
        long seconds = FloorDivide(time.Nanoseconds, Duration.PerSecond), days = FloorDivide(seconds, SecondsPerDay);
        int second = (int)(seconds - (days * SecondsPerDay)), dayOfWeek = (int)(((days % 7) + 7) % 7);
        (long year, int month, int day) = ToCivil(days);
        writer.Write(Days.Slice(dayOfWeek * 3, 3));
        writer.Write(", "u8);
        writer.WriteDecimal((ulong)day, 2);
        writer.Write((byte)' ');
        writer.Write(Months.Slice((month - 1) * 3, 3));
        writer.Write((byte)' ');
        writer.WriteDecimal((ulong)year, 4);
        writer.Write((byte)' ');
        writer.WriteDecimal((ulong)(second / 3600), 2);
        writer.Write((byte)':');
        writer.WriteDecimal((ulong)(second / 60 % 60), 2);
        writer.Write((byte)':');
        writer.WriteDecimal((ulong)(second % 60), 2);
        writer.Write(" GMT"u8);
    }

    /// <summary>Reads a date. The two obsolete forms are not read: a condition that is not understood is ignored, and the
    /// answer is whole.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        if (text.Length != Length || !text[25..].SequenceEqual(" GMT"u8) || !text.Slice(3, 2).SequenceEqual(", "u8)) return false;
        int month = MonthOf(text.Slice(8, 3));
        bool isNumeric = TryNumber(text.Slice(5, 2), out int day) & TryNumber(text.Slice(12, 4), out int year)
            & TryNumber(text.Slice(17, 2), out int hour) & TryNumber(text.Slice(20, 2), out int minute)
            & TryNumber(text.Slice(23, 2), out int second);
        if (month == 0 || !isNumeric || day is < 1 or > 31 || hour > 23 || minute > 59 || second > 60) return false;
        time = Timestamp.FromSeconds((ToDays(year, month, day) * SecondsPerDay) + (hour * 3600) + (minute * 60) + second);
        return true;
    }

    /// <summary>The date without the part of a second that HTTP cannot say.</summary>
    public static Timestamp WholeSeconds(Timestamp time) => Timestamp.FromSeconds(FloorDivide(time.Nanoseconds, Duration.PerSecond));

    private static int MonthOf(ReadOnlySpan<byte> name)
    {
        int at = Months.IndexOf(name);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : 0;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number) =>
        Utf8Parser.TryParse(digits, out number, out int used) && used == digits.Length && char.IsAsciiDigit((char)digits[0]);

    /// <summary>Days since 1970 to year, month and day. The year is taken to begin in March, so that the leap day is its last:
    /// 146,097 days are 400 years.</summary>
    private static (long Year, int Month, int Day) ToCivil(long days)
    {
        days += 719_468; // from 0000-03-01
        long era = FloorDivide(days, 146_097), dayOfEra = days - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int fromMarch = (int)(((5 * dayOfYear) + 2) / 153), day = (int)(dayOfYear - (((153 * fromMarch) + 2) / 5) + 1);
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    private static long ToDays(long year, int month, int day)
    {
        if (month <= 2) year--;
        long era = FloorDivide(year, 400), yearOfEra = year - (era * 400);
        long dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468;
    }

    private static long FloorDivide(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
}
