namespace NetStack.Viz.Statistics;

/// <summary>Texts of the statistics.</summary>
public static class StatisticsTexts
{
    /// <summary>The first line. Arguments: frames, octets, time from first to last.</summary>
    public const string Total = "statistics.total";

    /// <summary>There is no frame.</summary>
    public const string Empty = "statistics.empty";

    /// <summary>Heading of the protocol hierarchy.</summary>
    public const string Hierarchy = "statistics.hierarchy";

    /// <summary>Heading of the addresses.</summary>
    public const string Endpoints = "statistics.endpoints";

    /// <summary>Heading of traffic over time. Argument: the length of an interval.</summary>
    public const string Timeline = "statistics.timeline";

    /// <summary>Heading of the findings.</summary>
    public const string Findings = "statistics.findings";

    /// <summary>Said where nothing was noticed.</summary>
    public const string Nothing = "statistics.nothing";

    /// <summary>Column: protocol.</summary>
    public const string Protocol = "statistics.protocol";

    /// <summary>Column: frames.</summary>
    public const string Frames = "statistics.frames";

    /// <summary>Column: octets.</summary>
    public const string Octets = "statistics.octets";

    /// <summary>Column: share.</summary>
    public const string Share = "statistics.share";

    /// <summary>Column: address.</summary>
    public const string Address = "statistics.address";

    /// <summary>Column: frames sent.</summary>
    public const string FramesSent = "statistics.frames-sent";

    /// <summary>Column: octets sent.</summary>
    public const string OctetsSent = "statistics.octets-sent";

    /// <summary>Column: frames received.</summary>
    public const string FramesReceived = "statistics.frames-received";

    /// <summary>Column: octets received.</summary>
    public const string OctetsReceived = "statistics.octets-received";

    /// <summary>Column: time since the first frame.</summary>
    public const string Since = "statistics.since";

    /// <summary>Column: how much a finding matters.</summary>
    public const string Severity = "statistics.severity";

    /// <summary>Column: how often.</summary>
    public const string Count = "statistics.count";

    /// <summary>Column: the first frame.</summary>
    public const string FirstFrame = "statistics.first-frame";

    /// <summary>Column: what was found.</summary>
    public const string What = "statistics.what";

    /// <summary>More rows than are shown. Argument: how many more.</summary>
    public const string More = "statistics.more";
}
