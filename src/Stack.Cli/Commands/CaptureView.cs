using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Cli.Printing;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>The views of <c>--view</c>.</summary>
internal static class CaptureView
{
    /// <summary>Their names.</summary>
    public const string Names = "summary|tree|layers|ladder";

    /// <summary>Makes the printer of a view.</summary>
    /// <param name="view">Its name; null for none said: a line a packet, or nothing when the packets are written.</param>
    /// <param name="isWritten">Whether the packets go to a file, too.</param>
    /// <param name="writer">Where it prints.</param>
    /// <exception cref="UserError">There is no such view.</exception>
    public static FramePrinter Create(string? view, bool isWritten, Utf8Writer writer) => view switch
    {
        null when isWritten => new SilentPrinter(),
        null or "summary" => new SummaryPrinter(writer, Terminal.OutputHasColor),
        "tree" => new TreePrinter(writer, Texts.Catalogue),
        "layers" => new LayersPrinter(writer, Texts.Catalogue),
        "ladder" => new LadderPrinter(writer, Texts.Catalogue),
        _ => throw UserError.Usage(Texts.Of(CaptureTexts.NoSuchView, view, Names.Replace("|", ", ", StringComparison.Ordinal))),
    };
}
