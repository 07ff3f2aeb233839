using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Transport.Tcp.Streams;

/// <summary>Hands an application dissector whole messages of one direction of a stream, however they were cut into
/// segments. A message belongs to the frame that completes it.</summary>
/// <remarks>
/// A segment either continues a message that is pending, or starts where no message is known; then the framing is asked.
/// What it cannot finish becomes a pending message. Bounds: <see cref="MaxPending"/> messages of
/// <see cref="MaxMessage"/> octets for each direction.
/// </remarks>
internal sealed class StreamReassembler(StreamContext context, StreamApplication application)
{
    /// <summary>The most octets of a message that are held back. A longer one is dissected as far as it came by then,
    /// and the rest of it is passed over.</summary>
    public const int MaxMessage = 16 * 1024 * 1024;

    /// <summary>The most messages that are pending at a time: more than one only where segments are missing.</summary>
    public const int MaxPending = 4;

    private readonly List<PendingMessage> _pending = [];
    private SeqNumber _skipUntil;
    private bool _isSkipping;

    /// <summary>Octets held back.</summary>
    public int HeldOctets => _pending.Sum(message => message.HeldOctets);

    /// <summary>What was shown of the segment as held back: how many parts, and the last of them.</summary>
    public (int Parts, byte Source, int Start, int Length) Held { get; private set; }

    /// <summary>A new segment comes: nothing of it was shown yet.</summary>
    public void BeginSegment() => Held = default;

    /// <summary>Shows that octets are held back, or passed over.</summary>
    public void ShowHeld(DissectedFrame frame, scoped in Octets octets, int length)
    {
        Held = (Held.Parts + 1, octets.Source, octets.Start, length);
        frame.AddInPlace(TcpFields.SegmentData, octets, 0, length);
    }

    /// <summary>Takes the data of a segment.</summary>
    public void Feed(DissectedFrame frame, scoped in Octets segment, SeqNumber seq)
    {
        Octets octets = segment;
        while (octets.Length > 0)
        {
            int used = _isSkipping ? Skip(frame, octets, seq)
                : Find(seq) is { } message ? Continue(frame, message, octets, seq)
                : Start(frame, octets, seq);
            octets = octets.From(used);
            seq += used;
        }
    }

    /// <summary>The stream has ended: a message without a length of its own ends with it.</summary>
    public void End(DissectedFrame frame)
    {
        foreach (PendingMessage message in _pending.Where(message => message.EndsWithStream).ToArray())
        {
            _pending.Remove(message);
            Octets whole = frame.AddSource("tcp.reassembled", message.Octets);
            WriteSegments(frame, message, whole.Length);
            application.Invoke(frame, context, whole);
        }
    }

    /// <summary>Forgets what is pending: octets are missing that will not come.</summary>
    public void Abandon() => _pending.Clear();

    /// <summary>Octets of a message that was too long to hold: passed over up to its end.</summary>
    private int Skip(DissectedFrame frame, scoped in Octets octets, SeqNumber seq)
    {
        int left = _skipUntil - seq;
        if (left <= octets.Length) _isSkipping = false;
        if (left <= 0) return 0;
        int used = Math.Min(left, octets.Length);
        ShowHeld(frame, octets, used);
        return used;
    }

    private PendingMessage? Find(SeqNumber seq)
    {
        for (int i = _pending.Count - 1; i >= 0; i--)
        {
            PendingMessage message = _pending[i];
            if (message.Start <= seq && (message.EndsWithStream || message.End > seq)) return message;
        }

        return null;
    }

    /// <summary>The segment starts where no message is known: its framing is asked.</summary>
    private int Start(DissectedFrame frame, scoped in Octets octets, SeqNumber seq)
    {
        Unfinished rest = application.HandOn(frame, context, octets);
        if (rest.IsNone) return octets.Length;
        Hold(frame, octets.From(rest.At), seq + rest.At, rest);
        return octets.Length;
    }

    /// <summary>The segment continues a message.</summary>
    /// <returns>Octets used: fewer than there are when another message follows.</returns>
    private int Continue(DissectedFrame frame, PendingMessage message, scoped in Octets octets, SeqNumber seq)
    {
        int length = message.TakesWholeSegment || message.EndsWithStream ? octets.Length : Math.Min(octets.Length, message.End - seq);
        int at = seq - message.Start;
        if (at + length > MaxMessage)
        {
            GiveUp(frame, message, octets, at);
            return 0;
        }

        message.Add(at, octets.Span[..length], frame.Info.Number);
        if (message.TakesWholeSegment)
        {
            message.TakesWholeSegment = false;
            message.End = seq + length;
        }

        if (message.IsComplete) Complete(frame, message, octets.Slice(0, length), seq);
        else ShowHeld(frame, octets, length);
        return length;
    }

    /// <summary>What seemed a whole message goes to the application, which may find that it needs still more.</summary>
    private void Complete(DissectedFrame frame, PendingMessage message, scoped in Octets segment, SeqNumber seq)
    {
        Octets whole = frame.AddSource("tcp.reassembled", message.Octets);
        Unfinished rest = application.HandOn(frame, context, whole);
        if (!rest.IsNone && rest.At <= whole.Length - segment.Length)
        {
            message.DropFirst(rest.At);
            Extend(message, rest, seq + segment.Length);
            ShowHeld(frame, segment, segment.Length);
            return;
        }

        _pending.Remove(message);
        WriteSegments(frame, message, whole.Length);
        if (rest.IsNone) return;
        int from = segment.Length - (whole.Length - rest.At); // a new message begins within this segment
        Hold(frame, segment.From(from), seq + from, rest);
    }

    private void Hold(DissectedFrame frame, scoped in Octets octets, SeqNumber seq, Unfinished rest)
    {
        if (_pending.Count >= MaxPending) _pending.RemoveAt(0);
        PendingMessage message = new(seq, seq + octets.Length);
        message.Add(0, octets.Span, frame.Info.Number);
        Extend(message, rest, seq + octets.Length);
        ShowHeld(frame, octets, octets.Length);
        _pending.Add(message);
    }

    private static void Extend(PendingMessage message, Unfinished rest, SeqNumber next)
    {
        message.TakesWholeSegment = rest.Needs == MessageLength.Kind.NeedMore;
        message.EndsWithStream = rest.Needs == MessageLength.Kind.UntilEnd;
        message.End = next + (rest.Needs == MessageLength.Kind.Known ? rest.Missing : 1);
    }

    private void GiveUp(DissectedFrame frame, PendingMessage message, scoped in Octets octets, int held)
    {
        frame.Report(Severity.Warning, TcpDissector.MessageTooLong, octets, 0, held);
        _pending.Remove(message);
        Octets begun = frame.AddSource("tcp.reassembled", message.Octets);
        application.Invoke(frame, context, new(begun.Span, begun.Source, 0, Math.Max(begun.Length, message.End - message.Start)));
        if (!message.TakesWholeSegment && !message.EndsWithStream)
            (_isSkipping, _skipUntil) = (true, message.End);
    }

    private static void WriteSegments(DissectedFrame frame, PendingMessage message, int length)
    {
        if (!frame.Wants(TcpFields.Segment) && !frame.Wants(TcpFields.SegmentCount)) return;
        frame.AddGenerated(TcpFields.Segments, 0);
        frame.Indent();
        foreach (int number in message.Frames)
            frame.AddGenerated(TcpFields.Segment, (ulong)number);
        frame.AddGenerated(TcpFields.SegmentCount, (ulong)message.Frames.Count);
        frame.AddGenerated(TcpFields.ReassembledLength, (ulong)length);
        frame.Outdent();
    }
}

/// <summary>What framing left over: where the unfinished message starts, and what it needs.</summary>
internal readonly record struct Unfinished(int At, MessageLength.Kind Needs, int Missing)
{
    /// <summary>Nothing was left over.</summary>
    public static Unfinished None { get; } = new(-1, MessageLength.Kind.NotThisProtocol, 0);

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => At < 0;
}
