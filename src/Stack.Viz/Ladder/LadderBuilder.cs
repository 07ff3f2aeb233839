using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection.Conversations;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;
using static NetStack.Viz.Ladder.LadderRecorder;

namespace NetStack.Viz.Ladder;

/// <summary>Makes a <see cref="LadderView"/> of what a recorder heard: who stands left, which part is opening and
/// closing, and which steps are drawn as one.</summary>
public static class LadderBuilder
{
    /// <summary>Fewer steps than this are drawn one by one.</summary>
    private const int LeastRun = 4;

    /// <summary>Makes the ladder.</summary>
    /// <param name="recorder">What was heard of the connection.</param>
    /// <param name="conversation">The connection's ends.</param>
    /// <param name="collapse">False to draw every segment by itself.</param>
    /// <param name="maxItems">The most items; the rest is only counted.</param>
    public static LadderView Build(
        LadderRecorder recorder, TcpConversation conversation, bool collapse = true, int maxItems = 500)
    {
        int left = conversation.FirstIsClient ? 0 : 1;
        IReadOnlyList<Recorded> steps = recorder.Steps;
        List<(LadderItem Item, int Steps)> items = [];
        (int opened, int closing) = Phases(steps);
        for (int i = 0; i < steps.Count && items.Count < maxItems;)
        {
            LadderPhase phase = i <= opened ? LadderPhase.Opening : i >= closing ? LadderPhase.Closing : LadderPhase.Open;
            int end = collapse && phase != LadderPhase.Opening ? EndOfRun(steps, i, phase == LadderPhase.Open ? closing : steps.Count) : i;
            bool isRun = end - i >= LeastRun;
            items.Add(isRun ? (RunOf(steps, i, end, phase, left), end - i) : (StepOf(steps[i], steps[0].Segment.Envelope.At, phase, left), 1));
            i += isRun ? end - i : 1;
        }

        Duration length = steps.Count == 0 ? default : steps[^1].Segment.Envelope.At - steps[0].Segment.Envelope.At;
        (string first, string second) = (NameOf(conversation.FromFirst.End), NameOf(conversation.FromSecond.End));
        return new(recorder.Stream, left == 0 ? first : second, left == 0 ? second : first,
            recorder.Begins(left), recorder.Begins(1 - left), [.. items.Select(item => item.Item)],
            recorder.Segments, recorder.Segments - items.Sum(item => item.Steps), length, recorder.IsInferred);
    }

    /// <summary>The step that a recorder heard last, for a view that draws while segments pass.</summary>
    /// <param name="recorder">What was heard of the connection: at least one segment.</param>
    /// <param name="conversation">The connection's ends.</param>
    /// <param name="since">What the step's time counts from.</param>
    public static LadderMoment Latest(LadderRecorder recorder, TcpConversation conversation, Timestamp since)
    {
        int left = conversation.FirstIsClient ? 0 : 1;
        (string first, string second) = (NameOf(conversation.FromFirst.End), NameOf(conversation.FromSecond.End));
        Recorded latest = recorder.Latest ?? throw new ArgumentException("no segment was heard", nameof(recorder));
        return new(recorder.Stream, left == 0 ? first : second, left == 0 ? second : first,
            StepOf(latest, since, LadderPhase.Open, left), recorder.Now(left), recorder.Now(1 - left));
    }

    private static string NameOf(in Endpoint end) =>
        end.Address.Family == IpFamily.V6 ? $"[{end.Address}]:{end.Port}" : $"{end.Address}:{end.Port}";

    /// <summary>The step that ends the opening (-1 when no SYN was seen), and the first of the closing.</summary>
    private static (int Opened, int Closing) Phases(IReadOnlyList<Recorded> steps)
    {
        int opened = -1, closing = steps.Count;
        bool hasSyn = false;
        for (int i = 0; i < steps.Count; i++)
        {
            TcpFlags flags = steps[i].Segment.Flags;
            hasSyn |= (flags & TcpFlags.Syn) != 0;
            bool opens = (flags & TcpFlags.Syn) != 0 || steps[i].States.Any(states => states.Any(state => state.State == TcpState.Established));
            if (hasSyn && opens && closing == steps.Count) opened = i;
            if ((flags & (TcpFlags.Fin | TcpFlags.Rst)) != 0 && closing == steps.Count) closing = i;
        }

        return (opened, closing);
    }

    /// <summary>Where a run that begins at a step ends: data in one direction only, and nothing remarkable.</summary>
    private static int EndOfRun(IReadOnlyList<Recorded> steps, int start, int limit)
    {
        if (steps[start].Segment.Envelope.Reason == SegmentReasons.WindowUpdate) return start; // it may end a zero window
        int? sender = null;
        int at = start, data = 0;
        for (; at < limit && IsPlain(steps[at]); at++)
        {
            if (steps[at].Segment.DataLength == 0) continue;
            sender ??= steps[at].Segment.Envelope.Node;
            if (sender != steps[at].Segment.Envelope.Node) break;
            data++;
        }

        return data < 2 ? start : at;
    }

    private static bool IsPlain(Recorded step)
    {
        Reason reason = step.Segment.Envelope.Reason;
        return (reason == SegmentReasons.Data || reason == SegmentReasons.Plain || reason == SegmentReasons.WindowUpdate)
            && step.Marks.IsEmpty && step.States[0].IsEmpty && step.States[1].IsEmpty;
    }

    private static LadderStep StepOf(Recorded step, Timestamp since, LadderPhase phase, int left)
    {
        var segment = step.Segment;
        return new(phase, segment.Envelope.At - since, segment.Envelope.Node == left,
            segment.Envelope.Frame, segment.Flags, segment.Seq, segment.Ack, segment.DataLength, segment.Window,
            segment.Envelope.Reason, step.Marks, step.States[left], step.States[1 - left]);
    }

    private static LadderRun RunOf(IReadOnlyList<Recorded> steps, int start, int end, LadderPhase phase, int left)
    {
        ImmutableArray<Recorded> run = [.. steps.Skip(start).Take(end - start)];
        ImmutableArray<Recorded> data = [.. run.Where(step => step.Segment.DataLength > 0)];
        int sender = data[0].Segment.Envelope.Node;
        uint lastAck = run.Where(step => step.Segment.Envelope.Node != sender).Select(step => step.Segment.Ack).DefaultIfEmpty().Last();
        var last = data[^1].Segment;
        return new(phase, run[0].Segment.Envelope.At - steps[0].Segment.Envelope.At, sender == left,
            run[^1].Segment.Envelope.At - steps[0].Segment.Envelope.At,
            run[0].Segment.Envelope.Frame, run[^1].Segment.Envelope.Frame, data.Length, data.Sum(step => (long)step.Segment.DataLength),
            data[0].Segment.Seq, unchecked(last.Seq + (uint)last.DataLength), run.Length - data.Length, lastAck);
    }
}
