using NetStack.Bytes;
using NetStack.Cli.Commands;
using NetStack.Cli.Printing;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Live;

/// <summary>What a live host shows: its frames in one of the views of <c>capture</c>, the events of its layers, its
/// connections, or nothing.</summary>
internal static class LiveView
{
    public const string Events = "events", Connections = "connections", None = "none";

    /// <summary>Their names.</summary>
    public const string Names = "ladder|events|connections|summary|tree|layers|none";

    /// <summary>The printer of a view of frames; null for a view of something else.</summary>
    /// <exception cref="UserError">There is no such view.</exception>
    public static FramePrinter? CreatePrinter(string view, Utf8Writer writer)
    {
        if (view is Events or Connections or None) return null;
        if (!Names.Split('|').Contains(view))
            throw UserError.Usage(Texts.Of(CaptureTexts.NoSuchView, view, Names.Replace("|", ", ", StringComparison.Ordinal)));
        return CaptureView.Create(view, isWritten: false, writer);
    }
}
