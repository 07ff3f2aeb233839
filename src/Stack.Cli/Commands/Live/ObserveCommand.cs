using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack observe</c>: conversations of others as our stack would see them: the states of both ends inferred, and the
/// ladder while it grows.</summary>
internal sealed class ObserveCommand : Command
{
    private readonly Argument<string?> _file = new("FILE") { Description = Texts.Of(LiveTexts.ObserveFile), Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _device = new("-i") { HelpName = "DEV", Description = Texts.Of(CaptureTexts.Device) };
    private readonly Option<string?> _captureFilter = new("-f") { HelpName = "BPF", Description = Texts.Of(CaptureTexts.Filter) };
    private readonly Option<string?> _filter = new("-Y") { HelpName = "FILTER", Description = Texts.Of(CaptureTexts.Select) };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(CaptureTexts.Write) };
    private readonly Option<int?> _count = new("-c") { HelpName = "N", Description = Texts.Of(CaptureTexts.Count) };
    private readonly Option<string[]> _stopWhen = new("-a") { HelpName = "duration:S|filesize:KB", Description = Texts.Of(CaptureTexts.StopWhen) };

    public ObserveCommand()
        : base("observe", Texts.Of(LiveTexts.ObserveCommand))
    {
        Arguments.Add(_file);
        foreach (Option option in (Option[])[_device, _captureFilter, _filter, _write, _count, _stopWhen]) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => (parsed.GetValue(_device), parsed.GetValue(_file)) switch
    {
        ({ } device, null) => new CaptureRun(new()
        {
            Device = device, CaptureFilter = parsed.GetValue(_captureFilter), DisplayFilter = parsed.GetValue(_filter), WriteTo = parsed.GetValue(_write),
            Count = parsed.GetValue(_count), StopWhen = parsed.GetValue(_stopWhen) ?? [], View = "ladder",
        }).Run(),
        (null, { } file) => ObserveFile.Run(file, parsed.GetValue(_filter), parsed.GetValue(_count)),
        _ => throw UserError.Usage(Texts.Of(LiveTexts.ObserveWhat)),
    };
}
