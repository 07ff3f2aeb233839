using NetStack.Bytes;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>What the socket sets on a connection, and what it can see of it.</summary>
public sealed partial class Connection
{
    /// <summary>Set once a listener has offered the connection to be accepted.</summary>
    internal bool WasOffered { get; set; }

    /// <summary>The listener against whose limit a connection counts that Fast Open has opened early.</summary>
    internal Listener? FastOpenListener { get; set; }

    /// <summary>TCP_NODELAY: Nagle's algorithm is off. Source: RFC 9293 §3.7.4 (MUST-17).</summary>
    public bool NoDelay => _noDelay;

    /// <summary>Switches Nagle's algorithm; what it held back goes.</summary>
    public void SetNoDelay(bool on, Timestamp now)
    {
        _noDelay = on;
        if (on) Push(now);
    }

    /// <summary>TCP_CORK: segments that are not full wait.</summary>
    public bool IsCorked => _isCorked;

    /// <summary>Corks or uncorks; what the cork held back goes.</summary>
    public void SetCork(bool on, Timestamp now)
    {
        _isCorked = on;
        if (!on) Push(now);
    }

    private void Push(Timestamp now)
    {
        if (!CanSendData) return;
        Output(OutputMode.Push, now);
        Rearm(now);
    }

    /// <summary>TCP_QUICKACK: acknowledgments are not delayed for a while.</summary>
    public void SetQuickAck(bool on, Timestamp now)
    {
        _pingPong = on ? 0 : 3;
        if (!on) return;
        _quickAcks = Math.Max(_quickAcks, 16);
        if (!_ackPending || State < TcpState.Established) return;
        SendAck(now);
        Rearm(now);
    }

    /// <summary>SO_KEEPALIVE. Source: RFC 9293 §3.8.4 (MUST-25: off unless asked for).</summary>
    public void SetKeepAlive(bool on, Timestamp now)
    {
        _keepAlive = on;
        if (on && State >= TcpState.Established && _lifeTimer == LifeTimerKind.None) BeginKeepAlive(now);
        else if (!on && _lifeTimer == LifeTimerKind.KeepAlive) SetLifeTimer(LifeTimerKind.None, Timestamp.Never, now);
        Rearm(now);
    }

    /// <summary>TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT; zero leaves a value as it is.</summary>
    public void SetKeepAliveTimes(Duration idle, Duration interval, int probes, Timestamp now)
    {
        if (idle.Nanoseconds > 0) _keepAliveIdle = idle;
        if (interval.Nanoseconds > 0) _keepAliveInterval = interval;
        if (probes > 0) _keepAliveCount = probes;
        if (_lifeTimer == LifeTimerKind.KeepAlive) SetLifeTimer(LifeTimerKind.KeepAlive, now + KeepAliveIdle, now);
        Rearm(now);
    }

    /// <summary>TCP_USER_TIMEOUT; zero for none. Source: RFC 9293 §3.9.1.1, RFC 5482.</summary>
    public Duration UserTimeout
    {
        get => _userTimeout;
        set => _userTimeout = value;
    }

    /// <summary>TCP_LINGER2: how long FIN-WAIT-2 lasts once no socket holds the connection.</summary>
    public Duration Linger2
    {
        get => _linger2;
        set => _linger2 = value;
    }

    /// <summary>TCP_SYNCNT: retransmissions of a SYN; 0 is the profile's.</summary>
    public int SynRetries
    {
        get => _synRetries;
        set => _synRetries = value;
    }

    /// <summary>TCP_MAXSEG: the largest MSS to offer and to use; 0 is the path's.</summary>
    public int UserMss
    {
        get => _userMss;
        set
        {
            _userMss = value;
            if (State != TcpState.Closed) UpdateSndMss();
        }
    }

    /// <summary>SO_SNDBUF: octets of data that the send buffer takes.</summary>
    public int SendLimit
    {
        get => _sendLimit;
        set => _sendLimit = Math.Max(value, 1);
    }

    /// <summary>SO_RCVBUF: octets of data that the receive buffer takes; once set, it is not tuned any more.</summary>
    public int ReceiveLimit
    {
        get => _rcvLimit;
        set
        {
            _rcvLimit = Math.Max(value, 1);
            _userRcvBuffer = true;
        }
    }

    /// <summary>SO_RCVLOWAT: octets that have to be there before the connection is readable.</summary>
    public int ReceiveLowWater
    {
        get => _rcvLowat;
        set => _rcvLowat = Math.Max(1, value);
    }

    /// <summary>TCP_NOTSENT_LOWAT: writable only while less than this was not sent yet.</summary>
    public int NotSentLowWater
    {
        get => _notSentLowat;
        set => _notSentLowat = value;
    }

    /// <summary>IP_TOS or IPV6_TCLASS: the DSCP part; ECN is TCP's own.</summary>
    public byte TrafficClass
    {
        get => _trafficClass;
        set => _trafficClass = (byte)(value & ~3);
    }

    /// <summary>IP_TTL or IPV6_UNICAST_HOPS; 0 is the host's.</summary>
    public byte HopLimit
    {
        get => _hopLimit;
        set => _hopLimit = value;
    }

    /// <summary>Octets of data in a full-sized segment now (what TCP_MAXSEG reads).</summary>
    public int EffectiveMss => State == TcpState.Closed && _userMss > 0 ? _userMss : SndMss;

    /// <summary>True while there is urgent data that was not read yet, arrived or announced: the urgent pointer, which
    /// points behind it, lies ahead of what was read. Source: RFC 9293 §3.8.5 (MUST-33, MUST-62).</summary>
    public bool IsUrgentPending => _hasUrgent && _rcvUp > RcvNxt - (_finReceived ? 1 : 0) - Readable;

    /// <summary>True when a segment that begins with this number is out.</summary>
    internal bool IsOut(SeqNumber seq) => seq >= SndUna && seq < SndNxt;

    /// <summary>TIME-WAIT ends early: a new connection takes its place.</summary>
    internal void EndTimeWait(Timestamp now) => Vanish(TcpTransitions.Reopen.Reason, now);

    /// <summary>RFC 6191 §2: the SYN is newer by its time stamp, or by its sequence number.</summary>
    internal bool IsNewerThan(in Segment seg)
    {
        if (_useTimestamps && seg.Options.HasTimestamps)
        {
            int newer = unchecked((int)(seg.Options.TsVal - _tsRecent));
            if (newer != 0) return newer > 0;
        }

        return seg.Seq > RcvNxt;
    }

    /// <summary>RFC 6191 §3 from the client's side: our next time stamp will be newer.</summary>
    internal bool CanBeReplaced(Timestamp now) =>
        _useTimestamps && Profile.ReuseTimeWait && _tsRecentAt != Timestamp.Never && now - _tsRecentAt >= Profile.TimeWaitReuseDelay;

    /// <summary>In TIME-WAIT a SYN may begin a new connection; everything else goes its usual way.</summary>
    internal bool TryAnswerInTimeWait(in Segment seg, Timestamp now) =>
        State == TcpState.TimeWait && seg.Has(TcpFlags.Syn) && !seg.Has(TcpFlags.Ack | TcpFlags.Rst) && _layer.TryReopen(this, seg, now);

    private TcpInfo GatherInfo(Timestamp now) => new()
    {
        State = LinuxState(State),
        CaState = (byte)_phase,
        Retransmits = (byte)Math.Min(_retransmissions, byte.MaxValue),
        Probes = (byte)Math.Min(_unansweredProbes + _keepAliveProbesSent, byte.MaxValue),
        Backoff = (byte)_backoff,
        Options = (byte)((_useTimestamps ? 1 : 0) | (_useSack ? 2 : 0) | (_useWindowScale ? 4 : 0) | (_useEcn ? 8 : 0)
            | (_synDataWasAcked ? 32 : 0)),
        SndWscale = _sndWindShift,
        RcvWscale = _rcvWindShift,
        Rto = Microseconds(State is TcpState.SynSent or TcpState.SynReceived ? Profile.InitialRto : BackedOffTimeout),
        Ato = Microseconds(_delayedAckTime),
        SndMss = (uint)SndMss,
        RcvMss = (uint)_rcvMss,
        Unacked = (uint)_sent.Count,
        Sacked = (uint)_sent.Sacked,
        Lost = (uint)_sent.Lost,
        Retrans = (uint)_sent.Retransmitted,
        LastDataSent = Milliseconds(now - _lastDataSentAt),
        LastDataRecv = Milliseconds(now - _lastDataAt),
        LastAckRecv = Milliseconds(now - _lastAckAt),
        Pmtu = (uint)_pathMtu,
        RcvSsthresh = (uint)_rcvLimit,
        Rtt = Microseconds(_rtt.SmoothedRtt),
        RttVar = Microseconds(_rtt.RttVariation),
        SndSsthresh = (uint)_window.Ssthresh,
        SndCwnd = (uint)_window.Cwnd,
        AdvMss = (uint)_advertisedMss,
        Reordering = (uint)_dupThreshold,
        RcvSpace = (uint)_rcvLimit,
        TotalRetrans = (uint)_retransmittedTotal,
        NotSentBytes = (uint)NotSent,
        MinRtt = Microseconds(_minimumRtt),
        Delivered = (uint)_delivered,
        ReordSeen = (uint)_reorderingCount,
        SndWnd = SndWnd,
        RcvWnd = RcvWnd,
        BusyTime = (ulong)(Spent(now).Busy.Nanoseconds / 1000),
        RwndLimited = (ulong)(Spent(now).WindowLimited.Nanoseconds / 1000),
        SndbufLimited = (ulong)(Spent(now).BufferLimited.Nanoseconds / 1000),
        BytesSent = _octetsSent,
        BytesRetrans = _octetsRetransmitted,
        BytesAcked = OctetsAcknowledged,
        BytesReceived = _octetsReceived,
        SegsOut = _segmentsOut,
        SegsIn = _segmentsIn,
        DataSegsOut = _dataSegmentsOut,
        DataSegsIn = _dataSegmentsIn,
        DeliveredCe = _deliveredMarked,
    };

    private static uint Microseconds(Duration duration) => (uint)Math.Clamp(duration.Nanoseconds / 1000, 0, uint.MaxValue);

    private static uint Milliseconds(Duration duration) => (uint)Math.Clamp(duration.Nanoseconds / 1_000_000, 0, uint.MaxValue);

    private static byte LinuxState(TcpState state) => state switch
    {
        TcpState.Established => 1,
        TcpState.SynSent => 2,
        TcpState.SynReceived => 3,
        TcpState.FinWait1 => 4,
        TcpState.FinWait2 => 5,
        TcpState.TimeWait => 6,
        TcpState.Closed => 7,
        TcpState.CloseWait => 8,
        TcpState.LastAck => 9,
        TcpState.Listen => 10,
        _ => 11,
    };
}
