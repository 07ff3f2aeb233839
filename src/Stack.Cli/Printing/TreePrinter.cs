using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Tree;

namespace NetStack.Cli.Printing;

/// <summary><c>-T tree</c>: every frame as a tree of layers and fields, with a line between two frames.</summary>
internal sealed class TreePrinter(Utf8Writer writer, Catalogue catalogue) : FramePrinter
{
    private readonly TreeRenderer _renderer = new(catalogue);

    /// <inheritdoc/>
    public override IEnumerable<Field>? Wanted => null;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _renderer.Write(writer, frame);
        writer.Write((byte)'\n');
    }
}
