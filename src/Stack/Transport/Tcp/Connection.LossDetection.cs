using NetStack.Bytes;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>When a segment counts as lost: duplicate ACKs (RFC 5681, RFC 6582), SACK (RFC 6675), time (RFC 8985).</summary>
public sealed partial class Connection
{
    private SeqNumber _highestSacked; // the first number after the highest SACKed segment
    private Timestamp _rackSentAt; // RACK.xmit_ts: of the latest-sent segment that has arrived
    private SeqNumber _rackEnd; // RACK.end_seq
    private Duration _rackRtt; // RACK.rtt
    private bool _rackAdvanced, _reorderingSeen;
    private int _reorderingWindowSteps = 1; // RACK.reo_wnd_mult
    private int _reorderingCount;
    private SeqNumber _duplicateRound;
    private static readonly Duration TimerSlack = Duration.FromMilliseconds(2);
    private const int MostReordering = 300;

    /// <summary>Reads the SACK blocks of an acknowledgment into the scoreboard. Source: RFC 2018 §5, RFC 6675 §4 (Update).</summary>
    private void TakeSacks(in Segment seg, SeqNumber priorUna, ref AckOutcome outcome, Timestamp now)
    {
        for (int i = 0; i < seg.Options.SackCount; i++)
        {
            SackBlock block = seg.Options.Sacks[i];
            bool isDuplicate = i == 0 && IsDuplicateReport(seg, block);
            if (isDuplicate) NoteDuplicateReport(block, priorUna, ref outcome);
            if (!IsPlausible(block)) continue;
            MarkBlock(block, isDuplicate, ref outcome, now);
        }
    }

    /// <summary>RFC 2883 §4: the first block reports a duplicate when it lies below SEG.ACK or inside the second block.</summary>
    private static bool IsDuplicateReport(in Segment seg, SackBlock block)
    {
        if (block.Left < seg.Ack) return true;
        SackBlock second = seg.Options.Sacks[1];
        return seg.Options.SackCount > 1 && block.Right <= second.Right && block.Left >= second.Left;
    }

    private void NoteDuplicateReport(SackBlock block, SeqNumber priorUna, ref AckOutcome outcome)
    {
        outcome.Duplicate = true;
        if (SndUna >= _duplicateRound)
        {
            _reorderingWindowSteps = Math.Min(byte.MaxValue, _reorderingWindowSteps + 1); // RFC 8985 §6.2, step 4
            _duplicateRound = SndNxt;
        }

        bool isOfThisEpisode = _mayUndo && _undoRetransmissions > 0 && block.Right <= priorUna && block.Right > _undoMarker;
        if (isOfThisEpisode) _undoRetransmissions = Math.Max(0, _undoRetransmissions - Math.Max(1, (block.Right - block.Left) / SndMss));
    }

    /// <summary>A block that lies outside of what is out says nothing.</summary>
    private bool IsPlausible(SackBlock block) =>
        block.Left < block.Right && block.Right <= SndNxt && block.Left < SndNxt && block.Right > SndUna;

    private void MarkBlock(SackBlock block, bool isDuplicate, ref AckOutcome outcome, Timestamp now)
    {
        for (int i = _sent.Find(block.Left); i < _sent.Count; i++)
        {
            if (_sent[i].Seq >= block.Right) return;
            if (_sent[i].Seq < block.Left)
            {
                if (!IsWorthSplitting(block.Left - _sent[i].Seq)) continue;
                _sent.Split(_layer.Rings, i, block.Left);
                continue;
            }

            if (_sent[i].End > block.Right)
            {
                if (!IsWorthSplitting(block.Right - _sent[i].Seq)) return;
                _sent.Split(_layer.Rings, i, block.Right);
            }

            MarkSegment(i, isDuplicate, ref outcome, now);
        }
    }

    /// <summary>A hostile receiver could SACK every other octet: parts smaller than a segment are left alone.</summary>
    private bool IsWorthSplitting(int part) => part >= SndMss;

    private void MarkSegment(int index, bool isDuplicate, ref AckOutcome outcome, Timestamp now)
    {
        SentSegment segment = _sent[index];
        if (isDuplicate && segment.Is(SegmentMarks.RetransmissionOut))
        {
            if (_mayUndo && _undoRetransmissions > 0 && segment.End > _undoMarker) _undoRetransmissions--;
            if (segment.Is(SegmentMarks.Sacked)) _sent.ForgetRetransmission(index);
        }

        if (segment.Is(SegmentMarks.Sacked)) return;
        AdvanceRack(segment, now);
        if (!segment.Is(SegmentMarks.EverRetransmitted))
        {
            NoteOrder(segment, ref outcome);
            if (segment.End <= _recoveryPoint) outcome.OriginalArrived = true;
            if (outcome.OldestSackedSentAt == Timestamp.Never) outcome.OldestSackedSentAt = segment.SentAt;
        }

        _sent.MarkSacked(index);
        outcome.NewlySacked = true;
        outcome.Delivered++;
        if (segment.End > _highestSacked) _highestSacked = segment.End;
    }

    /// <summary>RFC 8985 §6.2, step 2: the latest-sent segment known to have arrived.</summary>
    private void AdvanceRack(in SentSegment segment, Timestamp now)
    {
        Duration rtt = now - segment.SentAt;
        if (segment.Is(SegmentMarks.EverRetransmitted) && rtt < _minimumRtt) return; // of the original, not of the retransmission
        _rackAdvanced = true;
        _rackRtt = rtt;
        if (!IsSentAfter(segment.SentAt, segment.End, _rackSentAt, _rackEnd)) return;
        _rackSentAt = segment.SentAt;
        _rackEnd = segment.End;
    }

    /// <summary>RACK_sent_after of RFC 8985 §6.2.</summary>
    private static bool IsSentAfter(Timestamp at, SeqNumber end, Timestamp otherAt, SeqNumber otherEnd) =>
        at > otherAt || (at == otherAt && end > otherEnd);

    /// <summary>Later segments arrived before earlier ones: the threshold follows.</summary>
    private void NoteReordering(SeqNumber lowest, Timestamp now)
    {
        int distance = _highestSacked - lowest;
        if (distance <= 0) return;
        int segments = (distance + SndMss - 1) / SndMss;
        _reorderingSeen = true;
        _reorderingCount++;
        if (segments <= _dupThreshold) return;
        _dupThreshold = Math.Min(segments, MostReordering);
        Trace?.Publish(new ReorderingSeen(Trace.Envelope(now, TcpReasons.Reordering, Id), _dupThreshold));
    }

    /// <summary>Marks what is lost, by the method that the options and the profile allow.</summary>
    private void FindLosses(ref AckOutcome outcome, Timestamp now)
    {
        if (!_useSack) FindLossByDuplicateAcks(outcome, now);
        else if (Profile.UseRack) FindLossesByTime(ref outcome, now);
        else FindLossesByCount(now);
    }

    /// <summary>RFC 5681 §3.2 and RFC 6582 §3.2: enough duplicate ACKs, or a partial acknowledgment, mean that the oldest
    /// segment is lost.</summary>
    private void FindLossByDuplicateAcks(in AckOutcome outcome, Timestamp now)
    {
        if (_sent.Count == 0 || !Profile.UseFastRetransmit) return;
        bool enough = _phase < RecoveryPhase.Recovery && _sent.Sacked >= _dupThreshold;
        bool partial = _phase == RecoveryPhase.Recovery && outcome.Advanced && Profile.UseNewReno;
        if ((!enough && !partial) || _sent[0].Is(SegmentMarks.Lost)) return;
        if (_sent[0].Length > SndMss) _sent.Split(_layer.Rings, 0, _sent[0].Seq + SndMss);
        NoteLost(0, TcpReasons.DuplicateAcks, now);
    }

    /// <summary>RFC 6675 §4 (IsLost): enough SACKed segments lie beyond it.</summary>
    private void FindLossesByCount(Timestamp now)
    {
        int beyond = 0;
        for (int i = _sent.Count - 1; i >= 0 && Profile.UseFastRetransmit; i--)
        {
            if (_sent[i].Is(SegmentMarks.Sacked)) beyond++;
            else if (beyond >= _dupThreshold && !_sent[i].Is(SegmentMarks.Lost)) NoteLost(i, TcpReasons.DuplicateAcks, now);
        }
    }

    /// <summary>RFC 8985 §6.2, step 5, and the reordering timer of §6.3.</summary>
    private void FindLossesByTime(ref AckOutcome outcome, Timestamp now)
    {
        if (!_rackAdvanced || !Profile.UseFastRetransmit) return;
        _rackAdvanced = false;
        Duration wait = DetectByTime(ref outcome, now);
        if (wait.Nanoseconds > 0) SetTimer(TimerKind.Reordering, now + wait + TimerSlack, now);
    }

    /// <summary>RACK_detect_loss: how long until the last segment that is still waited for counts as lost; zero for none.</summary>
    private Duration DetectByTime(ref AckOutcome outcome, Timestamp now)
    {
        Duration window = ReorderingWindow, wait = default;
        for (int i = 0; i < _sent.Count; i++)
        {
            SentSegment segment = _sent[i];
            if (segment.Is(SegmentMarks.Sacked)) continue;
            if (segment.Is(SegmentMarks.Lost) && !segment.Is(SegmentMarks.RetransmissionOut)) continue;
            if (!IsSentAfter(_rackSentAt, _rackEnd, segment.SentAt, segment.End)) continue;
            Duration remaining = segment.SentAt + _rackRtt + window - now;
            if (remaining.Nanoseconds > 0)
            {
                if (remaining > wait) wait = remaining;
                continue;
            }

            if (segment.Is(SegmentMarks.RetransmissionOut)) outcome.RetransmissionLost = true;
            NoteLost(i, TcpReasons.LaterArrived, now);
        }

        return wait;
    }

    /// <summary>RFC 8985 §6.2, step 4: no patience when enough segments lie beyond and no reordering was ever seen.</summary>
    private Duration ReorderingWindow
    {
        get
        {
            if (!_reorderingSeen && (_phase >= RecoveryPhase.Recovery || _sent.Sacked >= _dupThreshold)) return default;
            long steps = _minimumRtt.Nanoseconds / 4 * _reorderingWindowSteps;
            return new(Math.Min(steps, _rtt.SmoothedRtt.Nanoseconds));
        }
    }

    private void NoteLost(int index, in Tracing.Reason because, Timestamp now)
    {
        if (!_sent.MarkLost(index)) return;
        _retransmitFrom = _sent[index].Seq < _retransmitFrom || _sent.Lost == 1 ? _sent[index].Seq : _retransmitFrom;
        Trace?.Publish(new SegmentLost(
            Trace.Envelope(now, because, Id), Relative(_sent[index].Seq), _sent[index].Length));
    }

    private SeqNumber _retransmitFrom; // no lost segment lies before it that was not sent again

    /// <summary>The receiver has thrown SACKed octets away: a short wait, then everything counts as lost. Source: RFC 2018 §8.</summary>
    private void OnReneging(Timestamp now)
    {
        long wait = Math.Max(_rtt.SmoothedRtt.Nanoseconds / 2, Duration.FromMilliseconds(10).Nanoseconds);
        SetTimer(TimerKind.Retransmission, now + new Duration(wait), now);
    }
}
