using NetStack.Viz.Commands;

namespace NetStack.Cli.Printing;

/// <summary>Which of a field's occurrences in a frame are printed.</summary>
internal enum Occurrence
{
    /// <summary>All, joined.</summary>
    All,

    /// <summary>The first.</summary>
    First,

    /// <summary>The last.</summary>
    Last,
}

/// <summary>How <c>-T fields</c> lays out its cells: what <c>-E</c> sets.</summary>
internal sealed record FieldsFormat
{
    /// <summary>How settings are written.</summary>
    public const string Settings =
        "header=y|n, bom=y|n, separator=/t|/s|CHARACTER, aggregator=/s|CHARACTER, occurrence=f|l|a, quote=d|s|n";

    /// <summary>Between two cells.</summary>
    public byte Separator { get; init; } = (byte)'\t';

    /// <summary>Between two occurrences in one cell.</summary>
    public byte Aggregator { get; init; } = (byte)',';

    /// <summary>Around a cell that is not empty; 0 for nothing.</summary>
    public byte Quote { get; init; }

    /// <summary>Which occurrences.</summary>
    public Occurrence Occurrence { get; init; }

    /// <summary>Print a first line with the names.</summary>
    public bool Header { get; init; }

    /// <summary>Print a byte order mark first.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>Reads the settings of <c>-E</c>, each <c>NAME=VALUE</c>.</summary>
    /// <exception cref="UserError">A setting is not known.</exception>
    public static FieldsFormat Parse(IEnumerable<string> settings) => settings.Aggregate(new FieldsFormat(), Set);

    private static FieldsFormat Set(FieldsFormat format, string setting)
    {
        (string name, string value) = setting.Split('=', 2) is [var left, var right] ? (left, right) : (setting, "");
        FieldsFormat? changed = (name, value) switch
        {
            ("header", "y" or "n") => format with { Header = value == "y" },
            ("bom", "y" or "n") => format with { ByteOrderMark = value == "y" },
            ("separator", _) when Character(value) is { } separator => format with { Separator = separator },
            ("aggregator", _) when Character(value) is { } aggregator => format with { Aggregator = aggregator },
            ("occurrence", "a") => format with { Occurrence = Occurrence.All },
            ("occurrence", "f") => format with { Occurrence = Occurrence.First },
            ("occurrence", "l") => format with { Occurrence = Occurrence.Last },
            ("quote", "n") => format with { Quote = 0 },
            ("quote", "d") => format with { Quote = (byte)'"' },
            ("quote", "s") => format with { Quote = (byte)'\'' },
            _ => null,
        };
        return changed ?? throw UserError.Usage(Texts.Of(DissectTexts.BadFormat, setting, Settings));
    }

    private static byte? Character(string value) => value switch
    {
        "/t" => (byte)'\t',
        "/s" => (byte)' ',
        [< '\x7F'] => (byte)value[0],
        _ => null,
    };
}
