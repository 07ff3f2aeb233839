namespace NetStack.Cli;

/// <summary>Something that the person at the keyboard can put right: one line that says what, where and what to do.
/// It ends the program; a stack trace would help nobody.</summary>
internal sealed class UserError(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command line makes no sense.</summary>
    public static UserError Usage(string message) => new(Cli.ExitCode.Usage, message);

    /// <summary>The input could not be read.</summary>
    public static UserError BadInput(string message) => new(Cli.ExitCode.BadInput, message);
}
