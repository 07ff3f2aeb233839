using NetStack.Bytes;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>Taking a reduction back that was in vain: the original had only been late. Source: RFC 3522 (Eifel), RFC 3708
/// (D-SACK), RFC 4015, RFC 5682 (F-RTO).</summary>
public sealed partial class Connection
{
    private uint _lastTsEcr;
    private bool _hasTsEcr;

    /// <summary>Everything retransmitted was reported as duplicate, or the acknowledgment echoes a time stamp from before
    /// the first retransmission.</summary>
    private bool ShowsSpurious => Profile.UseUndo && _mayUndo && (_undoRetransmissions == 0 || WasDelayed);

    private bool WasDelayed => _retransmitStamp != Timestamp.Never && _useTimestamps && _hasTsEcr
        && unchecked((int)(_lastTsEcr - TimestampClock(_retransmitStamp))) < 0;

    private bool TryUndoRecovery(Timestamp now)
    {
        if (ShowsSpurious) Undo(unmarkLost: false, now);
        if (SndUna == _recoveryPoint && !_useSack)
        {
            if (_sent.Retransmitted == 0) _retransmitStamp = Timestamp.Never;
            return true; // RFC 6582 §3.2: something above the recovery point has to be acknowledged first
        }

        SetPhase(RecoveryPhase.Open, TcpReasons.Recovered, now);
        return false;
    }

    /// <summary>A partial acknowledgment shows that the original had arrived.</summary>
    private bool TryUndoPartial(in AckOutcome outcome, Timestamp now)
    {
        if (!Profile.UseUndo || !_mayUndo || !WasDelayed) return false;
        if (_useSack) NoteReordering(SndUna, now);
        if (_sent.Retransmitted > 0) return true; // their fate is not known yet
        Undo(unmarkLost: true, now);
        _phase = RecoveryPhase.Disorder;
        StayOpen(outcome, now);
        return true;
    }

    private bool TryUndoByDuplicate(Timestamp now)
    {
        if (!Profile.UseUndo || !_mayUndo || _undoRetransmissions != 0) return false;
        Undo(unmarkLost: false, now);
        if (_phase == RecoveryPhase.Recovery) _phase = RecoveryPhase.Disorder;
        return true;
    }

    private bool TryUndoTimeout(bool isForwardRto, Timestamp now)
    {
        if (!Profile.UseUndo || (!isForwardRto && !ShowsSpurious)) return false;
        Undo(unmarkLost: true, now);
        if (isForwardRto || _useSack) SetPhase(RecoveryPhase.Open, TcpReasons.Spurious, now);
        return true;
    }

    private void Undo(bool unmarkLost, Timestamp now)
    {
        if (unmarkLost)
        {
            for (int i = 0; i < _sent.Count; i++)
                _sent.UnmarkLost(i);
        }

        if (_window.PriorSsthresh > 0)
        {
            _window.Cwnd = Math.Max(_window.Cwnd, _window.PriorCwnd);
            if (_window.PriorSsthresh > _window.Ssthresh)
            {
                _window.Ssthresh = _window.PriorSsthresh;
                _sendCwr = false;
            }
        }

        _cwndStamp = now;
        _mayUndo = false;
        _rackAdvanced = true; // losses are judged anew
        NoteWindow(TcpReasons.Spurious, now);
    }

    /// <summary>After a time-out: F-RTO's question whether it was in vain, then slow start over what is lost.
    /// Source: RFC 5682 §3.1.</summary>
    private Retransmit RecoverFromTimeout(in AckOutcome outcome, bool isDuplicateAck, Timestamp now)
    {
        bool recovered = SndUna >= _recoveryPoint;
        if (outcome.Advanced && TryUndoTimeout(isForwardRto: false, now)) return Retransmit.Lost;
        if (_frto)
        {
            if (outcome.OriginalArrived && TryUndoTimeout(isForwardRto: true, now)) return Retransmit.Lost; // step 3b
            if (SndNxt > _recoveryPoint)
            {
                if (outcome.NewlySacked || isDuplicateAck) _frto = false; // step 3a
            }
            else if (outcome.Advanced && !recovered)
            {
                _recoveryPoint = SndNxt;
                if (HasUnsent && SndNxt < SndUna + (int)Math.Min(SndWnd, int.MaxValue)) return Retransmit.New; // step 2b: new data instead
                _frto = false;
            }
        }

        if (recovered)
        {
            if (!_useSack) _sent.Sacked = 0;
            TryUndoRecovery(now);
            return Retransmit.Lost;
        }

        if (!_useSack)
        {
            if (SndNxt > _recoveryPoint && isDuplicateAck) _sent.Sacked = Math.Min(_sent.Sacked + 1, _sent.Count - _sent.Lost);
            else if (outcome.Advanced) _sent.Sacked = 0;
        }

        return Retransmit.Lost;
    }

    /// <summary>RFC 5681 §3.1 and RFC 6298 §5: the retransmission timer has expired: everything counts as lost, the window is
    /// one segment.</summary>
    private void EnterLoss(Timestamp now)
    {
        bool isNew = _phase < RecoveryPhase.Recovery;
        MarkLostByTimeout(now);
        if (_phase <= RecoveryPhase.Disorder || _recoveryPoint <= SndUna || (_phase == RecoveryPhase.Loss && _retransmissions == 0))
        {
            _window.PriorSsthresh = CurrentSsthresh;
            _window.PriorCwnd = _window.Cwnd;
            _window.Ssthresh = Congestion.Reduce(_window, now);
            Congestion.OnTimeout(_window);
            BeginUndo();
        }

        _window.Cwnd = Profile.CongestionControl == CongestionAlgorithm.None ? _window.Cwnd : _sent.InFlight + 1;
        _window.Credit = 0;
        if (_phase <= RecoveryPhase.Disorder && _sent.Sacked >= Profile.DuplicateAckThreshold)
            _dupThreshold = Math.Min(_dupThreshold, Profile.DuplicateAckThreshold);
        _tailProbeOut = false; // everything counts as lost: the probe tells nothing any more
        SetPhase(RecoveryPhase.Loss, TcpReasons.RetransmissionTimeout, now);
        _recoveryPoint = SndNxt;
        if (_useEcn) _sendCwr = true;
        _frto = Profile.UseForwardRto && (isNew || _retransmissions > 0);
        NoteWindow(TcpReasons.RetransmissionTimeout, now);
    }

    private void MarkLostByTimeout(Timestamp now)
    {
        bool isReneged = _sent.Count > 0 && _sent[0].Is(SegmentMarks.Sacked);
        if (!_useSack) _sent.Sacked = 0;
        for (int i = 0; i < _sent.Count; i++)
        {
            if (isReneged && _useSack) _sent.UnmarkSacked(i);
            bool wasJustSent = _useSack && Profile.UseRack && i > 0 && !isReneged
                && (_sent[i].SentAt + _rackRtt + ReorderingWindow - now).Nanoseconds > 0;
            if (!wasJustSent) NoteLost(i, TcpReasons.RetransmissionTimeout, now);
        }

        _retransmitFrom = SndUna;
    }

    /// <summary>RFC 8985 §7.4: what became of the tail loss probe?</summary>
    private void CheckTailProbe(in AckOutcome outcome, Timestamp now)
    {
        if (SndUna < _tailProbeEnd) return;
        if (!_tailProbeWasRetransmission)
        {
            _tailProbeOut = false;
        }
        else if (outcome.Duplicate)
        {
            _tailProbeOut = false; // the probe arrived, and the original too
        }
        else if (SndUna > _tailProbeEnd)
        {
            _tailProbeOut = false; // one of both was lost: that was congestion
            EnterWindowReduced(TcpReasons.TailLossRepaired, now);
            EndReduction(now);
            _phase = RecoveryPhase.Disorder;
            StayOpen(outcome, now);
        }
        else if (!outcome.Advanced && !outcome.IsNoDuplicateAck && !outcome.NewlySacked)
        {
            _tailProbeOut = false; // a plain duplicate ACK: both arrived
        }
    }
}
