using System.Collections.Immutable;
using NetStack.Bytes;

namespace NetStack.Simulation.Links;

/// <summary>Reads what a link should do from text: <c>--loss 2% --delay 20ms --jitter 5ms --rate 10Mbit --queue 100 --reorder 10%
/// --duplicate 5% --corrupt 1% --drop 3,7</c>. The dashes may be left out.</summary>
/// <remarks>Numbers are exact: 0.1% is 1000 millionths on every machine.</remarks>
public static class ImpairmentText
{
    /// <summary>The most frames that a script drops.</summary>
    public const int MaxDrops = 100_000;

    private const int MostDigits = 15;
    private static readonly Duration UsualReorderDelay = Duration.FromMilliseconds(5);

    /// <summary>The options, in the order in which help lists them.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["loss", "delay", "jitter", "rate", "queue", "reorder", "reorder-delay", "duplicate", "corrupt", "largest", "drop"];

    private static readonly (string Unit, long Times)[] TimeUnits =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("s", Duration.PerSecond)];

    private static readonly (string Unit, long Times)[] RateUnits =
        [("bit", 1), ("kbit", 1_000), ("Mbit", 1_000_000), ("Gbit", 1_000_000_000)];

    private static readonly (string Unit, long Times)[] PercentUnits = [("%", LinkOptions.Always / 100)];

    private static readonly (string Unit, long Times)[] NoUnits = [("", 1)];

    /// <summary>Reads all options of a direction.</summary>
    /// <param name="text">The text.</param>
    /// <param name="impairments">What it says; nothing when it is empty.</param>
    /// <param name="error">What is wrong, and where.</param>
    public static bool TryParse(string text, out Impairments impairments, out ImpairmentError error)
    {
        impairments = new();
        error = default;
        int at = 0;
        while (NextWord(text, ref at) is { Length: > 0 } name)
        {
            int nameAt = at - name.Length;
            if (NextWord(text, ref at) is not { Length: > 0 } value)
            {
                string reason = Names.Contains(name.TrimStart('-')) ? ImpairmentReasons.NoValue : ImpairmentReasons.Unknown;
                error = new(reason, nameAt, name);
                return false;
            }

            if (TrySet(ref impairments, name.TrimStart('-'), value, out string wrong)) continue;
            error = wrong == ImpairmentReasons.Unknown ? new(wrong, nameAt, name) : new(wrong, at - value.Length, value);
            return false;
        }

        return true;
    }

    /// <summary>Sets one option.</summary>
    /// <param name="impairments">Stays as it was when the value is wrong.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="reason">What is wrong: one of <see cref="ImpairmentReasons"/>.</param>
    public static bool TrySet(ref Impairments impairments, string name, string value, out string reason)
    {
        reason = KindOf(name);
        if (name == "drop") return TrySetDrops(ref impairments, value);
        if (!TryNumber(reason, value, out long number)) return false;
        LinkOptions link = impairments.Link;
        impairments = impairments with
        {
            Link = name switch
            {
                "loss" => link with { Loss = (int)number },
                "delay" => link with { Delay = new(number) },
                "jitter" => link with { Jitter = new(number) },
                "rate" => link with { BitsPerSecond = number },
                "queue" => link with { QueueFrames = (int)number },
                "reorder" => link with { Reorder = (int)number, ReorderDelay = link.ReorderDelay == default ? UsualReorderDelay : link.ReorderDelay },
                "reorder-delay" => link with { ReorderDelay = new(number) },
                "duplicate" => link with { Duplicate = (int)number },
                "corrupt" => link with { Corrupt = (int)number },
                _ => link with { LargestFrame = (int)number },
            },
        };
        return true;
    }

    /// <summary>Reads a time such as 20ms or 1.5s, an hour at most.</summary>
    public static bool TryParseDuration(string text, out Duration time)
    {
        bool isTime = TryNumber(ImpairmentReasons.Duration, text, out long nanoseconds);
        time = new(nanoseconds);
        return isTime;
    }

    private static string KindOf(string name) => name switch
    {
        "loss" or "reorder" or "duplicate" or "corrupt" => ImpairmentReasons.Percent,
        "delay" or "jitter" or "reorder-delay" => ImpairmentReasons.Duration,
        "rate" => ImpairmentReasons.Rate,
        "queue" or "largest" => ImpairmentReasons.Count,
        "drop" => ImpairmentReasons.Frames,
        _ => ImpairmentReasons.Unknown,
    };

    private static bool TryNumber(string kind, string value, out long number)
    {
        number = 0;
        return kind switch
        {
            ImpairmentReasons.Percent => TryScaled(value, PercentUnits, LinkOptions.Always, out number),
            ImpairmentReasons.Duration => TryScaled(value, TimeUnits, 3600 * Duration.PerSecond, out number),
            ImpairmentReasons.Rate => TryScaled(value, RateUnits, 1_000_000_000_000, out number),
            ImpairmentReasons.Count => TryScaled(value, NoUnits, int.MaxValue, out number),
            _ => false,
        };
    }

    /// <summary>A decimal number with a unit, as a whole number of the smallest: 1.5ms is 1500000.</summary>
    private static bool TryScaled(string value, (string Unit, long Times)[] units, long most, out long number)
    {
        number = 0;
        int end = 0;
        while (end < value.Length && (char.IsAsciiDigit(value[end]) || value[end] == '.'))
            end++;
        string digits = value[..end];
        int point = digits.IndexOf('.'), decimals = point < 0 ? 0 : digits.Length - point - 1;
        string whole = point < 0 ? digits : digits.Remove(point, 1);
        if (whole.Length is 0 or > MostDigits || whole.Contains('.')) return false;
        foreach ((string unit, long times) in units)
        {
            if (!value.AsSpan(end).SequenceEqual(unit)) continue;
            Int128 scaled = (Int128)long.Parse(whole, null) * times;
            for (; decimals > 0; decimals--)
                scaled /= 10;
            number = (long)Int128.Min(scaled, long.MaxValue);
            return scaled <= most;
        }

        return false;
    }

    /// <summary>Frame numbers and ranges of them, in any order.</summary>
    private static bool TrySetDrops(ref Impairments impairments, string value)
    {
        SortedSet<long> drops = [.. impairments.Drops];
        foreach (string part in value.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !TryScaled(ends[0], NoUnits, long.MaxValue, out long first)) return false;
            long last = first;
            if (ends.Length == 2 && !TryScaled(ends[1], NoUnits, long.MaxValue, out last)) return false;
            if (first < 1 || last < first || last - first >= MaxDrops - drops.Count) return false;
            for (long frame = first; frame <= last; frame++)
                drops.Add(frame);
        }

        impairments = impairments with { Drops = [.. drops] };
        return true;
    }

    private static string NextWord(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '='))
            at++;
        int start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != '=')
            at++;
        return text[start..at];
    }
}
