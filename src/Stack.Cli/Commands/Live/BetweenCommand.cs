using System.CommandLine;
using NetStack.Capture.Devices;
using NetStack.Capture.Pumping;
using NetStack.Cli.Live;
using NetStack.Cli.Output;
using NetStack.Simulation.Links;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands.Live;

/// <summary><c>netstack between</c>: a cable between two devices that loses, delays, reorders and damages frames.</summary>
internal sealed class BetweenCommand : Command
{
    private readonly Argument<string> _first = new("DEV1") { Description = Texts.Of(LiveTexts.BetweenDevice) };
    private readonly Argument<string> _second = new("DEV2") { Description = Texts.Of(LiveTexts.BetweenDevice) };
    private readonly ImpairmentOptions _link = new();
    private readonly Option<string?> _namespace = new("--netns") { HelpName = "NAME", Description = Texts.Of(LiveTexts.Netns) };
    private readonly Option<string?> _write = new("-w") { HelpName = "FILE", Description = Texts.Of(LiveTexts.Write) };
    private readonly Option<string> _view = new("--view") { HelpName = "ladder|summary|tree|layers|none", Description = Texts.Of(LiveTexts.View), DefaultValueFactory = _ => "ladder" };

    public BetweenCommand()
        : base("between", Texts.Of(LiveTexts.BetweenCommand))
    {
        Arguments.Add(_first);
        Arguments.Add(_second);
        _link.AddTo(this);
        foreach (Option option in (Option[])[_namespace, _write, _view]) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        (Impairments forth, Impairments back) = _link.Read(parsed) ?? (new(), new());
        string first = parsed.GetRequiredValue(_first), second = parsed.GetRequiredValue(_second);
        if (first == second) throw UserError.Usage(Texts.Of(LiveTexts.TwoDevices));
        string view = parsed.GetRequiredValue(_view);
        if (view is LiveView.Events or LiveView.Connections) throw UserError.Usage(Texts.Of(LiveTexts.NoHost, view));
        using LiveDisplay display = new(view, parsed.GetValue(_write));
        using PcapNic left = PcapNic.Open(new() { Name = first, TakesAll = true, NetworkNamespace = parsed.GetValue(_namespace) });
        using PcapNic right = PcapNic.Open(new() { Name = second, TakesAll = true, NetworkNamespace = parsed.GetValue(_namespace) });
        using Middlebox middlebox = new(left, right, new()
        {
            Forth = forth, Back = back, Seed = _link.SeedOf(parsed), Arriving = display.Frames, Notices = LiveDisplay.Notice,
        });
        display.Begin($"{first}-{second}", null);
        Console.Error.WriteLine(Texts.Of(LiveTexts.BetweenRuns, first, second));
        Console.Error.WriteLine(Texts.Of(LiveTexts.CtrlC));
        middlebox.Start();
        using StopSignals signals = new();
        while (!signals.IsRequested && !middlebox.Completion.IsCompleted) display.Show();
        display.End();
        Tell(first, second, middlebox.Forth);
        Tell(second, first, middlebox.Back);
        if (middlebox.Completion.IsFaulted) middlebox.Completion.GetAwaiter().GetResult();
        return ExitCode.Done;
    }

    private static void Tell(string from, string to, LaneCounters counters) => Console.Error.WriteLine(Texts.Of(
        LiveTexts.BetweenSummary, from, to, counters.Offered, counters.Lost, counters.Delivered, counters.DeliveredOctets, counters.Refused));
}
