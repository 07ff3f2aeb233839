using NetStack.Tracing;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp.Observation;

/// <summary>Infers from captured segments what both ends of a connection must have been doing, and publishes the events
/// that a stack would publish, marked as inferred.</summary>
/// <remarks>It stands between the ends: a segment counts as sent and as arrived at the moment it was captured. Only a FIN
/// counts as arrived when the receiver acknowledges it: until then nobody can tell whether both ends closed at the same
/// time.</remarks>
/// <param name="conversation">The conversation to watch.</param>
/// <param name="events">Where events go.</param>
/// <param name="nextId">Gives each event its number.</param>
internal sealed class TcpObserver(TcpConversation conversation, IEventSink events, Func<long> nextId)
{
    private readonly EndState _first = new(0), _second = new(1);

    /// <summary>One end as inferred so far.</summary>
    private sealed class EndState(int node)
    {
        public int Node { get; } = node;

        public TcpState State { get; set; } = TcpState.Closed;

        /// <summary>The number after this end's FIN, once it was sent.</summary>
        public SeqNumber? AfterFin { get; set; }

        /// <summary>True once this end acknowledged the other's FIN.</summary>
        public bool HasSeenFin { get; set; }

        /// <summary>The number after this end's SYN, once it was sent.</summary>
        public SeqNumber? AfterSyn { get; set; }
    }

    /// <summary>Takes the next segment.</summary>
    /// <param name="flow">The direction that it went in.</param>
    /// <param name="seg">The segment.</param>
    /// <param name="analysis">What the analysis says of it.</param>
    /// <param name="window">Its window in octets.</param>
    public void Observe(TcpFlow flow, in SegmentFacts seg, in SegmentAnalysis analysis, long window)
    {
        bool isFirst = ReferenceEquals(flow, conversation.FromFirst);
        EndState sender = isFirst ? _first : _second, receiver = isFirst ? _second : _first;
        TcpFlow reverse = conversation.Opposite(flow);
        bool endsHandshake = receiver.State == TcpState.SynReceived && seg.DataLength == 0 && seg.Flags == TcpFlags.Ack;
        long cause = nextId();
        events.Publish(new SegmentSent(
            Envelope(cause, sender, seg, 0, SegmentReasons.Of(seg, analysis.Flags, endsHandshake)), seg.Flags,
            unchecked(seg.Seq.Value - flow.FirstSequence),
            seg.HasAny(TcpFlags.Ack) ? unchecked(seg.Ack.Value - reverse.FirstSequence) : 0,
            seg.DataLength, window, analysis));
        PublishAnalysis(sender, flow, seg, analysis, cause);
        AssumeOpen(seg, cause);
        Sent(sender, seg, cause);
        Arrived(receiver, seg, cause);
    }

    private void PublishAnalysis(EndState sender, TcpFlow flow, in SegmentFacts seg, in SegmentAnalysis analysis, long cause)
    {
        const AnalysisFlags SentAgain =
            AnalysisFlags.Retransmission | AnalysisFlags.FastRetransmission | AnalysisFlags.SpuriousRetransmission;
        if ((analysis.Flags & SentAgain) != 0)
        {
            events.Publish(new SegmentRetransmitted(
                Envelope(nextId(), sender, seg, cause, SegmentReasons.Of(seg, analysis.Flags, false)),
                unchecked(seg.Seq.Value - flow.FirstSequence), seg.DataLength, analysis.RtoFrame, analysis.Rto));
        }

        if (analysis.AckedFrame != 0)
        {
            events.Publish(new RoundTripMeasured(Envelope(nextId(), sender, seg, cause, SegmentReasons.Acknowledged), analysis.AckedFrame, analysis.AckRtt));
        }
    }

    /// <summary>A conversation that does not begin with a SYN was open before the capture began.</summary>
    private void AssumeOpen(in SegmentFacts seg, long cause)
    {
        if (_first.State != TcpState.Closed || _second.State != TcpState.Closed || _first.AfterSyn is not null) return;
        if (seg.HasAny(TcpFlags.Syn | TcpFlags.Rst)) return;
        Enter(_first, TcpState.Established, TcpTransitions.AssumedOpen, seg, cause);
        Enter(_second, TcpState.Established, TcpTransitions.AssumedOpen, seg, cause);
        _first.AfterSyn = _second.AfterSyn = default(SeqNumber);
    }

    /// <summary>What sending this segment says of the sender.</summary>
    private void Sent(EndState end, in SegmentFacts seg, long cause)
    {
        if (seg.HasAny(TcpFlags.Rst))
        {
            Enter(end, TcpState.Closed, TcpTransitions.ResetSent, seg, cause);
            return;
        }

        if (seg.HasAny(TcpFlags.Ack)) AcknowledgeFin(end, seg, cause);
        if (seg.HasAny(TcpFlags.Syn))
        {
            end.AfterSyn = seg.Seq + 1;
            if (!seg.HasAny(TcpFlags.Ack)) Take(end, seg, cause, TcpTransitions.ActiveOpen);
            else if (end.State == TcpState.Closed) SynAckFromNowhere(end, seg, cause);
        }

        if (!seg.HasAny(TcpFlags.Fin)) return;
        end.AfterFin = seg.Seq + seg.DataLength + 1;
        Take(end, seg, cause, TcpTransitions.Close, TcpTransitions.CloseSecond, TcpTransitions.CloseWhileOpening);
    }

    /// <summary>This end acknowledges the other's FIN: it has arrived.</summary>
    private void AcknowledgeFin(EndState end, in SegmentFacts seg, long cause)
    {
        EndState other = Other(end);
        if (end.HasSeenFin || other.AfterFin is not { } afterFin || seg.Ack < afterFin) return;
        end.HasSeenFin = true;
        Take(end, seg, cause, TcpTransitions.FinArrives, TcpTransitions.SimultaneousClose, TcpTransitions.FinAfterClose,
            TcpTransitions.FinWhileOpening);
    }

    /// <summary>The SYN was not captured (or comes later): its receiver has been listening.</summary>
    private void SynAckFromNowhere(EndState end, in SegmentFacts seg, long cause)
    {
        Take(end, seg, cause, TcpTransitions.PassiveOpen);
        Take(end, seg, cause, TcpTransitions.SynArrives);
        EndState other = Other(end);
        if (other.State == TcpState.Closed) Take(other, seg, cause, TcpTransitions.ActiveOpen);
        other.AfterSyn ??= seg.Ack;
    }

    /// <summary>What this segment does at the receiver. Source: RFC 9293 §3.10.7.</summary>
    private void Arrived(EndState end, in SegmentFacts seg, long cause)
    {
        if (seg.HasAny(TcpFlags.Rst))
        {
            if (end.State is not (TcpState.Closed or TcpState.Listen))
                Enter(end, TcpState.Closed, TcpTransitions.ResetArrives, seg, cause);
            return;
        }

        if (seg.HasAny(TcpFlags.Syn)) SynArrived(end, seg, cause);
        if (seg.HasAny(TcpFlags.Ack)) AckArrived(end, seg, cause);
    }

    private void SynArrived(EndState end, in SegmentFacts seg, long cause)
    {
        if (seg.HasAny(TcpFlags.Ack))
        {
            if (end.AfterSyn == seg.Ack) Take(end, seg, cause, TcpTransitions.SynAckArrives);
            return;
        }

        if (end.State == TcpState.Closed) Take(end, seg, cause, TcpTransitions.PassiveOpen);
        Take(end, seg, cause, TcpTransitions.SynArrives, TcpTransitions.SimultaneousOpen);
    }

    private void AckArrived(EndState end, in SegmentFacts seg, long cause)
    {
        if (end.State == TcpState.SynReceived && end.AfterSyn is { } afterSyn && seg.Ack >= afterSyn)
            Take(end, seg, cause, TcpTransitions.AckOfSynArrives);
        if (end.AfterFin is not { } afterFin || seg.Ack < afterFin) return;
        Take(end, seg, cause, TcpTransitions.AckOfFinArrives, TcpTransitions.AckWhileClosing, TcpTransitions.AckOfLastFin);
    }

    /// <summary>Takes the first of the arrows that starts at the end's state; none when the segment was a repetition.</summary>
    private void Take(EndState end, in SegmentFacts seg, long cause, params ReadOnlySpan<TcpTransition> arrows)
    {
        foreach (TcpTransition arrow in arrows)
        {
            if (arrow.From != end.State) continue;
            Enter(end, arrow.To, arrow.Reason, seg, cause);
            return;
        }
    }

    private void Enter(EndState end, TcpState next, Reason reason, in SegmentFacts seg, long cause)
    {
        if (end.State == next) return;
        events.Publish(new StateChanged(Envelope(nextId(), end, seg, cause, reason), end.State, next));
        end.State = next;
    }

    private EndState Other(EndState end) => ReferenceEquals(end, _first) ? _second : _first;

    private EventEnvelope Envelope(long id, EndState end, in SegmentFacts seg, long cause, Reason reason) =>
        new(id, seg.Time, end.Node, conversation.Index, seg.Frame, cause, EventOrigin.Inferred, reason);
}
