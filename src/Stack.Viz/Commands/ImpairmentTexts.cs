namespace NetStack.Viz.Commands;

/// <summary>Lines for what is wrong with the text of a link's impairments: {0} is what stands there.</summary>
public static class ImpairmentTexts
{
    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Unknown"/>; {1} lists the options.</summary>
    public const string Unknown = "link.error.unknown";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.NoValue"/>.</summary>
    public const string NoValue = "link.error.no-value";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Percent"/>.</summary>
    public const string Percent = "link.error.percent";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Duration"/>.</summary>
    public const string Duration = "link.error.duration";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Rate"/>.</summary>
    public const string Rate = "link.error.rate";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Count"/>.</summary>
    public const string Count = "link.error.count";

    /// <summary>See <see cref="NetStack.Simulation.Links.ImpairmentReasons.Frames"/>.</summary>
    public const string Frames = "link.error.frames";
}
