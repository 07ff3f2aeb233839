using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>What a check of §3.10.7 says.</summary>
internal enum Step
{
    /// <summary>Go on with the next check.</summary>
    Continue,

    /// <summary>The segment is dealt with.</summary>
    Done,
}

/// <summary>RFC 9293 §3.10.7: SEGMENT ARRIVES. CLOSED (§3.10.7.1) and LISTEN (§3.10.7.2) are the layer's and the
/// listener's matter: there is no connection yet.</summary>
public sealed partial class Connection
{
    /// <summary>A segment of this connection has arrived.</summary>
    internal void SegmentArrives(in Segment seg, Timestamp now)
    {
        CountArrived(seg);
        if (State == TcpState.SynSent) ArriveSynSent(seg, now);
        else if (State != TcpState.Closed) ArriveSynchronized(seg, now);
        Rearm(now);
        CheckInvariants();
    }

    /// <summary>RFC 9293 §3.10.7.3: SYN-SENT, the checks in the RFC's order.</summary>
    private void ArriveSynSent(in Segment seg, Timestamp now)
    {
        // first, the ACK bit
        if (seg.Has(TcpFlags.Ack) && !IsSynSentAckAcceptable(seg, now))
        {
            if (!seg.Has(TcpFlags.Rst)) _layer.SendResetFor(Key, seg, now);
            if (Profile.RepeatSynAtOnce && _retransmissions == 0) SetTimer(TimerKind.Retransmission, now + TwoTicks, now);
            return;
        }

        // second, the RST bit: believed only when it acknowledges our SYN (RFC 5961 §3.2)
        if (seg.Has(TcpFlags.Rst))
        {
            if (seg.Has(TcpFlags.Ack)) Fail(Errno.ECONNREFUSED, TcpTransitions.ResetArrives, now);
            return;
        }

        // third, security: not modelled
        // fourth, the SYN bit
        if (seg.Has(TcpFlags.Syn)) ArriveSyn(seg, now);
        // fifth: neither SYN nor RST, dropped
        else Ignore(seg, TcpReasons.NoSynInSynSent, now);
    }

    private static readonly Duration TwoTicks = Duration.FromMilliseconds(8); // Linux's shortest time-out, with 250 ticks a second

    /// <summary>RFC 9293 §3.10.7.3, first: ISS &lt; SEG.ACK &lt;= SND.NXT; and RFC 7323 §5.8: an echoed time stamp that we
    /// have not sent yet is another connection's.</summary>
    private bool IsSynSentAckAcceptable(in Segment seg, Timestamp now)
    {
        if (seg.Ack <= SndUna || seg.Ack > SndNxt) return false;
        return !_useTimestampsOffered || !seg.Options.HasTimestamps || seg.Options.TsEcr == 0
            || unchecked((int)(TimestampClock(now) - seg.Options.TsEcr)) >= 0;
    }

    private void ArriveSyn(in Segment seg, Timestamp now)
    {
        Irs = seg.Seq;
        RcvNxt = seg.Seq + 1;
        _rcvWup = RcvNxt;
        TakeSynOptions(seg.Options, seg.Flags);
        SndWnd = seg.Window; // a SYN's window is never scaled: RFC 7323 §2.2
        _maxSndWnd = Math.Max(_maxSndWnd, SndWnd);
        (_sndWl1, _sndWl2) = (seg.Seq, seg.Ack);
        if (seg.Options.HasTimestamps && _useTimestamps) TakeTsRecent(seg.Options.TsVal, now);
        if (!seg.Has(TcpFlags.Ack))
        {
            Enter(TcpTransitions.SimultaneousOpen, now);
            RepeatSynAsSynAck(now);
            return;
        }

        _ackNow = true; // data of the SYN that is sent again takes the ACK along
        AcknowledgeSyn(seg, now);
        Enter(TcpTransitions.SynAckArrives, now);
        BeginEstablished(now);
        if (seg.Data.Length > 0 || seg.Has(TcpFlags.Fin))
        {
            Segment rest = seg.From(seg.Seq + 1);
            ProcessText(rest, now);
            CheckFin(rest, now);
        }

        User?.OnReady(Readiness.Writable);
        AnswerSynAck(now);
    }

    /// <summary>RFC 9293 §3.10.7.4: eight checks, in the RFC's order.</summary>
    private void ArriveSynchronized(in Segment arrived, Timestamp now)
    {
        Segment seg = arrived;
        if (CheckSequence(ref seg, now) is Step.Done) return; // first
        if (CheckRst(seg, now) is Step.Done) return; // second
        // third, security and compartment: not modelled
        if (CheckSyn(seg, now) is Step.Done) return; // fourth
        if (CheckAck(seg, now) is Step.Done) return; // fifth
        CheckUrg(seg); // sixth
        ProcessText(seg, now); // seventh
        CheckFin(seg, now); // eighth
        if (State == TcpState.Closed) return;
        Output(OutputMode.Normal, now);
        AnswerIfDue(now);
    }

    /// <summary>First: the sequence number, and before it the time stamp (RFC 7323 §5.3, R1).</summary>
    private Step CheckSequence(ref Segment seg, Timestamp now)
    {
        if (_useTimestamps && seg.Options.HasTimestamps && !seg.Has(TcpFlags.Rst) && IsOldTimestamp(seg, now))
            return AnswerUnacceptable(seg, TcpReasons.OldTimestamp, now);
        if (IsSynAckOfSimultaneousOpen(seg))
        {
            seg = seg.From(RcvNxt); // of the SYN nothing is left to do
            return Step.Continue;
        }

        if (!IsAcceptable(seg))
        {
            if (State == TcpState.SynReceived && seg.Has(TcpFlags.Syn) && seg.Seq == Irs && !seg.Has(TcpFlags.Ack | TcpFlags.Rst))
                return RepeatSynAck(now);
            if (State == TcpState.TimeWait && seg.Has(TcpFlags.Syn) && !seg.Has(TcpFlags.Ack | TcpFlags.Rst) && _layer.TryReopen(this, seg, now))
                return Step.Done;
            if (!IsWithinZeroWindow(seg)) return AnswerUnacceptable(seg, TcpReasons.OutsideWindow, now);
            seg = seg.UpTo(0);
            _ackNow = true; // RFC 9293 §3.10.7.4: a closed window is answered, and what is no data is still looked at
        }

        RecordTimestamp(seg, now);
        TrimToWindow(ref seg);
        return Step.Continue;
    }

    /// <summary>RFC 9293 §3.5, figure 7: both ends opened at the same time. The peer's SYN-ACK bears the number of its SYN,
    /// which is left of the window, and yet its ACK opens the connection.</summary>
    private bool IsSynAckOfSimultaneousOpen(in Segment seg) => State == TcpState.SynReceived && Listener is null
        && seg.Has(TcpFlags.Syn) && seg.Has(TcpFlags.Ack) && !seg.Has(TcpFlags.Rst) && seg.Seq == Irs && seg.Ack == SndNxt;

    /// <summary>Table 6 of RFC 9293 §3.10.7.4, row by row.</summary>
    private bool IsAcceptable(in Segment seg) => (seg.Len, RcvWnd) switch
    {
        (0, 0) => seg.Seq == RcvNxt,
        (0, _) => seg.Seq.IsWithin(RcvNxt, RcvWnd) || seg.Seq == RcvNxt + (int)RcvWnd,
        (_, 0) => false,
        _ => seg.Seq.IsWithin(RcvNxt, RcvWnd) || (seg.Seq + (seg.Len - 1)).IsWithin(RcvNxt, RcvWnd),
    };

    /// <summary>RFC 9293 §3.10.7.4: with a window of zero, ACK, URG and RST at RCV.NXT still count (MUST-66); so does
    /// a bare FIN, which needs no room: two ends that wait for each other's FIN would else wait for ever.</summary>
    private bool IsWithinZeroWindow(in Segment seg) => RcvWnd == 0 && seg.Seq == RcvNxt && seg.Len > 0 && !seg.Has(TcpFlags.Syn);

    /// <summary>RFC 9293 §3.10.7.4: an unacceptable segment is answered by an ACK, unless it bears a RST. The answer is
    /// rate limited where two ends could answer each other for ever (RFC 5961 §5).</summary>
    private Step AnswerUnacceptable(in Segment seg, in Tracing.Reason because, Timestamp now)
    {
        Ignore(seg, because, now);
        if (seg.Has(TcpFlags.Rst)) return Step.Done;
        if (seg.Has(TcpFlags.Syn))
        {
            SendChallengeAck(TcpReasons.SynInWindow, now);
            return Step.Done;
        }

        if (seg.Data.Length > 0 || seg.Has(TcpFlags.Fin))
        {
            if (seg.Seq < RcvNxt) NoteDuplicate(seg);
            EnterQuickAck();
        }
        else if (!MayAnswerInvalid(now))
        {
            return Step.Done;
        }

        if (State == TcpState.TimeWait && seg.Has(TcpFlags.Fin)) BeginTimeWaitTimer(now);
        SendAck(now);
        return Step.Done;
    }

    /// <summary>RFC 9293 §3.10.7.4: what lies outside of the window is cut off.</summary>
    private void TrimToWindow(ref Segment seg)
    {
        if (seg.Data.Length == 0 && !seg.Has(TcpFlags.Syn | TcpFlags.Fin)) return;
        if (seg.Seq < RcvNxt && !seg.Has(TcpFlags.Syn))
        {
            NoteDuplicate(seg);
            seg = seg.From(RcvNxt);
        }

        if (seg.Data.Length == 0) return;
        int room = RcvNxt + (int)RcvWnd - seg.Seq;
        if (seg.Data.Length > room) seg = seg.UpTo(Math.Max(0, room));
    }

    /// <summary>Second: the RST bit, by RFC 5961 §3.2: only an exact hit resets.</summary>
    private Step CheckRst(in Segment seg, Timestamp now)
    {
        if (!seg.Has(TcpFlags.Rst)) return Step.Continue;
        if (seg.Seq != RcvNxt && !IsAfterLastHeld(seg.Seq))
        {
            SendChallengeAck(TcpReasons.ResetInWindow, now);
            return Step.Done;
        }

        switch (State)
        {
            case TcpState.SynReceived when Listener is not null && !WasOffered:
                Vanish(TcpTransitions.ResetWhileOpening.Reason, now); // the listener itself stays in LISTEN
                break;
            case TcpState.SynReceived when !IsFastOpenEstablished:
                Fail(Errno.ECONNREFUSED, TcpTransitions.ResetArrives, now);
                break;
            case TcpState.TimeWait:
                Ignore(seg, TcpReasons.ResetInTimeWait, now); // RFC 1337: TIME-WAIT must not be assassinated
                break;
            default:
                Fail(State == TcpState.CloseWait ? Errno.EPIPE : Errno.ECONNRESET, TcpTransitions.ResetArrives, now);
                break;
        }

        return Step.Done;
    }

    /// <summary>RFC 5961 §3.2 as amended by Linux: a peer that lost what we hold out of order resets after its last octet.</summary>
    private bool IsAfterLastHeld(SeqNumber seq) =>
        _useSack && _received.RunCount > 0 && seq == _received.Run(_received.RunCount - 1).Right;

    /// <summary>Fourth: a SYN inside the window is answered by a challenge ACK. Source: RFC 5961 §4.2.</summary>
    private Step CheckSyn(in Segment seg, Timestamp now)
    {
        if (!seg.Has(TcpFlags.Syn)) return Step.Continue;
        SendChallengeAck(TcpReasons.SynInWindow, now);
        return Step.Done;
    }

    /// <summary>Fifth: the ACK field.</summary>
    private Step CheckAck(in Segment seg, Timestamp now)
    {
        if (!seg.Has(TcpFlags.Ack))
        {
            Ignore(seg, TcpReasons.NoAck, now);
            return Step.Done;
        }

        if (State == TcpState.SynReceived)
        {
            if (seg.Ack <= SndUna || seg.Ack > SndNxt)
            {
                _layer.SendResetFor(Key, seg, now);
                return Step.Done;
            }
            else if (CompletePassiveOpen(seg, now) is Step.Done)
            {
                return Step.Done;
            }
        }

        if (ProcessAck(seg, now) is Step.Done) return Step.Done;
        return AfterAck(seg, now);
    }

    /// <summary>Fifth, the part of the closing states: has our FIN been acknowledged?</summary>
    private Step AfterAck(in Segment seg, Timestamp now)
    {
        bool finIsAcked = _finSent && SndUna == SndNxt && _sent.Count == 0;
        if (!finIsAcked) return Step.Continue;
        switch (State)
        {
            case TcpState.FinWait1 when seg.Has(TcpFlags.Fin) && seg.Seq == RcvNxt:
                break; // the peer's FIN is in it too: TIME-WAIT is next (eighth)
            case TcpState.FinWait1:
                Enter(TcpTransitions.AckOfFinArrives, now);
                if (IsOrphan) BeginOrphanedFinWait2(now);
                break;
            case TcpState.Closing:
                Enter(TcpTransitions.AckWhileClosing, now);
                BeginTimeWait(now);
                return Step.Done;
            case TcpState.LastAck:
                Vanish(TcpTransitions.AckOfLastFin.Reason, now);
                return Step.Done;
        }

        return Step.Continue;
    }

    /// <summary>Sixth: urgent data is taken in line, as RFC 6093 §6 asks new applications to do; the mark is kept for
    /// whoever looks (SIOCATMARK).</summary>
    private void CheckUrg(in Segment seg)
    {
        if (!seg.Has(TcpFlags.Urg)) return;
        SeqNumber up = seg.Seq + seg.UrgentPointer;
        if (_hasUrgent && up <= _rcvUp) return;
        _rcvUp = up;
        _hasUrgent = true;
        User?.OnReady(Readiness.Urgent);
    }

    /// <summary>Eighth: the FIN bit; it counts once everything before it has arrived.</summary>
    private void CheckFin(in Segment seg, Timestamp now)
    {
        if (seg.Has(TcpFlags.Fin) && State is TcpState.SynReceived or TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2)
        {
            _finSeq = seg.Seq + seg.Data.Length;
            _hasFinSeq = true;
            if (RcvNxt != _finSeq) _ackNow = true; // beyond a gap, like data there: RFC 5681 §4.2
        }

        if (!_hasFinSeq || _finReceived || RcvNxt != _finSeq || State == TcpState.Closed) return;
        RcvNxt += 1;
        _finReceived = true;
        _hasDuplicate = false; // nothing can be missing any more: Linux reports nothing
        AcknowledgeFin(isBeyondGap: !seg.Has(TcpFlags.Fin));
        bool finIsAcked = _finSent && _sent.Count == 0;
        switch (State)
        {
            case TcpState.SynReceived:
                Enter(TcpTransitions.FinWhileOpening, now);
                break;
            case TcpState.Established:
                Enter(TcpTransitions.FinArrives, now);
                break;
            case TcpState.FinWait1 when finIsAcked:
                Enter(TcpTransitions.FinWithAckOfFin, now);
                SendAck(now);
                BeginTimeWait(now);
                break;
            case TcpState.FinWait1:
                Enter(TcpTransitions.SimultaneousClose, now);
                break;
            case TcpState.FinWait2:
                Enter(TcpTransitions.FinAfterClose, now);
                SendAck(now);
                BeginTimeWait(now);
                break;
        }

        User?.OnReady(Readiness.Readable | Readiness.ReadHangUp);
    }

    /// <summary>A FIN is acknowledged at once, but Linux lets the acknowledgment of one that ends a conversation wait for our own
    /// FIN, which is likely to be next: RFC 9293 §3.8.6.3 (SHLD-18).</summary>
    private void AcknowledgeFin(bool isBeyondGap)
    {
        _ackPending = true;
        if (Profile.UseAdaptiveDelayedAck && State == TcpState.Established && _hasDataArrived && !isBeyondGap) _pingPong = Math.Max(_pingPong, 3);
        else _ackNow = true;
    }
}
