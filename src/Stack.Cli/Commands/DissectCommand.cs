using System.CommandLine;
using NetStack.Cli.Printing;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack dissect</c>: what is in the frames of a capture. Options mean what they mean in tshark.</summary>
internal sealed class DissectCommand : Command
{
    private readonly CaptureOptions _capture = new();
    private readonly Option<string?> _form = new("-T") { HelpName = OutputForm.Names, Description = Texts.Of(DissectTexts.Form) };
    private readonly Option<string[]> _fields = CaptureOptions.Repeated("-e", "FIELD", DissectTexts.Fields);
    private readonly Option<string[]> _format = CaptureOptions.Repeated("-E", "NAME=VALUE", DissectTexts.Format);
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(DissectTexts.Write) };
    private readonly Option<bool> _twoPasses = new("-2") { Description = Texts.Of(DissectTexts.TwoPasses) };

    public DissectCommand()
        : base("dissect", Texts.Of(DissectTexts.Command))
    {
        _capture.AddTo(this);
        foreach (Option option in (Option[])[_form, _fields, _format, _twoPasses, _write]) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => new DissectRun(new()
    {
        File = parsed.GetRequiredValue(_capture.File),
        Form = parsed.GetValue(_form),
        Fields = parsed.GetValue(_fields) ?? [],
        Format = parsed.GetValue(_format) ?? [],
        Preferences = parsed.GetValue(_capture.Preferences) ?? [],
        DecodeAs = parsed.GetValue(_capture.DecodeAsRules) ?? [],
        Filter = parsed.GetValue(_capture.Filter),
        Count = parsed.GetValue(_capture.Count),
        WriteTo = parsed.GetValue(_write),
        TwoPasses = parsed.GetValue(_twoPasses),
    }).Run();
}
