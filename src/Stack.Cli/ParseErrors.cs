using System.CommandLine;
using System.CommandLine.Parsing;
using NetStack.Viz.Commands;

namespace NetStack.Cli;

/// <summary>What is wrong with a command line, in the person's language and in one line.</summary>
internal static class ParseErrors
{
    /// <summary>Tells of the first error.</summary>
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string extra, ..]) return DescribeExtra(command, extra);
        return parsed.Errors[0].SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option => Texts.Of(CommandTexts.NoValue, option.Option.Name),
            OptionResult option => Texts.Of(CommandTexts.BadValue, option.Option.Name, option.Tokens[^1].Value),
            ArgumentResult { Tokens.Count: > 0 } argument =>
                Texts.Of(CommandTexts.BadValue, argument.Argument.Name, argument.Tokens[^1].Value),
            _ => Texts.Of(CommandTexts.Missing, command.Arguments.FirstOrDefault()?.Name ?? "", UsageLine.Of(command)),
        };
    }

    private static string DescribeExtra(Command command, string extra)
    {
        if (extra is ['-', _, ..])
            return Texts.Of(CommandTexts.NoSuchOption, extra, Nearest.Names(extra, [.. command.Options.Select(option => option.Name)]));
        return command is RootCommand
            ? Texts.Of(CommandTexts.NoSuchCommand, extra, Nearest.Names(extra, [.. command.Subcommands.Select(known => known.Name)]))
            : Texts.Of(CommandTexts.TooMany, extra);
    }
}
