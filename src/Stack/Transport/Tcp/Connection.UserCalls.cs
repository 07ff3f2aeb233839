using NetStack.Bytes;
using NetStack.Transport.Tcp.Congestion;

namespace NetStack.Transport.Tcp;

/// <summary>RFC 9293 §3.10.1 to §3.10.6: the calls of the user.</summary>
public sealed partial class Connection
{
    private Errno _error; // told once, by the next call that can
    private bool _sendClosed, _receiveClosed, _finQueued, _finReceived;

    /// <summary>True once the peer's FIN has arrived, all before it too.</summary>
    public bool HasReceivedFin => _finReceived;

    /// <summary>True when no more can be read: shut down, or after the peer's FIN.</summary>
    public bool IsReceiveClosed => _receiveClosed;

    /// <summary>True when no more can be sent.</summary>
    public bool IsSendClosed => _sendClosed;

    /// <summary>Octets that can be read.</summary>
    public int Readable => _received.Readable;

    /// <summary>Octets that the send buffer still takes.</summary>
    public int SendSpace => Math.Max(0, _sendLimit - SendQueued);

    /// <summary>Octets in the send buffer: sent and not acknowledged, or not sent.</summary>
    public int SendQueued => _sendCount;

    /// <summary>The pending error without taking it.</summary>
    public Errno PendingError => _error;

    /// <summary>The pending error, which is told once.</summary>
    public Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error;
    }

    /// <summary>§3.10.1 OPEN, active.</summary>
    internal void OpenActive(SeqNumber iss, FastOpenRequest? fastOpen, Timestamp now)
    {
        StartSending(iss);
        _fastOpen = fastOpen;
        PrepareSynOptions();
        if (fastOpen is not null) AssumePeerMss();
        Enter(TcpTransitions.ActiveOpen, now);
        SendSyn(now);
    }

    /// <summary>RFC 7413 §4.1.3: data in a SYN is cut to the MSS that came with the cookie; Linux takes our own for one that is not
    /// known.</summary>
    private void AssumePeerMss()
    {
        int known = _layer.FastOpen.RecallMss(Key.RemoteAddress);
        _peerMss = known > 0 ? known : _advertisedMss;
        UpdateSndMss();
    }

    /// <summary>§3.10.2 SEND before the connection is opened: what Fast Open sends with the SYN. Source: RFC 7413 §4.2.1.</summary>
    /// <returns>Octets taken.</returns>
    internal int QueueForSyn(ReadOnlySpan<byte> data)
    {
        int taken = Math.Min(data.Length, SendSpace);
        if (!_sendRing.Reserve(_layer.Pool, _sendCount + taken, _sendCount)) return 0;
        _sendRing.Write(_sendCount, data[..taken]);
        _sendCount += taken;
        return taken;
    }

    /// <summary>§3.10.2 SEND: takes octets into the send buffer and sends what may be sent.</summary>
    /// <param name="data">The octets.</param>
    /// <param name="more">More follows at once: a segment that is not full may wait (MSG_MORE).</param>
    /// <param name="error">Why nothing was taken.</param>
    /// <param name="now">The time.</param>
    /// <returns>Octets taken, 0 to the length; -1 with an error.</returns>
    public int Send(ReadOnlySpan<byte> data, bool more, out Errno error, Timestamp now)
    {
        error = CheckSend();
        if (error != Errno.None) return -1;
        int taken = Math.Min(data.Length, SendSpace);
        if (taken == 0 && !data.IsEmpty)
        {
            _wantsRoom = true;
            error = Errno.EAGAIN;
            return -1;
        }

        if (!_sendRing.Reserve(_layer.Pool, _sendCount + taken, _sendCount))
        {
            error = Errno.ENOBUFS;
            return -1;
        }

        _sendRing.Write(_sendCount, data[..taken]);
        _sendCount += taken;
        if (taken < data.Length) _wantsRoom = true;
        if (State is TcpState.Established or TcpState.CloseWait || CanSendWithSyn)
        {
            RestartAfterIdle(now);
            if (!more) _pushSeq = SndEnd;
            Output(more ? OutputMode.More : OutputMode.Normal, now);
        }
        else
        {
            _pushSeq = SndEnd;
        }

        Rearm(now);
        return taken;
    }

    private Errno CheckSend()
    {
        if (_error != Errno.None) return TakeError();
        if (_sendClosed) return Errno.EPIPE;
        return State switch
        {
            TcpState.Listen => Errno.ENOTCONN,
            TcpState.SynSent or TcpState.SynReceived when !IsFastOpenEstablished => Errno.EAGAIN,
            TcpState.Established or TcpState.CloseWait or TcpState.SynReceived => Errno.None,
            _ => Errno.EPIPE,
        };
    }

    /// <summary>§3.10.3 RECEIVE: reads octets that have arrived in order.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="isPeek">Keeps what was read (MSG_PEEK).</param>
    /// <param name="error">Why nothing was read.</param>
    /// <param name="now">The time.</param>
    /// <returns>Octets read; 0 at the end of the stream; -1 with an error.</returns>
    public int Receive(Span<byte> destination, bool isPeek, out Errno error, Timestamp now)
    {
        error = Errno.None;
        int count = _received.Read(destination, isPeek);
        if (count > 0 || (destination.IsEmpty && Readable > 0))
        {
            if (!isPeek) OnUserRead(count, now);
            return count;
        }

        if (_finReceived) return 0; // Linux: what has ended well stays so, whatever came afterwards
        if (_error != Errno.None)
        {
            error = TakeError();
            return -1;
        }

        if (_receiveClosed) return 0;
        if (State == TcpState.Closed) return 0; // the error was told already
        error = Errno.EAGAIN;
        return -1;
    }

    /// <summary>Drops octets that could be read (MSG_TRUNC).</summary>
    public int Discard(int count, Timestamp now)
    {
        count = Math.Min(count, Readable);
        _received.Discard(count);
        OnUserRead(count, now);
        return count;
    }

    /// <summary>§3.10.4 CLOSE as far as the sending half goes (shutdown): the FIN goes out after what is queued.</summary>
    public void ShutdownSend(Timestamp now)
    {
        if (_sendClosed) return;
        _sendClosed = true;
        switch (State)
        {
            case TcpState.SynSent:
                Vanish(TcpTransitions.ClosedWhileAsking, now);
                return;
            case TcpState.SynReceived:
                QueueFin();
                Enter(TcpTransitions.CloseWhileOpening, now);
                break;
            case TcpState.Established:
                QueueFin();
                Enter(TcpTransitions.Close, now);
                break;
            case TcpState.CloseWait:
                QueueFin();
                Enter(TcpTransitions.CloseSecond, now);
                break;
            default:
                return;
        }

        _pushSeq = SndEnd;
        Output(OutputMode.Push, now);
        User?.OnReady(Readiness.Writable);
        Rearm(now);
    }

    /// <summary>The user reads no more; what arrives is still acknowledged.</summary>
    public void ShutdownReceive()
    {
        _receiveClosed = true;
        User?.OnReady(Readiness.Readable | Readiness.ReadHangUp);
    }

    /// <summary>§3.10.4 CLOSE: the socket lets go. With unread data the peer is told by a reset that it was lost
    /// (RFC 2525 §2.17, RFC 9293 §3.6.1).</summary>
    /// <param name="now">The time.</param>
    public void Close(Timestamp now)
    {
        User = null;
        if (State == TcpState.Closed)
        {
            Release(now);
            return;
        }

        if (Readable > 0 && State is not TcpState.TimeWait)
        {
            _received.Clear(_layer.Pool);
            Abort(TcpReasons.UnreadData, now);
            return;
        }

        _receiveClosed = true;
        ShutdownSend(now);
        if (State == TcpState.Closed) return;
        _orphanSince = now;
        if (State == TcpState.FinWait2) BeginOrphanedFinWait2(now);
        Rearm(now);
    }

    /// <summary>§3.10.5 ABORT: a RST, and everything is forgotten.</summary>
    public void Abort(Timestamp now) => Abort(TcpTransitions.ResetSent, now);

    private void Abort(in Tracing.Reason because, Timestamp now)
    {
        bool tellsPeer = State is TcpState.SynReceived or TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2
            or TcpState.CloseWait or TcpState.Closing or TcpState.LastAck;
        if (tellsPeer) SendReset(now);
        Vanish(because, now);
    }

    /// <summary>§3.10.6 STATUS.</summary>
    public TcpInfo Status(Timestamp now) => GatherInfo(now);

    /// <summary>What the connection is ready for, as poll says it.</summary>
    public Readiness Readiness
    {
        get
        {
            Readiness ready = Readiness.None;
            bool isReadClosed = _receiveClosed || _finReceived;
            if (State == TcpState.Closed || (isReadClosed && _sendClosed)) ready |= Readiness.HangUp;
            if (isReadClosed) ready |= Readiness.Readable | Readiness.ReadHangUp;
            if (_error != Errno.None) ready |= Readiness.Error | Readiness.Readable | Readiness.Writable;
            if (IsUrgentPending) ready |= Readiness.Urgent;
            if (Readable >= Math.Min(_rcvLowat, Math.Max(1, _rcvLimit))) ready |= Readiness.Readable;
            if (State is TcpState.SynSent or TcpState.SynReceived && !IsFastOpenEstablished) return ready;
            if (State == TcpState.Closed) ready |= Readiness.Readable | Readiness.Writable | Readiness.ReadHangUp;
            if (_sendClosed || IsWritable) ready |= Readiness.Writable;
            else _wantsRoom = true; // whoever has asked is told when there is room, also when no call was cut short: as Linux's poll
            return ready;
        }
    }

    /// <summary>Linux: writable while a third of the buffer is free.</summary>
    private bool IsWritable => SendSpace >= _sendCount / 2 && NotSent < _notSentLowat;

    /// <summary>Forgets everything: the connection is no more.</summary>
    private void Vanish(in Tracing.Reason because, Timestamp now)
    {
        if (State != TcpState.Closed) Enter(TcpState.Closed, because, now);
        Release(now);
        User?.OnReady(Readiness.Readable | Readiness.Writable | Readiness.HangUp | Readiness.ReadHangUp
            | (_error != Errno.None ? Readiness.Error : Readiness.None));
    }

    /// <summary>Gives back what the connection holds of the host; data that can still be read stays.</summary>
    private void Release(Timestamp now)
    {
        StopTimers();
        _sent.Clear(_layer.Rings);
        _sendRing.Release(_layer.Pool);
        _sendCount = 0;
        SndUna = SndNxt;
        bool mayBeRead = User is not null || (Listener is not null && WasOffered); // by whoever accepts it
        if (Readable == 0 || !mayBeRead) _received.Clear(_layer.Pool);
        else _received.Renege();
        _layer.Remove(this);
    }

    private void Fail(Errno error, in Tracing.Reason because, Timestamp now)
    {
        _error = error;
        Vanish(because, now);
    }

    private void StartSending(SeqNumber iss)
    {
        Iss = SndUna = SndNxt = iss;
        _pushSeq = _smallSent = _cwndUsageSeq = _rttRound = _ackRound = iss;
        _recoveryPoint = _highestSacked = _duplicateRound = _retransmitFrom = iss;
        _window.Cwnd = 1; // until the handshake is done only the SYN is out
        _window.Ssthresh = CongestionWindow.NoThreshold;
    }

    private void QueueFin() => _finQueued = true;
}
