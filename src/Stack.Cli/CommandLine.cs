using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NetStack.Capture;
using NetStack.Cli.Commands;
using NetStack.Cli.Commands.Live;
using NetStack.Cli.Commands.Sim;
using NetStack.Cli.Output;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Commands;

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
            if (Texts.ChooseLanguage(arguments, Environment.GetEnvironmentVariable) is { } unknown)
                throw UserError.Usage(Texts.Of(CommandTexts.NoSuchLanguage, unknown, string.Join(", ", Catalogue.Languages)));
            return Invoke(CreateRoot().Parse(arguments, Parsing));
        }
        catch (UserError error)
        {
            return Fail(error.ExitCode, error.Picture is null ? error.Message : $"{error.Message}\n{error.Picture}");
        }
        catch (CaptureException error)
        {
            return Fail(ExitCodeOf(error.Error), Texts.Of(error.Reason, [.. error.Arguments]));
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

    /// <summary>The commands and the options that all of them have.</summary>
    public static RootCommand CreateRoot()
    {
        RootCommand root = new(Texts.Of(CommandTexts.Program))
        {
            new DissectCommand(),
            new LayersCommand(),
            new HeaderCommand(),
            new LadderCommand(),
            new StatesCommand(),
            new FieldsCommand(),
            new CaptureCommand(),
            new DevicesCommand(),
            new DoctorCommand(),
            new ConversationsCommand(),
            new StatisticsCommand(),
            new DrillCommand(),
            new HostCommand(),
            new PingCommand(),
            new TracerouteCommand(),
            new ResolveCommand(),
            new GetCommand(),
            new ConnectCommand(),
            new ChatCommand(),
            new BetweenCommand(),
            new ObserveCommand(),
            new TapCommand(),
            new SimCommand(),
            new Option<string>("--lang")
            {
                Recursive = true, HelpName = "en|zh-CN", Description = Texts.Of(CommandTexts.Language),
            },
        };
        root.SetAction(_ => Introduction.Print(root));
        foreach (Option option in root.Options)
        {
            if (option is HelpOption) (option.Action, option.Description) = (new HelpPrinter(), Texts.Of(CommandTexts.Help));
            if (option is VersionOption) option.Description = Texts.Of(CommandTexts.Version);
        }

        return root;
    }

    private static int Invoke(ParseResult parsed) => parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction
        ? throw UserError.Usage(ParseErrors.Describe(parsed))
        : parsed.Invoke(new() { EnableDefaultExceptionHandler = false });

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine($"netstack: {message}");
        return exitCode;
    }

    private static int ExitCodeOf(CaptureError error) => error switch
    {
        CaptureError.UnreadableFile or CaptureError.DamagedFile => ExitCode.BadInput,
        CaptureError.BadFilter => ExitCode.Usage,
        _ => ExitCode.Missing,
    };
}
