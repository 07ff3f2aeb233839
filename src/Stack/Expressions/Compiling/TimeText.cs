using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Expressions.Compiling;

/// <summary>Points in time and spans of time as text. A time without a zone is UTC, whatever the machine's zone is: one
/// filter selects the same frames everywhere. (Wireshark takes local time.)</summary>
internal static class TimeText
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>Reads seconds with up to nine decimals.</summary>
    public static bool TryReadSeconds(ReadOnlySpan<char> text, out Duration duration)
    {
        duration = default;
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> whole = dot < 0 ? text : text[..dot];
        long nanoseconds = 0;
        if (!TryReadDigits(whole, 1, 10, out long seconds)) return false;
        if (dot >= 0 && !TryReadFraction(text[(dot + 1)..], out nanoseconds)) return false;
        if (seconds > long.MaxValue / Duration.PerSecond - 1) return false;
        duration = new((seconds * Duration.PerSecond) + nanoseconds);
        return true;
    }

    /// <summary>Reads <c>2020-07-04[T| ]12[:34[:56[.789]]][Z| UTC|+02:00]</c> or <c>Jul 4, 2020 12:34:56.789[ UTC]</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Timestamp time)
    {
        text = text.Trim();
        time = default;
        if (!TryReadIsoDate(ref text, out long days, out bool isComplete) && !TryReadMonthDate(ref text, out days)) return false;
        long seconds = 0, nanoseconds = 0, offset = 0;
        if (!isComplete && !TryReadClock(ref text, out seconds, out nanoseconds)) return false;
        if (!TryReadZone(text, out offset)) return false;
        time = Timestamp.FromSeconds((days * 86_400) + seconds - offset, nanoseconds);
        return true;
    }

    /// <summary>Year, month, day; complete when nothing follows but a zone.</summary>
    private static bool TryReadIsoDate(ref ReadOnlySpan<char> text, out long days, out bool isComplete)
    {
        days = 0;
        isComplete = false;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!TryReadDigits(text[..4], 4, 4, out long year) || !TryReadDigits(text[5..7], 2, 2, out long month)
            || !TryReadDigits(text[8..10], 2, 2, out long day) || !TryCountDays(year, month, day, out days)) return false;
        text = text[10..];
        isComplete = text.IsEmpty;
        if (!isComplete && text[0] is 'T' or ' ') text = text[1..];
        return true;
    }

    private static bool TryReadMonthDate(ref ReadOnlySpan<char> text, out long days)
    {
        days = 0;
        int comma = text.IndexOf(',');
        if (comma < 5 || text[3] != ' ') return false;
        int month = Months.AsSpan().IndexOf(text[..3], StringComparison.Ordinal);
        ReadOnlySpan<char> rest = text[(comma + 1)..].TrimStart();
        if (month < 0 || month % 3 != 0 || rest.Length < 5) return false;
        if (!TryReadDigits(text[4..comma].Trim(), 1, 2, out long day) || !TryReadDigits(rest[..4], 4, 4, out long year)
            || !TryCountDays(year, (month / 3) + 1, day, out days)) return false;
        text = rest[5..];
        return text.Length >= 8 && text[2] == ':' && text[5] == ':'; // here the clock is needed, with its seconds
    }

    /// <summary>Hours, and then minutes, seconds and decimals as far as they are there.</summary>
    private static bool TryReadClock(ref ReadOnlySpan<char> text, out long seconds, out long nanoseconds)
    {
        seconds = nanoseconds = 0;
        long unit = 3600;
        for (int part = 0; part < 3; part++, unit /= 60)
        {
            if (text.Length < 2 || !TryReadDigits(text[..2], 2, 2, out long value) || value > (part == 0 ? 23 : 59)) return false;
            seconds += value * unit;
            text = text[2..];
            if (text.IsEmpty || text[0] != ':') break;
            text = text[1..];
        }

        if (text.IsEmpty || text[0] != '.') return true;
        int digits = 1;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        ReadOnlySpan<char> fraction = text[1..digits];
        text = text[digits..];
        return TryReadFraction(fraction, out nanoseconds);
    }

    private static bool TryReadZone(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        text = text.Trim();
        if (text is "" or "Z" or "UTC") return true;
        if (text[0] is not ('+' or '-') || text.Length is not (3 or 5 or 6)) return false;
        ReadOnlySpan<char> minutes = text.Length == 3 ? "00" : text[^2..];
        if (text.Length == 6 && text[3] != ':') return false;
        if (!TryReadDigits(text[1..3], 2, 2, out long hour) || !TryReadDigits(minutes, 2, 2, out long minute)) return false;
        offset = ((hour * 3600) + (minute * 60)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.</summary>
    private static bool TryCountDays(long year, long month, long day, out long days)
    {
        days = 0;
        if (month is < 1 or > 12 || day is < 1 or > 31) return false;
        long shifted = month <= 2 ? year - 1 : year;
        long monthOfYear = (month + 9) % 12;
        days = (365 * shifted) + (shifted / 4) - (shifted / 100) + (shifted / 400)
            + (((153 * monthOfYear) + 2) / 5) + day - 1 - 719_468;
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<char> digits, out long nanoseconds)
    {
        if (!TryReadDigits(digits, 1, 9, out nanoseconds)) return false;
        for (int i = digits.Length; i < 9; i++) nanoseconds *= 10;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, int least, int most, out long value)
    {
        value = 0;
        return text.Length >= least && text.Length <= most
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
