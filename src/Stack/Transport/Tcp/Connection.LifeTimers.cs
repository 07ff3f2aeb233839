using NetStack.Bytes;

namespace NetStack.Transport.Tcp;


/// <summary>What the connection as a whole waits for.</summary>
internal enum LifeTimerKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A sign of life. Source: RFC 9293 §3.8.4.</summary>
    KeepAlive,

    /// <summary>The peer's FIN, for a connection that no socket holds.</summary>
    FinWait2,

    /// <summary>The end of old segments. Source: RFC 9293 §3.6.1.</summary>
    TimeWait,
}

/// <summary>The timers of the connection as a whole: keep-alive (RFC 9293 §3.8.4), FIN-WAIT-2, TIME-WAIT (§3.6.1); and what ICMP says
/// of it (§3.9.2.2).</summary>
public sealed partial class Connection
{
    private void LifeTimerExpires(Timestamp now)
    {
        LifeTimerKind kind = _lifeTimer;
        SetLifeTimer(LifeTimerKind.None, Timestamp.Never, now);
        Trace?.Publish(new TimerExpired(Trace.Envelope(now, ReasonOf(kind), Id), _keepAliveProbesSent));
        switch (kind)
        {
            case LifeTimerKind.TimeWait:
                Vanish(TcpTransitions.TimeWaitEnds.Reason, now);
                break;
            case LifeTimerKind.FinWait2:
                Vanish(TcpReasons.FinWait2Over, now);
                break;
            case LifeTimerKind.KeepAlive:
                KeepAlive(now);
                break;
        }
    }

    /// <summary>RFC 9293 §3.8.4 (MUST-24 to MUST-29).</summary>
    private void KeepAlive(Timestamp now)
    {
        Duration idle = now - (_lastDataAt > _lastAckAt ? _lastDataAt : _lastAckAt);
        if (_sent.Count > 0 || HasUnsent || State < TcpState.Established)
        {
            SetLifeTimer(LifeTimerKind.KeepAlive, now + KeepAliveIdle, now);
            return;
        }

        if (idle < KeepAliveIdle)
        {
            SetLifeTimer(LifeTimerKind.KeepAlive, now + (KeepAliveIdle - idle), now);
            return;
        }

        bool timedOut = _userTimeout.Nanoseconds > 0 ? idle >= _userTimeout && _keepAliveProbesSent > 0
            : _keepAliveProbesSent >= KeepAliveProbes;
        if (timedOut)
        {
            SendReset(now);
            Fail(Errno.ETIMEDOUT, TcpReasons.KeepAliveUnanswered, now);
            return;
        }

        _keepAliveProbesSent++;
        SendProbe(now);
        SetLifeTimer(LifeTimerKind.KeepAlive, now + KeepAliveInterval, now);
    }

    private Timestamp _lastAckAt;

    private Duration KeepAliveIdle => _keepAliveIdle.Nanoseconds > 0 ? _keepAliveIdle : Profile.KeepAliveIdle;

    private Duration KeepAliveInterval => _keepAliveInterval.Nanoseconds > 0 ? _keepAliveInterval : Profile.KeepAliveInterval;

    private int KeepAliveProbes => _keepAliveCount > 0 ? _keepAliveCount : Profile.KeepAliveProbes;

    private void BeginKeepAlive(Timestamp now)
    {
        _lastAckAt = now;
        if (_keepAlive) SetLifeTimer(LifeTimerKind.KeepAlive, now + KeepAliveIdle, now);
    }

    /// <summary>TIME-WAIT: only the addresses and numbers are still needed. Source: RFC 9293 §3.6.1.</summary>
    private void BeginTimeWait(Timestamp now)
    {
        StopTimers();
        BeginTimeWaitTimer(now);
        User?.OnReady(Readiness.Readable | Readiness.ReadHangUp | Readiness.HangUp);
    }

    private void BeginTimeWaitTimer(Timestamp now) => SetLifeTimer(LifeTimerKind.TimeWait, now + Profile.TimeWait, now);

    private void BeginOrphanedFinWait2(Timestamp now) =>
        SetLifeTimer(LifeTimerKind.FinWait2, now + (_linger2.Nanoseconds > 0 ? _linger2 : Profile.FinWait2Timeout), now);

    private Duration _linger2;
    private Errno _softError;

    /// <summary>An ICMP error about this connection. Source: RFC 9293 §3.9.2.2, RFC 5927.</summary>
    internal void OnDeliveryError(Internet.DeliveryProblem problem, Timestamp now)
    {
        Errno error = problem switch
        {
            Internet.DeliveryProblem.PortUnreachable or Internet.DeliveryProblem.ProtocolUnreachable => Errno.ECONNREFUSED,
            Internet.DeliveryProblem.NetworkUnreachable => Errno.ENETUNREACH,
            Internet.DeliveryProblem.SourceQuench => Errno.None, // RFC 6633 (MUST-55)
            _ => Errno.EHOSTUNREACH,
        };
        if (error == Errno.None) return;
        bool isHard = problem is Internet.DeliveryProblem.PortUnreachable or Internet.DeliveryProblem.ProtocolUnreachable;
        if (State == TcpState.SynSent || (State == TcpState.SynReceived && (Listener is null || WasOffered)))
            Fail(error, TcpReasons.Unreachable, now); // while opening, any of them ends it, as Linux does
        else
            _softError = isHard ? Errno.None : error; // RFC 5927 §5.2: synchronized connections are not ended by ICMP
    }
}
