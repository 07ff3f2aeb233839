using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli;

/// <summary>How a command is written, in a line.</summary>
internal static class UsageLine
{
    /// <summary>The command with its arguments: <c>dissect FILE [options]</c>.</summary>
    public static string Of(Command command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name);
        string options = Texts.Of(CommandTexts.OptionsPlaceholder);
        return command is RootCommand
            ? $"{Texts.Of(CommandTexts.CommandPlaceholder)} {options}"
            : string.Join(' ', [.. arguments.Prepend(command.Name), options]);
    }
}
