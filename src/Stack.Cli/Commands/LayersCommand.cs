using System.CommandLine;
using NetStack.Cli.Output;
using NetStack.Viz.Commands;
using NetStack.Viz.Layers;

namespace NetStack.Cli.Commands;

/// <summary><c>netstack layers</c>: how the layers of a frame wrap one another.</summary>
internal sealed class LayersCommand : Command
{
    private readonly Argument<string> _file = new("FILE") { Description = Texts.Of(CommandTexts.File) };
    private readonly Option<int> _frame = PictureOptions.Frame();
    private readonly Option<string?> _svg = PictureOptions.Svg();

    public LayersCommand()
        : base("layers", Texts.Of(PictureTexts.Layers))
    {
        Arguments.Add(_file);
        Options.Add(_frame);
        Options.Add(_svg);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        LayersView view = LayersView.Of(FrameSource.Read(parsed.GetRequiredValue(_file), parsed.GetValue(_frame)));
        if (parsed.GetValue(_svg) is { } path) PictureOutput.WriteSvg<LayersPicture>(path, view);
        else PictureOutput.Print(LayersTerminal.Render(view, Texts.Catalogue));
        return ExitCode.Done;
    }
}
