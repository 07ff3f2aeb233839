using System.CommandLine;
using System.CommandLine.Invocation;
using NetStack.Viz.Commands;

namespace NetStack.Cli;

/// <summary><c>--help</c>, in the person's language.</summary>
internal sealed class HelpPrinter : SynchronousCommandLineAction
{
    private const int FirstColumnWidth = 32;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Print(parseResult.CommandResult.Command, parseResult.RootCommandResult.Command, Console.Out);
        return ExitCode.Done;
    }

    /// <summary>Prints the help of a command.</summary>
    public static void Print(Command command, Command root, TextWriter output)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"{Texts.Of(CommandTexts.Usage)} netstack {UsageLine.Of(command)}");
        PrintSection(output, CommandTexts.Commands, command.Subcommands.Select(sub => (sub.Name, sub.Description)));
        PrintSection(output, CommandTexts.Arguments, command.Arguments.Select(argument => (argument.Name, argument.Description)));
        IEnumerable<Option> options = command.Options.Concat(root.Options.Where(option => option.Recursive)).Distinct();
        PrintSection(output, CommandTexts.Options, options.Where(option => !option.Hidden).Select(DescribeOption));
    }

    private static (string Name, string? Description) DescribeOption(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => !alias.StartsWith('/') && alias != "-?").Prepend(option.Name));
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description);
    }

    private static void PrintSection(TextWriter output, string heading, IEnumerable<(string Name, string? Description)> rows)
    {
        bool any = false;
        foreach ((string name, string? description) in rows)
        {
            if (!any) output.WriteLine($"\n{Texts.Of(heading)}");
            any = true;
            string gap = name.Length < FirstColumnWidth - 2 ? "" : "\n" + new string(' ', FirstColumnWidth);
            output.WriteLine($"  {name.PadRight(FirstColumnWidth - 2)}{gap}{description}");
        }
    }
}
