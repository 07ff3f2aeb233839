using System.CommandLine;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>The argument and options of every command that reads a whole capture: FILE, -Y, -o, -d, -c.</summary>
internal sealed class CaptureOptions
{
    /// <summary>FILE.</summary>
    public Argument<string> File { get; } = new("FILE") { Description = Texts.Of(CommandTexts.File) };

    /// <summary>-Y.</summary>
    public Option<string?> Filter { get; } = new("-Y") { HelpName = "FILTER", Description = Texts.Of(DissectTexts.Filter) };

    /// <summary>-o.</summary>
    public Option<string[]> Preferences { get; } = Repeated("-o", "NAME:VALUE", DissectTexts.Preference);

    /// <summary>-d.</summary>
    public Option<string[]> DecodeAsRules { get; } = Repeated("-d", "SELECTOR,PROTOCOL", DissectTexts.DecodeAs);

    /// <summary>-c.</summary>
    public Option<int?> Count { get; } = new("-c") { HelpName = "N", Description = Texts.Of(DissectTexts.Count) };

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(File);
        foreach (Option option in (Option[])[Filter, Preferences, DecodeAsRules, Count]) command.Options.Add(option);
    }

    /// <summary>The protocols, with the rules of -d.</summary>
    public ProtocolRegistry CreateRegistry(ParseResult parsed) =>
        DecodeAs.Apply(KnownProtocols.Create(), parsed.GetValue(DecodeAsRules) ?? []);

    /// <summary>An option that may be repeated.</summary>
    public static Option<string[]> Repeated(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = Texts.Of(description), Arity = ArgumentArity.OneOrMore };
}
