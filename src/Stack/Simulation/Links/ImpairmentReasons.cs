namespace NetStack.Simulation.Links;

/// <summary>What can be wrong with the text of an impairment. The sentences stand in the catalogues.</summary>
public static class ImpairmentReasons
{
    /// <summary>There is no such option.</summary>
    public const string Unknown = "link.error.unknown";

    /// <summary>The option's value is missing.</summary>
    public const string NoValue = "link.error.no-value";

    /// <summary>Not a share such as 2%.</summary>
    public const string Percent = "link.error.percent";

    /// <summary>Not a time such as 20ms.</summary>
    public const string Duration = "link.error.duration";

    /// <summary>Not a rate such as 10Mbit.</summary>
    public const string Rate = "link.error.rate";

    /// <summary>Not a number of frames or octets.</summary>
    public const string Count = "link.error.count";

    /// <summary>Not a list of frames such as 3,7 or 10-19.</summary>
    public const string Frames = "link.error.frames";
}
