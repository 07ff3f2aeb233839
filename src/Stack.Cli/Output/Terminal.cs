namespace NetStack.Cli.Output;

/// <summary>What is known of the terminal, if there is one.</summary>
internal static class Terminal
{
    /// <summary>True when colour helps: a person sees the output, and has not said NO_COLOR (see no-color.org).</summary>
    public static bool OutputHasColor => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
