namespace NetStack.Cli;

/// <summary>What the program's exit status says. Scripts rely on these numbers: they only grow.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work was done and found a failure: a check did not hold.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>The input could not be read, or not to its end.</summary>
    public const int BadInput = 3;

    /// <summary>A permission, device or program is missing.</summary>
    public const int Missing = 4;

    /// <summary>The learner's code does not build.</summary>
    public const int DoesNotBuild = 5;

    /// <summary>A limit was exceeded.</summary>
    public const int Limit = 6;
}
