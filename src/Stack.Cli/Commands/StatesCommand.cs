using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Viz.Commands;
using NetStack.Viz.States;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack states</c>: the state diagram of TCP.</summary>
internal sealed class StatesCommand : Command
{
    private readonly Option<string?> _svg = PictureOptions.Svg();

    public StatesCommand()
        : base("states", Texts.Of(PictureTexts.States))
    {
        Options.Add(_svg);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_svg) is { } path) PictureOutput.WriteSvg<StateDiagram>(path, StateDiagramView.Plain);
        else PictureOutput.Print(StatesTerminal.Render(Texts.Catalogue, PictureOutput.ColumnsOr(PictureOutput.TableColumns)), PictureOutput.TableColumns);
        return ExitCode.Done;
    }
}
