using NetStack.Capture;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>Finds one frame of a capture. The frames before it are dissected, too: what a frame means may depend on them.</summary>
internal static class FrameSource
{
    /// <summary>The frame of a number.</summary>
    /// <exception cref="UserError">The capture has fewer frames, or a fault before it.</exception>
    public static DissectedFrame Read(string path, int number)
    {
        DissectionSession session = new(KnownProtocols.Create());
        using CaptureFile file = CaptureFile.Open(path);
        while (file.TryRead(out CapturedFrame frame))
        {
            bool isWanted = frame.Info.Number == number;
            DissectedFrame dissected = session.Dissect(isWanted ? frame.Octets.ToArray() : frame.Octets, frame.Info);
            if (isWanted) return dissected;
        }

        throw UserError.BadInput(file.FaultMessage ?? Texts.Of(PictureTexts.NoFrame, path, file.FrameCount, number));
    }
}
