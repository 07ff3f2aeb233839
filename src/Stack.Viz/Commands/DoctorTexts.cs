namespace NetStack.Viz.Commands;

/// <summary>Texts of <c>netstack doctor</c>.</summary>
public static class DoctorTexts
{
    /// <summary>What it does.</summary>
    public const string Command = "doctor.command";

    /// <summary>--fix.</summary>
    public const string Fix = "doctor.fix";

    /// <summary>--yes.</summary>
    public const string Yes = "doctor.yes";

    /// <summary>A thing is there.</summary>
    public const string Ok = "doctor.ok";

    /// <summary>A thing is missing.</summary>
    public const string Missing = "doctor.missing";

    /// <summary>All things are there.</summary>
    public const string AllWell = "doctor.all-well";

    /// <summary>Some are missing; --fix was not given. Argument: how many.</summary>
    public const string SomeMissing = "doctor.some-missing";

    /// <summary>Before the commands that --fix runs.</summary>
    public const string WillRun = "doctor.will-run";

    /// <summary>May they be run?</summary>
    public const string Ask = "doctor.ask";

    /// <summary>The answers that mean yes, with spaces between; any beginning of one counts.</summary>
    public const string Affirmative = "doctor.affirmative";

    /// <summary>Nothing was run.</summary>
    public const string NothingRun = "doctor.nothing-run";

    /// <summary>A command failed. Arguments: the command, its exit status.</summary>
    public const string Failed = "doctor.failed";

    /// <summary>What .NET is for.</summary>
    public const string Dotnet = "doctor.need.dotnet";

    /// <summary>What libpcap is for.</summary>
    public const string Libpcap = "doctor.need.libpcap";

    /// <summary>The right to capture.</summary>
    public const string Rights = "doctor.need.rights";

    /// <summary>What TAP is for.</summary>
    public const string Tap = "doctor.need.tap";

    /// <summary>What ip is for.</summary>
    public const string Ip = "doctor.need.ip";

    /// <summary>What tc is for.</summary>
    public const string Tc = "doctor.need.tc";

    /// <summary>What ping is for.</summary>
    public const string Ping = "doctor.need.ping";

    /// <summary>What curl is for.</summary>
    public const string Curl = "doctor.need.curl";

    /// <summary>What nginx is for.</summary>
    public const string Nginx = "doctor.need.nginx";

    /// <summary>What tcpdump is for.</summary>
    public const string Tcpdump = "doctor.need.tcpdump";

    /// <summary>What tshark is for.</summary>
    public const string Tshark = "doctor.need.tshark";

    /// <summary>What to do where we know no command. Argument: what is missing.</summary>
    public const string ByHand = "doctor.by-hand";
}
