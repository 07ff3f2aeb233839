using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Recall;

namespace NetStack.Capture;

/// <summary>A capture of which any frame can be dissected, in any order: one pass from start to end, then random access.
/// The frames stay on disk; in memory are eight octets a frame for where it is, about twelve for what the pass learned of
/// it (<see cref="FrameJournal"/>), and the tables of conversations.</summary>
public sealed class CaptureDissection : IDisposable
{
    private readonly FrameRecall _recall;

    private CaptureDissection(CaptureIndex index, DissectionSession session) =>
        (Index, Session, _recall) = (index, session, new(session, (int number, ref byte[] buffer, out FrameInfo info) =>
        {
            CapturedFrame frame = index.Read(number, ref buffer);
            info = frame.Info;
            return frame.Octets;
        }));

    /// <summary>Makes the pass.</summary>
    /// <param name="path">The file, or <see cref="CaptureFile.StandardInput"/>.</param>
    /// <param name="registry">Which protocols are known.</param>
    /// <param name="options">Preferences; null for the defaults.</param>
    /// <param name="lastFrame">Where to end: what no frame after it is needed for need not read on.</param>
    /// <exception cref="CaptureException">The file cannot be opened or read. A damaged file is not an exception.</exception>
    public static CaptureDissection Open(
        string path, ProtocolRegistry registry, DissectionOptions? options = null, int lastFrame = int.MaxValue)
    {
        DissectionSession session = new(registry, options) { Selection = new(), Journal = new() };
        return new(CaptureIndex.Open(path, frame => session.Dissect(frame.Octets, frame.Info), lastFrame: lastFrame), session);
    }

    /// <summary>The frames.</summary>
    public CaptureIndex Index { get; }

    /// <summary>What the pass learned: conversations.</summary>
    public DissectionSession Session { get; }

    /// <summary>Dissects a frame, with all its fields, as the pass did.</summary>
    /// <param name="number">1 to <see cref="CaptureIndex.Count"/>.</param>
    /// <exception cref="CaptureException">The file has changed since it was indexed.</exception>
    public DissectedFrame Dissect(int number) => _recall.Dissect(number);

    /// <inheritdoc/>
    public void Dispose() => Index.Dispose();
}
