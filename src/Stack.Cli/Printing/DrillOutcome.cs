using NetStack.Bytes;

namespace NetStack.Cli.Printing;

/// <summary>What became of one script.</summary>
/// <param name="Name">The file.</param>
/// <param name="Families">The versions of IP that it ran on.</param>
/// <param name="Elapsed">Virtual time of all runs.</param>
/// <param name="Report">Why it failed; null when it passed.</param>
/// <param name="IsUnreadable">True when it is no script at all.</param>
internal sealed record DrillOutcome(string Name, string Families, Duration Elapsed, string? Report, bool IsUnreadable = false)
{
    /// <summary>Why it was not run, or null.</summary>
    public string? LeftOut { get; init; }
}
