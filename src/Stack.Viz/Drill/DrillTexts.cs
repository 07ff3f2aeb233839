namespace NetStack.Viz.Drill;

/// <summary>Texts of <c>netstack drill</c>.</summary>
public static class DrillTexts
{
    /// <summary>What it does.</summary>
    public const string Command = "drill.command";

    /// <summary>FILE or DIR.</summary>
    public const string Path = "drill.path";

    /// <summary>--junit.</summary>
    public const string JUnit = "drill.junit";

    /// <summary>-v.</summary>
    public const string Verbose = "drill.verbose";

    /// <summary>A line of -v: a script that passed. Arguments: its name, versions of IP, milliseconds of virtual time.</summary>
    public const string Passed = "drill.passed";

    /// <summary>A line of -v: a script that failed. Arguments: its name.</summary>
    public const string Failed = "drill.failed";

    /// <summary>The last line. Arguments: how many passed, how many failed.</summary>
    public const string Summary = "drill.summary";

    /// <summary>While it runs. Arguments: done, all.</summary>
    public const string Progress = "drill.progress";

    /// <summary>No script in a folder. Arguments: the folder.</summary>
    public const string NoScripts = "drill.no-scripts";

    /// <summary>A file or folder that is not there. Arguments: its path.</summary>
    public const string NotFound = "drill.not-found";

    /// <summary>A file that cannot be read. Arguments: its path, why.</summary>
    public const string Unreadable = "drill.unreadable";

    /// <summary>Heads of the columns: field, expected, actual.</summary>
    public const string Field = "drill.field";

    /// <summary>What the script says.</summary>
    public const string Expected = "drill.expected";

    /// <summary>What was there.</summary>
    public const string Actual = "drill.actual";

    /// <summary>Before the ladder.</summary>
    public const string Ladder = "drill.ladder";

    /// <summary>A step of the ladder that belongs to a line. Arguments: the line.</summary>
    public const string Line = "drill.line";

    /// <summary>A packet that no line expects.</summary>
    public const string NoLine = "drill.no-line";

    /// <summary>Before the events.</summary>
    public const string Events = "drill.events";

    /// <summary>Where a failure is when it is at no line: the end of the script.</summary>
    public const string End = "drill.end";
}
