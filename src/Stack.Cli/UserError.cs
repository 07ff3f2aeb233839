namespace NetStack.Cli;

/// <summary>Something that the person at the keyboard can put right: one line that says what, where and what to do.
/// It ends the program; a stack trace would help nobody.</summary>
internal sealed class UserError(int exitCode, string message, string? picture = null) : Exception(message)
{
    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Lines below the message that show the place: an expression with a caret under it.</summary>
    public string? Picture { get; } = picture;

    /// <summary>The command line makes no sense.</summary>
    public static UserError Usage(string message) => new(Cli.ExitCode.Usage, message);

    /// <summary>A permission, a device or a program is missing.</summary>
    public static UserError Missing(string message) => new(Cli.ExitCode.Missing, message);

    /// <summary>The input could not be read.</summary>
    public static UserError BadInput(string message) => new(Cli.ExitCode.BadInput, message);
}
