using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack capture</c>: packets of a device, shown and written as they pass. Options mean what they mean
/// in tshark.</summary>
internal sealed class CaptureCommand : Command
{
    private readonly Option<string> _device = new("-i") { HelpName = "DEV", Required = true, Description = Texts.Of(CaptureTexts.Device) };
    private readonly Option<string?> _captureFilter = new("-f") { HelpName = "BPF", Description = Texts.Of(CaptureTexts.Filter) };
    private readonly Option<int?> _count = new("-c") { HelpName = "N", Description = Texts.Of(CaptureTexts.Count) };
    private readonly Option<string[]> _stopWhen = new("-a")
    {
        HelpName = "duration:S|filesize:KB", Description = Texts.Of(CaptureTexts.StopWhen), Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int?> _snapLength = new("-s") { HelpName = "N", Description = Texts.Of(CaptureTexts.SnapLength) };
    private readonly Option<bool> _notPromiscuous = new("-p") { Description = Texts.Of(CaptureTexts.NotPromiscuous) };
    private readonly Option<int?> _buffer = new("-B") { HelpName = "MIB", Description = Texts.Of(CaptureTexts.Buffer) };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(CaptureTexts.Write) };
    private readonly Option<string?> _filter = new("-Y") { HelpName = "FILTER", Description = Texts.Of(CaptureTexts.Select) };
    private readonly Option<string?> _view = new("--view") { HelpName = CaptureView.Names, Description = Texts.Of(CaptureTexts.View) };

    public CaptureCommand()
        : base("capture", Texts.Of(CaptureTexts.Command))
    {
        Option[] options =
            [_device, _captureFilter, _count, _stopWhen, _snapLength, _notPromiscuous, _buffer, _write, _filter, _view];
        foreach (Option option in options) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed) => new CaptureRun(new()
    {
        Device = parsed.GetRequiredValue(_device),
        CaptureFilter = parsed.GetValue(_captureFilter),
        Count = Positive("-c", parsed.GetValue(_count)),
        StopWhen = parsed.GetValue(_stopWhen) ?? [],
        SnapLength = Positive("-s", parsed.GetValue(_snapLength)),
        NotPromiscuous = parsed.GetValue(_notPromiscuous),
        BufferMebibytes = Positive("-B", parsed.GetValue(_buffer)),
        WriteTo = parsed.GetValue(_write),
        DisplayFilter = parsed.GetValue(_filter),
        View = parsed.GetValue(_view),
    }).Run();

    private static int? Positive(string option, int? number) => number is null or > 0 ? number
        : throw UserError.Usage(Texts.Of(CaptureTexts.BadNumber, option, number));
}
