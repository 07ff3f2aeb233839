using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Conformance.Syntax;

/// <summary>Times: 0.1, +0.1, *, spans 0.1~0.2 and blocking calls +0...0.1. Whole nanoseconds; there is no floating point.</summary>
internal sealed partial class ScriptParser
{
    private const int NanosecondDigits = 9;

    /// <summary>About thirty years: a sum of two never overflows.</summary>
    private const long MaxSeconds = 1_000_000_000;

    private bool TryParseTime(out EventTime time)
    {
        time = new(EventTimeKind.Any, default, default, null);
        if (_cursor.TryTake("*")) return true;
        bool isRelative = _cursor.TryTake("+");
        if (!TryParseSeconds(out Duration earliest)) return false;
        Duration latest = earliest;
        Duration? returnsAt = null;
        if (_cursor.TryTake("..."))
        {
            if (!TryParseEnd(isRelative, earliest, out Duration end)) return false;
            returnsAt = end;
        }
        else if (_cursor.TryTake("~") && !TryParseEnd(isRelative, earliest, out latest))
        {
            return false;
        }

        time = new(isRelative ? EventTimeKind.Relative : EventTimeKind.Absolute, earliest, latest, returnsAt);
        return true;
    }

    /// <summary>The end of a span counts from where its begin does; a plus before it is allowed, and needed by nobody.</summary>
    private bool TryParseEnd(bool isRelative, Duration earliest, out Duration end)
    {
        end = default;
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        if (_cursor.TryTake("+") && !isRelative) return _cursor.FailAt(begin, ScriptReasons.TimeMixed, Cursor.Quote("+"));
        if (!TryParseSeconds(out end)) return false;
        return end >= earliest || _cursor.FailAt(begin, ScriptReasons.TimeEndsEarly, Cursor.Quote(source.Text[begin.._cursor.Position]));
    }

    private bool TryParseSeconds(out Duration time)
    {
        _cursor.SkipBlanks();
        time = default;
        int begin = _cursor.Position;
        string whole = _cursor.TakeWhile(char.IsAsciiDigit), fraction = "";
        if (_cursor.Current == '.' && char.IsAsciiDigit(_cursor.At(1)))
        {
            _cursor.Position++;
            fraction = _cursor.TakeWhile(char.IsAsciiDigit);
        }

        if (whole.Length + fraction.Length == 0) return _cursor.Fail(ScriptReasons.ExpectedTime);
        string found = Cursor.Quote(source.Text[begin.._cursor.Position]);
        if (fraction.Length > NanosecondDigits) return _cursor.FailAt(begin, ScriptReasons.TimeTooPrecise, found);
        if (!TryDecimal(whole, out long seconds) || seconds > MaxSeconds)
            return _cursor.FailAt(begin, ScriptReasons.NumberRange, found, "0", Script.Decimal(MaxSeconds));
        TryDecimal(fraction.PadRight(NanosecondDigits, '0'), out long nanoseconds);
        time = new(seconds * Duration.PerSecond + nanoseconds);
        return true;
    }

    private static bool TryDecimal(string digits, out long value)
    {
        value = 0;
        return digits.Length == 0 || long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
