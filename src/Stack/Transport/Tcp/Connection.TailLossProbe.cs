using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>RFC 8985 §7, the tail loss probe, and §6.3, the reordering timer: losses that no later segment tells of.</summary>
public sealed partial class Connection
{
    /// <summary>RFC 8985 §7.2: when the tail is probed: after two round trips, not after the retransmission time-out.</summary>
    /// <param name="fromAck">True when an acknowledgment has just set the retransmission timer anew.</param>
    /// <param name="now">The time.</param>
    private bool ScheduleTailProbe(bool fromAck, Timestamp now)
    {
        bool allowed = Profile.UseTailLossProbe && _useSack && _sent.Count > 0 && State >= TcpState.Established
            && _phase is RecoveryPhase.Open or RecoveryPhase.WindowReduced;
        if (!allowed) return false;
        long wait = Profile.InitialRto.Nanoseconds;
        if (_rtt.HasSample)
        {
            wait = 2 * _rtt.SmoothedRtt.Nanoseconds;
            wait += _sent.Count == 1 ? Duration.FromMilliseconds(200).Nanoseconds : TimerSlack.Nanoseconds; // for the peer's delayed ACK
        }

        long untilTimeout = fromAck ? BackedOffTimeout.Nanoseconds : (_sent[0].SentAt + BackedOffTimeout - now).Nanoseconds;
        if (untilTimeout > 0) wait = Math.Min(wait, untilTimeout);
        SetTimer(TimerKind.TailLossProbe, now + new Duration(wait), now);
        return true;
    }

    /// <summary>RFC 8985 §7.3: one new segment, or the last one again.</summary>
    private void SendTailLossProbe(Timestamp now)
    {
        bool sent = false;
        if (_sent.Count > 0 && !_tailProbeOut)
        {
            int length = Math.Min(NotSent, SndMss);
            _tailProbeWasRetransmission = false;
            if (NotSent > 0 && FitsWindow(length))
            {
                SendNew(length, length == NotSent && _finQueued, now);
                sent = true;
            }
            else
            {
                int last = _sent.Count - 1;
                sent = RetransmitSegment(last, now);
                _tailProbeWasRetransmission = true;
            }

            if (sent)
            {
                _tailProbeEnd = SndNxt;
                _tailProbeOut = true;
                SetTimer(TimerKind.Retransmission, now + BackedOffTimeout, now); // RFC 8985 §7.3: the probe gets its time
                return;
            }
        }

        if (sent) SetTimer(TimerKind.Retransmission, now + BackedOffTimeout, now); // anew, from the probe on
        else RearmRetransmission(now);
    }

    /// <summary>RFC 8985 §6.3.</summary>
    private void ReorderingTimerExpires(Timestamp now)
    {
        int lostBefore = _sent.Lost, flightBefore = _sent.InFlight;
        AckOutcome outcome = NewOutcome();
        DetectAndWait(ref outcome, now);
        if (_sent.InFlight != flightBefore)
        {
            if (_phase != RecoveryPhase.Recovery)
            {
                EnterRecovery(isEcn: false, now);
                outcome.Delivered = 1;
                if (Profile.UseProportionalRateReduction) ReduceProportionally(outcome, _sent.Lost - lostBefore);
            }

            RetransmitLost(now);
        }

        if (_sendTimer is not (TimerKind.Retransmission or TimerKind.Reordering)) RearmRetransmission(now);
    }

    private void DetectAndWait(ref AckOutcome outcome, Timestamp now)
    {
        Duration wait = DetectByTime(ref outcome, now);
        if (wait.Nanoseconds > 0) SetTimer(TimerKind.Reordering, now + wait + TimerSlack, now);
    }
}
