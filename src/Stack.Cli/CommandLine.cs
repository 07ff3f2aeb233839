using System.CommandLine;
using System.CommandLine.Invocation;
using NetStack.Capture;
using NetStack.Cli.Commands;
using NetStack.Cli.Output;

namespace NetStack.Cli;

/// <summary>All commands together, and what becomes of the errors that they end with.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line.</summary>
    public static int Run(string[] arguments)
    {
        try
        {
            if (arguments.Length == 0) return Introduction.Print();
            ParseResult parsed = CreateRoot().Parse(arguments, Parsing);
            if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
                throw UserError.Usage($"{parsed.Errors[0].Message} {Texts.SeeHelp}");
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (UserError error)
        {
            return Fail(error.ExitCode, error.Message);
        }
        catch (CaptureException error)
        {
            return Fail(ExitCodeOf(error.Error), error.Message);
        }
        catch (BrokenPipeException)
        {
            return ExitCode.Done;
        }
        catch (IOException error)
        {
            return Fail(ExitCode.BadInput, error.Message);
        }
    }

    /// <summary>The commands.</summary>
    public static RootCommand CreateRoot() => new(Texts.Description)
    {
        new DissectCommand(),
    };

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine($"netstack: {message.ReplaceLineEndings(" ")}");
        return exitCode;
    }

    private static int ExitCodeOf(CaptureError error) => error switch
    {
        CaptureError.UnreadableFile or CaptureError.DamagedFile => ExitCode.BadInput,
        CaptureError.BadFilter => ExitCode.Usage,
        _ => ExitCode.Missing,
    };
}
