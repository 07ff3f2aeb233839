using System.Collections.Immutable;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Analysis;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Viz.Ladder;

/// <summary>Listens to the events of one connection and keeps them as steps: the fold of a segment and the changes of
/// state that it causes.</summary>
/// <param name="stream">tcp.stream.</param>
/// <param name="capacity">The most steps to keep; later ones are counted.</param>
public sealed class LadderRecorder(int stream, int capacity = 100_000) : IEventSink
{
    private static readonly (AnalysisFlags Flag, LadderMarkKind Mark)[] MarkOfFlag =
    [
        (AnalysisFlags.LostSegment, LadderMarkKind.Gap),
        (AnalysisFlags.SpuriousRetransmission, LadderMarkKind.SpuriousRetransmission),
        (AnalysisFlags.FastRetransmission, LadderMarkKind.FastRetransmission),
        (AnalysisFlags.Retransmission, LadderMarkKind.Retransmission),
        (AnalysisFlags.OutOfOrder, LadderMarkKind.OutOfOrder),
        (AnalysisFlags.DuplicateAck, LadderMarkKind.DuplicateAck),
        (AnalysisFlags.ZeroWindow, LadderMarkKind.ZeroWindow),
        (AnalysisFlags.WindowFull, LadderMarkKind.WindowFull),
        (AnalysisFlags.AckLostSegment, LadderMarkKind.AckOfUnseen),
    ];

    private readonly List<Recorded> _steps = [];
    private readonly TcpState?[] _begins = new TcpState?[2];
    private readonly TcpState?[] _now = new TcpState?[2];

    /// <summary>tcp.stream.</summary>
    public int Stream { get; } = stream;

    /// <summary>Segments of the connection, kept or not.</summary>
    public int Segments { get; private set; }

    /// <summary>True when the events were inferred.</summary>
    public bool IsInferred { get; private set; }

    /// <summary>The frame of the latest segment, 0 before the first.</summary>
    public int LatestFrame => Latest?.Segment.Envelope.Frame ?? 0;

    internal IReadOnlyList<Recorded> Steps => _steps;

    /// <summary>The latest step, kept or not.</summary>
    internal Recorded? Latest { get; private set; }

    /// <summary>A segment, and the changes of state that it caused at the two ends.</summary>
    internal sealed class Recorded(SegmentSent segment)
    {
        public SegmentSent Segment { get; } = segment;

        public ImmutableArray<NewState>[] States { get; } = [[], []];

        public ImmutableArray<LadderMark> Marks { get; } = MarksOf(segment.Analysis);
    }

    /// <inheritdoc/>
    public void Publish(StackEvent stackEvent)
    {
        if (stackEvent.Envelope.Connection != Stream || stackEvent.Envelope.Node is not (0 or 1)) return;
        switch (stackEvent)
        {
            case SegmentSent segment:
                Segments++;
                IsInferred |= segment.Envelope.Origin == EventOrigin.Inferred;
                Latest = new(segment);
                if (_steps.Count < capacity) _steps.Add(Latest);
                break;
            case StateChanged change when Latest is not null:
                Change(change);
                break;
        }
    }

    /// <summary>The state of an end before the first step. An end that only began to listen because of the first SYN
    /// has listened before.</summary>
    internal TcpState Begins(int node) => _begins[node] ?? TcpState.Closed;

    /// <summary>The state of an end after the latest step.</summary>
    internal TcpState Now(int node) => _now[node] ?? TcpState.Closed;

    private void Change(StateChanged change)
    {
        int node = change.Envelope.Node;
        _now[node] = change.To;
        bool isOpening = change.To == TcpState.Listen || change.Envelope.Reason == TcpTransitions.AssumedOpen;
        if (_begins[node] is null && isOpening)
        {
            _begins[node] = change.To;
            return;
        }

        _begins[node] ??= change.From;
        if (change.Envelope.Reason == TcpTransitions.ResetSent && change.From == TcpState.SynReceived && !HasSentSyn(node))
        {
            Refuse(node);
            return;
        }

        ref ImmutableArray<NewState> states = ref Latest!.States[node];
        states = states.Add(new(change.To, change.Envelope.Reason));
    }

    private bool HasSentSyn(int node) =>
        _steps.Exists(step => step.Segment.Envelope.Node == node && (step.Segment.Flags & TcpFlags.Syn) != 0);

    /// <summary>An end that answers the SYN with RST never listened: what was inferred of it until now was wrong.</summary>
    private void Refuse(int node)
    {
        _begins[node] = TcpState.Closed;
        foreach (Recorded step in _steps.Append(Latest!)) step.States[node] = [];
    }

    private static ImmutableArray<LadderMark> MarksOf(in SegmentAnalysis analysis)
    {
        if (analysis.Flags == AnalysisFlags.None) return [];
        var marks = ImmutableArray.CreateBuilder<LadderMark>();
        AnalysisFlags flags = analysis.Flags;
        if ((flags & (AnalysisFlags.FastRetransmission | AnalysisFlags.SpuriousRetransmission)) != 0)
            flags &= ~AnalysisFlags.Retransmission; // what kind of retransmission says more
        foreach ((AnalysisFlags flag, LadderMarkKind kind) in MarkOfFlag)
        {
            if ((flags & flag) == 0) continue;
            marks.Add(kind switch
            {
                LadderMarkKind.DuplicateAck => new(kind, analysis.DuplicateAckFrame, Count: (int)analysis.DuplicateAckNumber),
                LadderMarkKind.Retransmission or LadderMarkKind.FastRetransmission or LadderMarkKind.SpuriousRetransmission =>
                    new(kind, analysis.RtoFrame, analysis.Rto),
                _ => new(kind),
            });
        }

        return marks.ToImmutable();
    }
}
