using NetStack.Capture;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>Finds one frame of a capture. One pass learns what the frames before it
/// mean for it; then it alone is dissected with all its fields.</summary>
internal static class FrameSource
{
    /// <summary>The frame of a number.</summary>
    /// <exception cref="UserError">The capture has fewer frames, or a fault before it.</exception>
    public static DissectedFrame Read(string path, int number)
    {
        int lastFrame = number > 0 ? number : int.MaxValue;
        using CaptureDissection capture = CaptureDissection.Open(path, KnownProtocols.Create(), lastFrame: lastFrame);
        if (number >= 1 && number <= capture.Index.Count) return capture.Dissect(number);
        throw UserError.BadInput(capture.Index.FaultMessage ?? Texts.Of(PictureTexts.NoFrame, path, capture.Index.Count, number));
    }
}
