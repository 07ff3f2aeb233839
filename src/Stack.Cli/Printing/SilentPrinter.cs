using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>Prints nothing: for <c>-w</c> alone.</summary>
internal sealed class SilentPrinter : FramePrinter
{
    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => [];

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
    }
}
