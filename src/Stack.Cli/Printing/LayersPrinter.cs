using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Layers;
using Spectre.Console;

namespace NetStack.Cli.Printing;

/// <summary>Every frame as its encapsulation picture.</summary>
internal sealed class LayersPrinter(Utf8Writer writer, Catalogue catalogue) : FramePrinter
{
    /// <inheritdoc/>
    public override IEnumerable<Field>? Wanted => null;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = Terminal.OutputHasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Terminal.OutputHasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Write(LayersTerminal.Render(LayersView.Of(frame), catalogue));
        writer.Write(text.ToString());
        writer.Write((byte)'\n');
    }
}
