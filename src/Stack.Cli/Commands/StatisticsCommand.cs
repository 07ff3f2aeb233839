using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Viz.Commands;
using NetStack.Viz.Statistics;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack statistics</c>: what a capture is made of.</summary>
internal sealed class StatisticsCommand : Command
{
    private readonly CaptureOptions _capture = new();
    private readonly Option<int> _limit = OverviewOptions.Limit(20);

    public StatisticsCommand()
        : base("statistics", Texts.Of(OverviewTexts.Statistics))
    {
        _capture.AddTo(this);
        Options.Add(_limit);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        CapturePass pass = new(_capture, parsed, new());
        StatisticsCollector statistics = new();
        pass.Run(statistics.Add);
        PictureOutput.Print(new StatisticsTerminal(statistics, Texts.Catalogue, parsed.GetValue(_limit)).Render(), PictureOutput.TableColumns);
        return pass.Finish();
    }
}
