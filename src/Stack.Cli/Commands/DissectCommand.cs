using System.CommandLine;
using NetStack.Cli.Printing;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack dissect</c>: what is in the frames of a capture. Options mean what they mean in tshark.</summary>
internal sealed class DissectCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = Texts.Of(CommandTexts.File) };
    private readonly Option<string?> _form = new("-T") { HelpName = OutputForm.Names, Description = Texts.Of(DissectTexts.Form) };
    private readonly Option<string[]> _fields = Repeated("-e", "FIELD", DissectTexts.Fields);
    private readonly Option<string[]> _format = Repeated("-E", "NAME=VALUE", DissectTexts.Format);
    private readonly Option<string[]> _preferences = Repeated("-o", "NAME:VALUE", DissectTexts.Preference);
    private readonly Option<string[]> _decodeAs = Repeated("-d", "SELECTOR,PROTOCOL", DissectTexts.DecodeAs);
    private readonly Option<string?> _filter = new("-Y") { HelpName = "FILTER", Description = Texts.Of(DissectTexts.Filter) };
    private readonly Option<int?> _count = new("-c") { HelpName = "N", Description = Texts.Of(DissectTexts.Count) };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(DissectTexts.Write) };
    private readonly Option<bool> _twoPasses = new("-2") { Description = Texts.Of(DissectTexts.TwoPasses) };

    public DissectCommand()
        : base("dissect", Texts.Of(DissectTexts.Command))
    {
        Arguments.Add(_file);
        Option[] options = [_filter, _form, _fields, _format, _preferences, _decodeAs, _twoPasses, _count, _write];
        foreach (Option option in options) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => new DissectRun(new()
    {
        File = parsed.GetRequiredValue(_file),
        Form = parsed.GetValue(_form),
        Fields = parsed.GetValue(_fields) ?? [],
        Format = parsed.GetValue(_format) ?? [],
        Preferences = parsed.GetValue(_preferences) ?? [],
        DecodeAs = parsed.GetValue(_decodeAs) ?? [],
        Filter = parsed.GetValue(_filter),
        Count = parsed.GetValue(_count),
        WriteTo = parsed.GetValue(_write),
        TwoPasses = parsed.GetValue(_twoPasses),
    }).Run();

    private static Option<string[]> Repeated(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = Texts.Of(description), Arity = ArgumentArity.OneOrMore };
}
