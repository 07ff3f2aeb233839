using NetStack.Bytes;
using NetStack.Transport.Tcp.LossRecovery;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Transport.Tcp;

/// <summary>RFC 9293 §3.10.7.4, fifth: the ACK field, and all that follows from it for the sender.</summary>
public sealed partial class Connection
{
    private int _delivered; // segments known to have arrived, for TCP_INFO
    private SeqNumber _rttRound, _ackRound;
    private Duration _minimumRtt, _lastRtt;
    private Timestamp _minimumRttAt;
    private static readonly Duration MinimumRttLifetime = Duration.FromSeconds(300);

    /// <summary>Takes an acknowledgment.</summary>
    private Step ProcessAck(in Segment seg, Timestamp now)
    {
        if (seg.Ack > SndNxt)
        {
            // RFC 9293 §3.10.7.4: it acknowledges something that was not sent yet; RFC 5961 §5 limits the answer.
            Ignore(seg, TcpReasons.AckOfUnsent, now);
            if (Profile.AnswerAckOfUnsent || State is not TcpState.Established) SendChallengeAck(TcpReasons.AckOutsideWindow, now);
            return Step.Done;
        }

        if (seg.Ack < SndUna)
        {
            if (seg.Ack < SndUna - (int)Math.Min(_maxSndWnd, int.MaxValue))
            {
                SendChallengeAck(TcpReasons.AckTooOld, now);
                return Step.Done;
            }

            ProcessOldAck(seg, now);
            return Step.Continue;
        }

        int priorLost = _sent.Lost;
        bool hadSegmentsOut = _sent.Count > 0;
        AckOutcome outcome = AcknowledgeUpTo(seg, now);
        if (UpdateSndWnd(seg, now)) outcome.IsNoDuplicateAck = true;
        if (seg.Data.Length > 0 || seg.Has(TcpFlags.Fin | TcpFlags.Syn)) outcome.IsNoDuplicateAck = true;
        outcome.EcnEcho = _useEcn && seg.Has(TcpFlags.Ece);
        _unansweredProbes = _keepAliveProbesSent = 0;
        _lastAckAt = now;
        if (!hadSegmentsOut)
        {
            if (outcome.Duplicate) RespondToAck(outcome, priorLost, now);
            OnWindowOpened(now);
            return Step.Continue;
        }

        RespondToAck(outcome, priorLost, now);
        if (outcome.Advanced) OnProgress(now);
        return Step.Continue;
    }

    /// <summary>An old ACK says nothing new by its number, but its SACK blocks may.</summary>
    private void ProcessOldAck(in Segment seg, Timestamp now)
    {
        if (seg.Options.SackCount == 0 || !_useSack || _sent.Count == 0) return;
        int priorLost = _sent.Lost;
        AckOutcome outcome = NewOutcome();
        TakeSacks(seg, SndUna, ref outcome, now);
        if (outcome.NewlySacked || outcome.Duplicate) RespondToAck(outcome, priorLost, now);
    }

    private AckOutcome NewOutcome() => new()
    {
        HighestSackedBefore = _highestSacked,
        OldestSentAt = Timestamp.Never,
        NewestSentAt = Timestamp.Never,
        OldestSackedSentAt = Timestamp.Never,
    };

    /// <summary>SND.UNA moves to SEG.ACK; what that acknowledges leaves the retransmission queue.</summary>
    private AckOutcome AcknowledgeUpTo(in Segment seg, Timestamp now)
    {
        AckOutcome outcome = NewOutcome();
        SeqNumber priorUna = SndUna;
        outcome.Advanced = seg.Ack > SndUna;
        if (seg.Options.SackCount > 0 && _useSack) TakeSacks(seg, priorUna, ref outcome, now);
        if (outcome.Advanced)
        {
            RemoveAcknowledged(seg.Ack, ref outcome, now);
            if (!_useSack) RemoveDuplicateAckCredit(ref outcome);
            DropAcknowledgedOctets(seg.Ack);
            SndUna = seg.Ack;
            if (_highestSacked < SndUna) _highestSacked = SndUna;
            if (_retransmitFrom < SndUna) _retransmitFrom = SndUna;
            _retransmissions = State is TcpState.SynSent or TcpState.SynReceived ? _retransmissions : 0;
            bool episodeIsOver = _sent.Lost == 0 && _sent.Retransmitted == 0 && _phase == RecoveryPhase.Open;
            if (episodeIsOver) _retransmitStamp = Timestamp.Never;
        }

        if (outcome.IsReordered) NoteReordering(outcome.Reordered, now);
        MeasureRoundTrip(seg, outcome, now);
        _delivered += outcome.Delivered;
        if (_useEcn && seg.Has(TcpFlags.Ece)) _deliveredMarked += (uint)outcome.Delivered;
        return outcome;
    }

    private void RemoveAcknowledged(SeqNumber ack, ref AckOutcome outcome, Timestamp now)
    {
        while (_sent.Count > 0)
        {
            ref SentSegment first = ref _sent[0];
            if (first.End > ack)
            {
                if (first.Seq < ack) _sent.TrimFirst(ack);
                return;
            }

            Acknowledge(first, ref outcome, now);
            _sent.RemoveFirst(_layer.Rings, _useSack);
        }
    }

    private void Acknowledge(in SentSegment segment, ref AckOutcome outcome, Timestamp now)
    {
        outcome.Acked++;
        bool isData = (segment.Flags & TcpFlags.Syn) == 0;
        outcome.DataAcked |= isData;
        if (segment.Is(SegmentMarks.EverRetransmitted))
        {
            outcome.RetransmittedAcked = true;
        }
        else if (!segment.Is(SegmentMarks.Sacked))
        {
            if (outcome.OldestSentAt == Timestamp.Never) outcome.OldestSentAt = segment.SentAt;
            outcome.NewestSentAt = segment.SentAt;
            NoteOrder(segment, ref outcome);
            if (segment.End <= _recoveryPoint) outcome.OriginalArrived = true;
        }

        if (segment.Is(SegmentMarks.Sacked)) return;
        if (_useSack) outcome.Delivered++;
        AdvanceRack(segment, now);
    }

    private static void NoteOrder(in SentSegment segment, ref AckOutcome outcome)
    {
        if (segment.Seq >= outcome.HighestSackedBefore || (outcome.IsReordered && segment.Seq >= outcome.Reordered)) return;
        outcome.IsReordered = true;
        outcome.Reordered = segment.Seq;
    }

    /// <summary>Without SACK, each duplicate ACK stood for a segment that had left the network.</summary>
    private void RemoveDuplicateAckCredit(ref AckOutcome outcome)
    {
        outcome.Delivered = Math.Max(outcome.Acked - _sent.Sacked, outcome.Acked > 0 ? 1 : 0);
        if (outcome.Acked > 0) _sent.Sacked = Math.Max(0, _sent.Sacked - (outcome.Acked - 1));
        _sent.Sacked = Math.Min(_sent.Sacked, Math.Max(0, _sent.Count - _sent.Lost));
        if (_sent.Count == 0) _sent.Sacked = 0;
    }

    private void DropAcknowledgedOctets(SeqNumber ack)
    {
        int octets = Math.Min(ack - FirstOctet, _sendCount); // a FIN's number is no octet
        if (octets <= 0) return;
        _sendRing.Drop(octets);
        _sendCount -= octets;
        if (_sendCount == 0) _sendRing.Release(_layer.Pool);
        if (!_wantsRoom || !IsWritable) return;
        _wantsRoom = false;
        _roomMade = true;
    }

    private bool _roomMade;
    private Timestamp _confirmedAt;
    private static readonly Duration ConfirmInterval = Duration.FromSeconds(1);

    /// <summary>RFC 6298 §2 and §3 (Karn): from segments that were sent once, else from the time stamp (RFC 7323 §4).</summary>
    private void MeasureRoundTrip(in Segment seg, in AckOutcome outcome, Timestamp now)
    {
        Duration sample = default;
        if (outcome.OldestSentAt != Timestamp.Never && !outcome.RetransmittedAcked) sample = now - outcome.OldestSentAt;
        else if (outcome.OldestSackedSentAt != Timestamp.Never) sample = now - outcome.OldestSackedSentAt;
        else if (outcome.Advanced && _useTimestamps && seg.Options.HasTimestamps && seg.Options.TsEcr != 0)
            sample = Duration.FromMilliseconds(Math.Max(1, unchecked((int)(TimestampClock(now) - seg.Options.TsEcr))));
        if (outcome.NewestSentAt != Timestamp.Never) _lastRtt = now - outcome.NewestSentAt;
        if (sample.Nanoseconds <= 0) return;
        bool roundEnded = SndUna > _rttRound;
        _backoff = 0; // RFC 6298 §5: a new measurement ends the backing off
        _rtt.Measure(sample, roundEnded);
        if (roundEnded) _rttRound = SndNxt;
        if (_minimumRtt == default || sample <= _minimumRtt || now - _minimumRttAt > MinimumRttLifetime)
            (_minimumRtt, _minimumRttAt) = (sample, now);
        (_window.SmoothedRtt, _window.MinimumRtt) = (_rtt.SmoothedRtt, _minimumRtt);
        Trace?.Publish(new RoundTripMeasured(Trace.Envelope(now, SegmentReasons.Acknowledged, Id), 0, sample));
    }

    /// <summary>RFC 9293 §3.10.7.4: SND.WND moves unless the segment is older than the one that it was last taken from.</summary>
    private bool UpdateSndWnd(in Segment seg, Timestamp now)
    {
        uint window = (uint)seg.Window << (seg.Has(TcpFlags.Syn) ? 0 : _sndWindShift);
        if (!(_sndWl1 < seg.Seq || (_sndWl1 == seg.Seq && _sndWl2 <= seg.Ack))) return false;
        bool changed = window != SndWnd;
        SndWnd = window;
        if (changed && HasUnsent) RestartAfterIdle(now); // it was closed: the path may have changed meanwhile (RFC 5681 §4.1)
        if (window > _maxSndWnd)
        {
            _maxSndWnd = window;
            UpdateSndMss();
        }

        (_sndWl1, _sndWl2) = (seg.Seq, seg.Ack);
        return changed;
    }

    /// <summary>Progress: the keep-alive and persist clocks start anew, the retransmission timer is set again (RFC 6298 §5.3).</summary>
    private void OnProgress(Timestamp now)
    {
        if (now - _confirmedAt >= ConfirmInterval)
        {
            _confirmedAt = now;
            _layer.Datagrams.ConfirmReachable(Key.RemoteAddress, now); // RFC 4861 §7.3.1
        }

        if (_sent.Count == 0) OnWindowOpened(now);
        if (_roomMade)
        {
            _roomMade = false;
            User?.OnReady(Readiness.Writable);
        }
    }
}
