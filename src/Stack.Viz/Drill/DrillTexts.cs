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

    /// <summary>--live.</summary>
    public const string Live = "drill.live";

    /// <summary>--longest.</summary>
    public const string Longest = "drill.longest";

    /// <summary>A script that was not run against the kernel. Arguments: its name, why.</summary>
    public const string LeftOut = "drill.left-out";

    /// <summary>Why: it uses a setting that only this stack has. Arguments: the setting.</summary>
    public const string OwnSetting = "drill.own-setting";

    /// <summary>Why: it lasts too long. Arguments: seconds.</summary>
    public const string TooLong = "drill.too-long";

    /// <summary>The last line with --live. Arguments: how many passed, failed, were left out.</summary>
    public const string LiveSummary = "drill.live-summary";

    /// <summary>Only Linux can.</summary>
    public const string OtherSystem = "kernel.error.other-system";

    /// <summary>No right to a namespace. Arguments: this program's path.</summary>
    public const string NoNamespace = "kernel.error.no-namespace";

    /// <summary>No TUN device. Arguments: this program's path.</summary>
    public const string NoTun = "kernel.error.no-tun";

    /// <summary>No command ip. Arguments: what installs it.</summary>
    public const string NoIpCommand = "kernel.error.no-ip";

    /// <summary>ip failed. Arguments: what it was told, what it said.</summary>
    public const string IpFailed = "kernel.error.ip-failed";

    /// <summary>No IPv6 with such an MTU. Arguments: the MTU.</summary>
    public const string MtuTooSmall = "kernel.error.mtu-too-small";

    /// <summary>The kernel refuses a setting. Arguments: name, value.</summary>
    public const string UnknownSetting = "kernel.error.unknown-setting";
}
