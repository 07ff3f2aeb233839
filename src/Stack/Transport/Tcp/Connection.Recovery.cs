using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport.Tcp.Congestion;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>What the sender believes of the path; the names are Linux's, TCP_INFO shows them.</summary>
internal enum RecoveryPhase : byte
{
    /// <summary>Nothing suspicious.</summary>
    Open,

    /// <summary>Duplicate ACKs or SACKs, not enough of them yet.</summary>
    Disorder,

    /// <summary>The window is lowered because of a congestion mark.</summary>
    WindowReduced,

    /// <summary>Fast recovery: what is lost is sent again. Source: RFC 6582, RFC 6675.</summary>
    Recovery,

    /// <summary>After a retransmission time-out. Source: RFC 5681 §3.1.</summary>
    Loss,
}

/// <summary>Loss recovery: when something counts as lost, what is sent again, and what the window does meanwhile.
/// Source: RFC 5681 §3.2, RFC 6582, RFC 6675, RFC 6937, RFC 8985, RFC 5682.</summary>
public sealed partial class Connection
{
    private RecoveryPhase _phase;
    private SeqNumber _recoveryPoint; // RFC 6675: HighData when recovery began; recovery ends when it is acknowledged
    private int _prrDelivered, _prrOut; // RFC 6937
    private int _dupThreshold;
    private SeqNumber _undoMarker;
    private int _undoRetransmissions;
    private bool _mayUndo, _frto;
    private Timestamp _retransmitStamp = Timestamp.Never; // when the first retransmission of this episode left
    private SeqNumber _tailProbeEnd;
    private bool _tailProbeOut, _tailProbeWasRetransmission;

    private bool IsReducing => _phase is RecoveryPhase.Recovery or RecoveryPhase.WindowReduced;

    /// <summary>What follows from an acknowledgment for recovery and for the window.</summary>
    private void RespondToAck(AckOutcome outcome, int priorLost, Timestamp now)
    {
        if (_tailProbeOut) CheckTailProbe(outcome, now);
        bool isDuplicateAck = !outcome.Advanced && !outcome.IsNoDuplicateAck && !outcome.Duplicate && _sent.Count > 0
            && (!_useSack || outcome.NewlySacked);
        Retransmit what = Retransmit.Nothing;
        bool isDubious = isDuplicateAck || outcome.NewlySacked || outcome.Duplicate || outcome.EcnEcho || _phase != RecoveryPhase.Open
            || (!outcome.IsNoDuplicateAck && !outcome.Advanced);
        if (outcome.Advanced || IsOlderThanFirst(outcome)) SetRetransmissionTimer(now, outcome.Advanced);
        if (isDubious) what = Recover(ref outcome, isDuplicateAck, now);
        AdjustWindow(outcome, Math.Max(0, _sent.Lost - priorLost), now);
        if (what == Retransmit.Lost) RetransmitLost(now);
        else if (what == Retransmit.New) Output(OutputMode.Normal, now);
    }

    /// <summary>RFC 6298 §5.3 counts from new data that is acknowledged; a SACK counts when it is about something that had left
    /// before the first segment was last sent, so that the time-out cannot move away for ever.</summary>
    private bool IsOlderThanFirst(in AckOutcome outcome) =>
        outcome.OldestSackedSentAt != Timestamp.Never && _sent.Count > 0 && outcome.OldestSackedSentAt < _sent[0].SentAt;

    private enum Retransmit
    {
        Nothing,
        Lost,
        New,
    }

    private Retransmit Recover(ref AckOutcome outcome, bool isDuplicateAck, Timestamp now)
    {
        if (outcome.EcnEcho) _window.PriorSsthresh = 0;
        if (_sent.Count > 0 && _sent[0].Is(SegmentMarks.Sacked) && SndUna == _sent[0].Seq) OnReneging(now);
        if (_phase == RecoveryPhase.Open) _retransmitStamp = Timestamp.Never;
        else if (SndUna >= _recoveryPoint && LeavePhase(now)) return Retransmit.Nothing;
        switch (_phase)
        {
            case RecoveryPhase.Recovery:
                if (!outcome.Advanced) AddDuplicateAck(isDuplicateAck, ref outcome);
                else if (TryUndoPartial(outcome, now)) return Retransmit.Lost;
                if (TryUndoByDuplicate(now))
                {
                    StayOpen(outcome, now);
                    return Retransmit.Lost;
                }

                FindLosses(ref outcome, now);
                return Retransmit.Lost;
            case RecoveryPhase.Loss:
                Retransmit after = RecoverFromTimeout(outcome, isDuplicateAck, now);
                FindLosses(ref outcome, now);
                if (_phase != RecoveryPhase.Open && !outcome.RetransmissionLost) return after;
                break;
            default:
                if (!_useSack)
                {
                    if (outcome.Advanced) _sent.Sacked = 0;
                    AddDuplicateAck(isDuplicateAck, ref outcome);
                }

                if (_phase <= RecoveryPhase.Disorder) TryUndoByDuplicate(now);
                FindLosses(ref outcome, now);
                break;
        }

        if (_sent.Lost == 0 || !Profile.UseFastRetransmit)
        {
            StayOpen(outcome, now);
            return _sent.Lost > 0 ? Retransmit.Lost : Retransmit.Nothing;
        }

        EnterRecovery(outcome.EcnEcho, now);
        if (!_useSack) FindLosses(ref outcome, now);
        return Retransmit.Lost;
    }

    /// <summary>Without SACK, a duplicate ACK means that a segment has left the network. Source: RFC 5681 §3.2.</summary>
    private void AddDuplicateAck(bool isDuplicateAck, ref AckOutcome outcome)
    {
        if (_useSack || !isDuplicateAck) return;
        if (_sent.Sacked >= _sent.Count - _sent.Lost) return; // no more can have left than are out
        _sent.Sacked++;
        _delivered++;
        outcome.Delivered++;
    }

    /// <summary>What was out when the phase began is acknowledged: it ends.</summary>
    /// <returns>True when nothing is left to do.</returns>
    private bool LeavePhase(Timestamp now)
    {
        switch (_phase)
        {
            case RecoveryPhase.WindowReduced when SndUna != _recoveryPoint:
                EndReduction(now);
                SetPhase(RecoveryPhase.Open, TcpReasons.Recovered, now);
                break;
            case RecoveryPhase.Recovery:
                if (!_useSack) _sent.Sacked = 0;
                if (TryUndoRecovery(now)) return true;
                EndReduction(now);
                break;
        }

        return false;
    }

    private void EnterRecovery(bool isEcn, Timestamp now)
    {
        BeginUndo();
        if (!IsReducing)
        {
            if (!isEcn) _window.PriorSsthresh = CurrentSsthresh;
            BeginReduction(now);
        }

        SetPhase(RecoveryPhase.Recovery, _useSack && Profile.UseRack ? TcpReasons.LaterArrived : TcpReasons.DuplicateAcks, now);
    }

    private void BeginUndo()
    {
        _undoMarker = SndUna;
        _mayUndo = true;
        _undoRetransmissions = _sent.Retransmitted > 0 ? _sent.Retransmitted : -1;
    }

    private void BeginReduction(Timestamp now)
    {
        _recoveryPoint = SndNxt;
        _tailProbeOut = false;
        _window.Credit = 0;
        _window.PriorCwnd = _window.Cwnd;
        _prrDelivered = _prrOut = 0;
        _rescued = false;
        _window.Ssthresh = Congestion.Reduce(_window, now);
        if (_useEcn) _sendCwr = true;
        if (!Profile.UseProportionalRateReduction) _window.Cwnd = Math.Min(_window.Cwnd, _window.Ssthresh);
        NoteWindow(TcpReasons.DuplicateAcks, now);
    }

    /// <summary>The threshold that it would return to.</summary>
    private int CurrentSsthresh => IsReducing ? _window.Ssthresh : Math.Max(_window.Ssthresh, (int)(_window.Cwnd * 3L / 4));

    private void EndReduction(Timestamp now)
    {
        if (_window.Ssthresh == CongestionWindow.NoThreshold) return;
        if (_phase == RecoveryPhase.WindowReduced || _mayUndo)
        {
            _window.Cwnd = _window.Ssthresh;
            NoteWindow(TcpReasons.Recovered, now);
        }
    }

    private void SetPhase(RecoveryPhase phase, in Reason because, Timestamp now)
    {
        if (_phase == phase) return;
        Trace?.Publish(new RecoveryChanged(
            Trace.Envelope(now, because, Id), _phase.ToString(), phase.ToString(), _sent.Lost, _sent.InFlight));
        _phase = phase;
    }

    private void NoteWindow(in Reason because, Timestamp now) =>
        Trace?.Publish(new CongestionWindowChanged(Trace.Envelope(now, because, Id), _window.Cwnd, _window.Ssthresh, _sent.InFlight));

    /// <summary>Not in recovery: the phase follows from whether something looks odd.</summary>
    private void StayOpen(in AckOutcome outcome, Timestamp now)
    {
        if (_phase == RecoveryPhase.Loss) return;
        if (outcome.EcnEcho && _phase < RecoveryPhase.WindowReduced)
        {
            EnterWindowReduced(TcpReasons.EcnEcho, now);
            return;
        }

        if (_phase == RecoveryPhase.WindowReduced) return;
        bool isOdd = _sent.Sacked > 0 || _sent.Lost > 0 || _sent.Retransmitted > 0;
        SetPhase(isOdd ? RecoveryPhase.Disorder : RecoveryPhase.Open, isOdd ? TcpReasons.DuplicateAcks : TcpReasons.Recovered, now);
        if (!isOdd) _recoveryPoint = SndNxt;
    }

    /// <summary>RFC 3168 §6.1.2: a congestion mark is answered as a loss is, once a round trip, but nothing is sent again.</summary>
    private void EnterWindowReduced(in Reason because, Timestamp now)
    {
        _window.PriorSsthresh = 0;
        _mayUndo = false;
        BeginReduction(now);
        SetPhase(RecoveryPhase.WindowReduced, because, now);
    }

    /// <summary>How the window follows an acknowledgment: growth, or an even reduction.</summary>
    private void AdjustWindow(in AckOutcome outcome, int newlyLost, Timestamp now)
    {
        bool roundEnded = SndUna > _ackRound;
        if (roundEnded) _ackRound = SndNxt;
        bool isMeasured = outcome.DataAcked && outcome.NewestSentAt != Timestamp.Never && !outcome.RetransmittedAcked && _lastRtt.Nanoseconds > 0;
        bool growsFirst = Profile.ConservativeSlowStart; // RFC 9406 §4.2; Linux looks at the delay first
        if (isMeasured && !growsFirst) Congestion.OnRoundTrip(_window, _lastRtt, roundEnded, now);
        if (!IsReducing) GrowWindow(outcome, now);
        else if (Profile.UseProportionalRateReduction) ReduceProportionally(outcome, newlyLost);
        if (isMeasured && growsFirst) Congestion.OnRoundTrip(_window, _lastRtt, roundEnded, now);
    }

    private void GrowWindow(in AckOutcome outcome, Timestamp now)
    {
        bool mayGrow = _dupThreshold > Profile.DuplicateAckThreshold ? outcome.Delivered > 0 : outcome.DataAcked;
        if (!mayGrow || outcome.Delivered <= 0 || !IsCwndLimited) return;
        int before = _window.Cwnd;
        bool wasSlowStart = _window.InSlowStart;
        Congestion.OnAcknowledged(_window, outcome.Delivered, now);
        if (_window.Cwnd != before) NoteWindow(wasSlowStart ? TcpReasons.SlowStart : TcpReasons.CongestionAvoidance, now);
    }

    /// <summary>RFC 6937 §3: as many leave as arrive, less the reduction.</summary>
    private void ReduceProportionally(in AckOutcome outcome, int newlyLost)
    {
        if (outcome.Delivered <= 0 || _window.PriorCwnd == 0) return;
        _prrDelivered += outcome.Delivered;
        int delta = _window.Ssthresh - _sent.InFlight, count;
        if (delta < 0)
        {
            count = (int)((((long)_window.Ssthresh * _prrDelivered) + _window.PriorCwnd - 1) / _window.PriorCwnd) - _prrOut;
        }
        else
        {
            count = Math.Max(_prrDelivered - _prrOut, outcome.Delivered);
            if (outcome.Advanced && newlyLost == 0) count++; // slow start reduction bound: progress, and nothing more is lost
            count = Math.Min(delta, count);
        }

        count = Math.Max(count, _prrOut > 0 ? 0 : 1); // the first fast retransmission is not held back
        _window.Cwnd = _sent.InFlight + count;
    }

    /// <summary>RFC 7661, RFC 9293: the window grows only while it is what limits the sender.</summary>
    private bool IsCwndLimited => !Profile.ValidateCongestionWindow || _window.IsLimiting
        || (_window.InSlowStart && _window.Cwnd < 2 * _window.LargestFlight);

    private SeqNumber _cwndUsageSeq;
    private int _cwndUsed;
    private Timestamp _cwndStamp;

    /// <summary>After sending: was the window used?</summary>
    private void ValidateWindow(bool isLimiting, Timestamp now)
    {
        if (SndUna >= _cwndUsageSeq || isLimiting || (!_window.IsLimiting && _sent.Count > _window.LargestFlight))
        {
            _window.IsLimiting = isLimiting;
            _window.LargestFlight = _sent.Count;
            _cwndUsageSeq = SndNxt;
        }

        if (IsCwndLimited)
        {
            _cwndUsed = 0;
            _cwndStamp = now;
            return;
        }

        _cwndUsed = Math.Max(_cwndUsed, _sent.Count);
        if (!Profile.RestartAfterIdle || !Profile.ValidateCongestionWindow || now - _cwndStamp < RetransmissionTimeout) return;
        LowerUnusedWindow(now);
    }

    private void LowerUnusedWindow(Timestamp now)
    {
        if (_phase == RecoveryPhase.Open)
        {
            int used = Math.Max(_cwndUsed, Math.Max(Profile.InitialWindowSegments, 2));
            if (used < _window.Cwnd)
            {
                _window.Ssthresh = CurrentSsthresh;
                _window.Cwnd = (_window.Cwnd + used) >> 1;
                NoteWindow(TcpReasons.ApplicationLimited, now);
            }

            _cwndUsed = 0;
        }

        _cwndStamp = now;
    }

    /// <summary>RFC 5681 §4.1: after a pause of a time-out the old window says nothing about the path.</summary>
    private void RestartAfterIdle(Timestamp now)
    {
        if (!Profile.RestartAfterIdle || _sent.Count > 0 || Profile.CongestionControl == CongestionAlgorithm.None) return;
        long rto = RetransmissionTimeout.Nanoseconds, idle = (now - _lastDataSentAt).Nanoseconds;
        if (idle <= rto) return;
        int restart = Math.Min(Math.Max(Profile.InitialWindowSegments, 2), _window.Cwnd), cwnd = _window.Cwnd;
        _window.Ssthresh = CurrentSsthresh;
        for (idle -= rto; idle > 0 && cwnd > restart; idle -= rto)
            cwnd >>= 1;
        _window.Cwnd = Math.Max(cwnd, restart);
        _cwndStamp = now;
        _cwndUsed = 0;
        NoteWindow(TcpReasons.Idle, now);
    }
}
