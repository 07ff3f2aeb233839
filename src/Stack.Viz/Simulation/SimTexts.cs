namespace NetStack.Viz.Simulation;

/// <summary>Texts of <c>netstack sim</c>.</summary>
public static class SimTexts
{
    /// <summary>netstack sim.</summary>
    public const string Command = "sim.command";

    /// <summary>netstack sim run.</summary>
    public const string Run = "sim.run";

    /// <summary>SCENARIO.</summary>
    public const string Scenario = "sim.scenario";

    /// <summary>--seed.</summary>
    public const string Seed = "sim.seed";

    /// <summary>--until.</summary>
    public const string Until = "sim.until";

    /// <summary>--vantage.</summary>
    public const string Vantage = "sim.vantage";

    /// <summary>--view.</summary>
    public const string View = "sim.view";

    /// <summary>-w.</summary>
    public const string Write = "sim.write";

    /// <summary>--quiet.</summary>
    public const string Quiet = "sim.quiet";

    /// <summary>A folder. Arguments: path.</summary>
    public const string IsFolder = "sim.is-folder";

    /// <summary>No time. Arguments: text.</summary>
    public const string BadTime = "sim.bad-time";

    /// <summary>The end. Arguments: title, time, steps.</summary>
    public const string Ended = "sim.ended";

    /// <summary>A cable. Arguments: name, frames and drops forth, frames and drops back.</summary>
    public const string Link = "sim.link";

    /// <summary>Before the conversations. Arguments: node, frames.</summary>
    public const string Seen = "sim.seen";
}
