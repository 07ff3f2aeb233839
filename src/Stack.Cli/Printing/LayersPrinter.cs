using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Layers;

namespace NetStack.Cli.Printing;

/// <summary>Every frame as its encapsulation picture.</summary>
internal sealed class LayersPrinter(Utf8Writer writer, Catalogue catalogue) : FramePrinter
{
    /// <inheritdoc/>
    public override IEnumerable<Field>? Wanted => null;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        PictureOutput.Write(writer, LayersTerminal.Render(LayersView.Of(frame), catalogue), PictureOutput.Columns);
        writer.Write((byte)'\n');
    }
}
