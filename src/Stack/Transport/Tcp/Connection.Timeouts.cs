using NetStack.Bytes;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>What the sending side of a connection waits for. There is one such timer: only the nearest cause counts.</summary>
internal enum TimerKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An acknowledgment. Source: RFC 6298.</summary>
    Retransmission,

    /// <summary>An acknowledgment of the tail. Source: RFC 8985 §7.</summary>
    TailLossProbe,

    /// <summary>Reordered segments. Source: RFC 8985 §6.3.</summary>
    Reordering,

    /// <summary>The peer's window. Source: RFC 9293 §3.8.6.1.</summary>
    Persist,
}

/// <summary>RFC 9293 §3.10.8: timeouts. Each timer is a value: a time, or never.</summary>
public sealed partial class Connection
{
    private TimerKind _sendTimer;
    private LifeTimerKind _lifeTimer;
    private Timestamp _sendTimerAt = Timestamp.Never, _ackTimerAt = Timestamp.Never, _lifeTimerAt = Timestamp.Never;
    private int _backoff, _retransmissions, _unansweredProbes, _keepAliveProbesSent;
    private Duration _userTimeout; // zero: none
    private bool _keepAlive;
    private Duration _keepAliveIdle, _keepAliveInterval;
    private int _keepAliveCount, _synRetries;
    private Timestamp _orphanSince = Timestamp.Never;

    /// <summary>The socket has let go; the connection ends by itself.</summary>
    private bool IsOrphan => _orphanSince != Timestamp.Never;

    private static readonly Duration LeastTimeout = Duration.FromMilliseconds(1);

    /// <inheritdoc/>
    public override Timestamp NextDeadline
    {
        get
        {
            Timestamp first = _sendTimerAt < _ackTimerAt ? _sendTimerAt : _ackTimerAt;
            return _lifeTimerAt < first ? _lifeTimerAt : first;
        }
    }

    /// <summary>RTO without backing off.</summary>
    private Duration RetransmissionTimeout => _synTimeouts > 0 && !_rtt.HasSample ? AfterLostSyn : _rtt.RetransmissionTimeout;

    private static readonly Duration AfterLostSyn = Duration.FromSeconds(3); // RFC 6298 §5.7
    private int _synTimeouts;

    /// <summary>RFC 6298 §5.5: doubled for each time-out in a row.</summary>
    private Duration BackedOffTimeout => BackOff(_backoff);

    private Duration PersistTimeout => BackOff(_backoff);

    private Duration BackOff(int doublings)
    {
        Int128 timeout = (Int128)RetransmissionTimeout.Nanoseconds << Math.Min(doublings, 32);
        return new((long)Int128.Min(timeout, Profile.MaximumRto.Nanoseconds));
    }

    private bool IsTimerSet(TimerKind kind) => _sendTimer == kind;

    private void SetTimer(TimerKind kind, Timestamp at, Timestamp now)
    {
        _sendTimer = kind;
        _sendTimerAt = ClampToUserTimeout(kind, at);
        Trace?.Publish(new TimerSet(Trace.Envelope(now, ReasonOf(kind), Id), _sendTimerAt));
    }

    private static Tracing.Reason ReasonOf(TimerKind kind) => kind switch
    {
        TimerKind.TailLossProbe => TcpReasons.TailLossProbe,
        TimerKind.Reordering => TcpReasons.Reordering,
        TimerKind.Persist => TcpReasons.Persist,
        _ => TcpReasons.Retransmission,
    };

    private void StopTimer(TimerKind kind)
    {
        if (_sendTimer != kind) return;
        _sendTimer = TimerKind.None;
        _sendTimerAt = Timestamp.Never;
    }

    private void StopTimers()
    {
        _sendTimer = TimerKind.None;
        _lifeTimer = LifeTimerKind.None;
        _sendTimerAt = _ackTimerAt = _lifeTimerAt = Timestamp.Never;
    }

    private void SetLifeTimer(LifeTimerKind kind, Timestamp at, Timestamp now)
    {
        (_lifeTimer, _lifeTimerAt) = (kind, at);
        if (kind != LifeTimerKind.None) Trace?.Publish(new TimerSet(Trace.Envelope(now, ReasonOf(kind), Id), at));
    }

    private static Tracing.Reason ReasonOf(LifeTimerKind kind) => kind switch
    {
        LifeTimerKind.TimeWait => TcpReasons.TimeWait,
        LifeTimerKind.FinWait2 => TcpReasons.FinWait2,
        _ => TcpReasons.KeepAlive,
    };

    /// <summary>Ends a step: what could not be done in its middle is done now, and the heap learns the next deadline.</summary>
    private void Rearm(Timestamp now)
    {
        if (_pathMtuIsSmaller)
        {
            _pathMtuIsSmaller = false;
            OnPathMtu(now);
        }

        _layer.Timers.Update(this);
    }

    private bool _pathMtuIsSmaller;

    /// <inheritdoc/>
    public override void Advance(Timestamp now)
    {
        if (_ackTimerAt <= now) DelayedAckIsDue(now);
        if (_sendTimerAt <= now) SendTimerExpires(now);
        if (_lifeTimerAt <= now) LifeTimerExpires(now);
        Rearm(now);
        CheckInvariants();
    }

    private void DelayedAckIsDue(Timestamp now)
    {
        _ackTimerAt = Timestamp.Never;
        if (!_ackPending) return;
        if (_pingPong == 0)
        {
            _delayedAckTime = new(Math.Min(_delayedAckTime.Nanoseconds * 2, RetransmissionTimeout.Nanoseconds));
        }
        else
        {
            _pingPong = 0;
            _delayedAckTime = Profile.DelayedAckTimeout;
        }

        SendAck(now);
    }

    private void SendTimerExpires(Timestamp now)
    {
        TimerKind kind = _sendTimer;
        _sendTimer = TimerKind.None;
        _sendTimerAt = Timestamp.Never;
        Trace?.Publish(new TimerExpired(Trace.Envelope(now, ReasonOf(kind), Id), _retransmissions));
        switch (kind)
        {
            case TimerKind.Retransmission:
                RetransmissionTimeoutExpires(now);
                break;
            case TimerKind.TailLossProbe:
                SendTailLossProbe(now);
                break;
            case TimerKind.Reordering:
                ReorderingTimerExpires(now);
                break;
            case TimerKind.Persist:
                ProbeWindow(now);
                break;
        }
    }

    /// <summary>RFC 6298 §5.4 to §5.7.</summary>
    private void RetransmissionTimeoutExpires(Timestamp now)
    {
        if (_sent.Count == 0) return;
        if (State is TcpState.SynSent or TcpState.SynReceived)
        {
            SynTimeout(now);
            return;
        }

        if (GivesUp(now)) return;
        if (Profile.DetectBlackHoles && _retransmissions == Profile.Retries1) SuspectBlackHole(now);
        EnterLoss(now);
        _retransmissions++;
        RetransmitSegment(0, now);
        _retransmitFrom = SndUna;
        _backoff = Math.Min(_backoff + 1, 32);
        SetTimer(TimerKind.Retransmission, now + BackedOffTimeout, now);
    }

    private void SynTimeout(Timestamp now)
    {
        int limit = State == TcpState.SynSent ? (_synRetries > 0 ? _synRetries : Profile.SynRetries) : Profile.SynAckRetries;
        bool timedOut = _userTimeout.Nanoseconds > 0 && now - _synAt >= _userTimeout;
        if (_retransmissions >= limit || timedOut)
        {
            if (_fastOpen is not null && _synHadData) _layer.FastOpen.Forget(Key.RemoteAddress);
            Fail(Errno.ETIMEDOUT, timedOut ? TcpReasons.UserTimeout : TcpReasons.TooManyRetransmissions, now);
            return;
        }

        _retransmissions++;
        _synTimeouts++;
        _backoff = Math.Min(_backoff + 1, 32);
        _sent.MarkRetransmitted(0, now);
        _sent.ForgetRetransmission(0);
        RetransmitSyn(now);
        long wait = Math.Min(Profile.InitialRto.Nanoseconds << Math.Min(_backoff, 10), Profile.MaximumRto.Nanoseconds);
        SetTimer(TimerKind.Retransmission, now + new Duration(wait), now);
    }

    private void RetransmitSyn(Timestamp now)
    {
        if (State == TcpState.SynSent) TransmitSyn(isFirst: false, now);
        else TransmitSynAck(now);
    }

    /// <summary>RFC 9293 §3.8.3 (R2) and §3.10.8 (the user's time-out).</summary>
    private bool GivesUp(Timestamp now)
    {
        bool timedOut = _userTimeout.Nanoseconds > 0 && _retransmitStamp != Timestamp.Never && now - _retransmitStamp >= _userTimeout;
        int limit = IsOrphan ? Math.Min(Profile.OrphanRetries, Profile.Retries2) : Profile.Retries2;
        if (!timedOut && _retransmissions < limit) return false;
        Errno error = _softError != Errno.None ? _softError : Errno.ETIMEDOUT;
        Fail(error, timedOut ? TcpReasons.UserTimeout : TcpReasons.TooManyRetransmissions, now);
        return true;
    }

    private Timestamp ClampToUserTimeout(TimerKind kind, Timestamp at)
    {
        if (_userTimeout.Nanoseconds <= 0 || kind != TimerKind.Retransmission) return at;
        Timestamp since = _retransmitStamp != Timestamp.Never ? _retransmitStamp : Timestamp.Never;
        if (since == Timestamp.Never) return at;
        Timestamp end = since + _userTimeout;
        return end < at ? end : at;
    }

    /// <summary>RFC 2923 §2.1: full-sized segments vanish and no router says why.</summary>
    private void SuspectBlackHole(Timestamp now)
    {
        if (DataLengthOf(_sent[0]) < SndMss || SndMss <= TcpLayer.DefaultMss) return;
        int lower = Math.Max(TcpLayer.DefaultMss + TcpLayer.HeaderOctets(Key), _pathMtu / 2);
        if (lower >= _pathMtu) return;
        _layer.Datagrams.LowerPathMtu(Key.RemoteAddress, lower, now);
        _pathMtu = lower;
        UpdateSndMss();
        Trace?.Publish(new PathMtuLowered(Trace.Envelope(now, TcpReasons.BlackHole, Id), lower, SndMss));
    }

    /// <summary>RFC 6298 §5.2 and §5.3: off when nothing is out, else from now on.</summary>
    private void SetRetransmissionTimer(Timestamp now, bool advanced)
    {
        if (_sent.Count == 0)
        {
            StopTimer(TimerKind.Retransmission);
            StopTimer(TimerKind.TailLossProbe);
            StopTimer(TimerKind.Reordering);
            return;
        }

        if (!advanced && _phase is not (RecoveryPhase.Open or RecoveryPhase.WindowReduced)) return;
        if (ScheduleTailProbe(fromAck: true, now)) return;
        RearmRetransmission(now);
    }

    /// <summary>After a probe or the reordering timer: what is left of the retransmission time-out since the oldest segment left.</summary>
    private void RearmRetransmission(Timestamp now)
    {
        if (_sent.Count == 0)
        {
            StopTimer(_sendTimer);
            return;
        }

        Duration wait = BackedOffTimeout;
        if (_sendTimer is TimerKind.Reordering or TimerKind.TailLossProbe or TimerKind.None)
        {
            Duration left = _sent[0].SentAt + wait - now;
            wait = left < LeastTimeout ? LeastTimeout : left;
        }

        SetTimer(TimerKind.Retransmission, now + wait, now);
    }
}
