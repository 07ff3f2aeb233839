using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Fuzz;

/// <summary>What inputs are tried on: a registry, with everything that a person could ask of a frame.</summary>
/// <remarks>A session remembers conversations, and damaged frames are mostly conversations of their own: so a session
/// lives for a number of frames, and what it has grown to by then must stay under a bound.</remarks>
/// <param name="registry">Which protocols are known.</param>
public sealed class FrameTarget(ProtocolRegistry registry)
{
    /// <summary>Frames of one session.</summary>
    public const int FramesOfSession = 20_000;

    /// <summary>Octets that a session of that many frames may hold.</summary>
    public const long MaxSessionOctets = 512L * 1024 * 1024;

    private readonly Utf8Writer _writer = new();
    private DissectionSession _session = new(registry);
    private int _frames;

    /// <summary>Findings so far that a library gave up.</summary>
    public long GivenUp { get; private set; }

    /// <summary>The most octets that a session has held.</summary>
    public long LargestSession { get; private set; }

    /// <summary>Dissects a frame and writes all of its fields and its line.</summary>
    /// <exception cref="InvalidOperationException">The frame or the session went over a bound.</exception>
    public void Try(ReadOnlyMemory<byte> octets, LinkType linkType)
    {
        if (_frames == FramesOfSession) Renew();
        _frames++;
        FrameInfo info = new(_frames, new(_frames * 1_000_000L), octets.Length, linkType);
        DissectedFrame frame = _session.Dissect(octets, info);
        if (frame.Fields.Length > DissectedFrame.MaxFields || frame.Layers.Length > DissectedFrame.MaxLayers)
            throw new InvalidOperationException($"{frame.Fields.Length} fields, {frame.Layers.Length} layers");
        foreach (ref readonly FieldRecord record in frame.Fields)
        {
            _writer.Clear();
            FieldFormatter.Write(_writer, frame, record);
        }

        _writer.Clear();
        LayerRecord told = frame.Layers[frame.SummaryLayer];
        told.Dissector.Summarize(frame, told, _writer);
        foreach (Finding finding in frame.Findings)
        {
            if (finding.Reason == Capture.LongTail.LongTailDissector.Unreadable) GivenUp++;
        }
    }

    private void Renew()
    {
        LargestSession = Math.Max(LargestSession, GC.GetTotalMemory(forceFullCollection: true));
        if (LargestSession > MaxSessionOctets) throw new InvalidOperationException($"a session of {LargestSession} octets");
        (_session, _frames) = (new(registry), 0);
    }
}
