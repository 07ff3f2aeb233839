using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport.Tcp.LossRecovery;

namespace NetStack.Transport.Tcp;

/// <summary>What the Fast Open part of an active open is to do. Source: RFC 7413 §4.1.</summary>
/// <param name="Cookie">The cookie to send in the SYN's option, or an empty one to ask for a cookie.</param>
/// <param name="MayBearData">Data may go with the SYN.</param>
internal sealed record FastOpenRequest(FastOpenCookie Cookie, bool MayBearData);

/// <summary>RFC 9293 §3.5: the three-way handshake, and what is agreed on in it.</summary>
public sealed partial class Connection
{
    private FastOpenRequest? _fastOpen; // null: an ordinary opening
    private bool _synHadData, _synDataWasAcked, _useTimestampsOffered;
    private bool _fastOpenAccepted; // server: the SYN's cookie was good
    private Timestamp _synAt; // when the SYN or SYN-ACK was first sent

    /// <summary>Server: the SYN had a good cookie, so data flows before the handshake is complete. Source: RFC 7413 §4.2.2.</summary>
    internal bool IsFastOpenEstablished => _fastOpenAccepted && State == TcpState.SynReceived;

    /// <summary>Client: data may be queued while the SYN has not gone out.</summary>
    private bool CanSendWithSyn => IsFastOpenEstablished;

    /// <summary>What goes into our SYN: MSS, window scale and the first window.</summary>
    private void PrepareSynOptions()
    {
        DatagramPath path = TakePath();
        int headers = TcpLayer.HeaderOctets(Key);
        // RFC 9293 §3.7.1 (MUST-67): the MSS that is offered follows from what can be received, not from the path
        _advertisedMss = Math.Max(TcpLayer.MinimumMss, Math.Min(path.LinkMtu, 65_535) - headers);
        if (_userMss > 0) _advertisedMss = Math.Min(_advertisedMss, _userMss);
        int mostSpace = _userRcvBuffer ? _rcvLimit : Math.Max(_rcvLimit, Profile.MaximumReceiveBuffer);
        if (Profile.UseWindowScale && _rcvWindShift == 0) _rcvWindShift = WindowShiftFor(mostSpace);
        UpdateSndMss();
    }

    /// <summary>RFC 7323 §2.3: the least scale by which so much room can be named, at most 14.</summary>
    internal static byte WindowShiftFor(int space)
    {
        byte shift = 0;
        for (; space > ushort.MaxValue && shift < 14; space >>= 1)
            shift++;
        return shift;
    }

    /// <summary>The window of a SYN: whole segments, and never more than 16 bits (RFC 7323 §2.2).</summary>
    private ushort FirstWindow()
    {
        int mss = Math.Max(1, _advertisedMss - (_useTimestamps ? SegmentOptionsWriter.TimestampsLength : 0));
        int space = Math.Min(_rcvLimit, ushort.MaxValue + (_rcvWindShift > 0 ? 1 : 0));
        if (space > mss) space -= space % mss;
        return (ushort)Math.Min(space, ushort.MaxValue);
    }

    private SegmentOptions SynOptions(bool isAnswer)
    {
        SegmentOptions options = default;
        options.MaximumSegmentSize = (ushort)Math.Min(_advertisedMss, ushort.MaxValue);
        options.SackPermitted = isAnswer ? _useSack : Profile.UseSack;
        options.HasTimestamps = isAnswer ? _useTimestamps : Profile.UseTimestamps;
        if (isAnswer ? _useWindowScale : Profile.UseWindowScale) options.WindowScalePlusOne = (byte)(_rcvWindShift + 1);
        return options;
    }

    private void SendSyn(Timestamp now)
    {
        _synAt = now;
        _useTimestampsOffered = Profile.UseTimestamps;
        _sent.Add(_layer.Rings, SndNxt, 1, TcpFlags.Syn, now);
        SndNxt += 1;
        TransmitSyn(isFirst: true, now);
        SetTimer(TimerKind.Retransmission, now + Profile.InitialRto, now);
        Rearm(now);
    }

    /// <summary>Sends the SYN, the first time with a Fast Open option and data where these were asked for.</summary>
    private void TransmitSyn(bool isFirst, Timestamp now)
    {
        TcpFlags flags = TcpFlags.Syn;
        if (Profile.Ecn == EcnUse.On && _retransmissions <= 1) flags |= TcpFlags.Ece | TcpFlags.Cwr; // RFC 3168 §6.1.1.1
        SegmentOptions options = SynOptions(isAnswer: false);
        int data = 0;
        if (isFirst && _fastOpen is not null)
        {
            // RFC 7413 §4.1.2: an empty option asks for a cookie; without any option the data goes on trust
            if (!Profile.FastOpenClientWithoutCookie) options.FastOpenPlusOne = (byte)(_fastOpen.Cookie.Length + 1);
            (options.CookieLow, options.CookieHigh) = (_fastOpen.Cookie.Low, _fastOpen.Cookie.High);
            if (_fastOpen.MayBearData) data = QueueSynData(now);
        }

        Advertise(FirstWindow());
        TransmitHandshake(flags, options, data, now);
    }

    /// <summary>RFC 7413 §4.2.1: as much data as fits beside the most options goes with the SYN: Linux leaves room for those
    /// that a middlebox may add.</summary>
    private int QueueSynData(Timestamp now)
    {
        const int mostOptions = TcpHeader.MaxLength - TcpHeader.MinLength;
        int room = SndMss + (_useTimestamps ? SegmentOptionsWriter.TimestampsLength : 0) - mostOptions;
        int data = Math.Max(0, Math.Min(room, _sendCount));
        if (data == 0) return 0;
        _sent.Add(_layer.Rings, SndNxt, data, TcpFlags.Ack | TcpFlags.Psh, now);
        SndNxt += data;
        _synHadData = true;
        return data;
    }

    /// <summary>The options of the peer's SYN. Source: RFC 9293 §3.7.1, RFC 7323 §2.2 and §3.2, RFC 2018 §2.</summary>
    private void TakeSynOptions(in SegmentOptions options, TcpFlags flags)
    {
        _peerMss = options.MaximumSegmentSize == 0 ? TcpLayer.DefaultMssFor(Key)
            : Math.Max((int)options.MaximumSegmentSize, TcpLayer.MinimumMss);
        _useTimestamps = Profile.UseTimestamps && options.HasTimestamps;
        _useSack = Profile.UseSack && options.SackPermitted;
        _useWindowScale = Profile.UseWindowScale && options.WindowScalePlusOne != 0;
        _sndWindShift = _useWindowScale ? (byte)(options.WindowScalePlusOne - 1) : (byte)0;
        if (!_useWindowScale) _rcvWindShift = 0;
        bool isAnswer = (flags & TcpFlags.Ack) != 0;
        TcpFlags ecn = flags & (TcpFlags.Ece | TcpFlags.Cwr);
        _useEcn = isAnswer ? Profile.Ecn == EcnUse.On && ecn == TcpFlags.Ece
            : Profile.Ecn != EcnUse.Off && ecn == (TcpFlags.Ece | TcpFlags.Cwr);
        UpdateSndMss();
    }

    /// <summary>LISTEN to SYN-RECEIVED. Source: RFC 9293 §3.10.7.2.</summary>
    internal void OpenPassive(
        Listener listener, in Segment seg, SeqNumber iss, bool acceptsFastOpen, FastOpenRequest? newCookie, Timestamp now)
    {
        CountArrived(seg);
        Listener = listener;
        State = TcpState.Listen;
        TakeSyn(seg, iss, now);
        Enter(TcpTransitions.SynArrives, now);
        _fastOpenAccepted = acceptsFastOpen;
        _fastOpen = newCookie;
        if (acceptsFastOpen)
        {
            BeginEstablished(now);
            if (seg.Data.Length > 0 && _received.Append(_layer.Pool, seg.Data))
            {
                RcvNxt += seg.Data.Length;
                _octetsReceived += (ulong)seg.Data.Length;
                _synDataWasAcked = true;
            }

            if (seg.Has(TcpFlags.Fin) && RcvNxt == seg.Seq + 1 + seg.Data.Length) (_finSeq, _hasFinSeq) = (RcvNxt, true);
        }

        _synAt = now;
        _sent.Add(_layer.Rings, SndNxt, 1, TcpFlags.Syn | TcpFlags.Ack, now);
        SndNxt += 1;
        TransmitSynAck(now);
        _ackPending = false; // the SYN-ACK has acknowledged its data
        SetTimer(TimerKind.Retransmission, now + Profile.InitialRto, now);
        if (_hasFinSeq)
        {
            RcvNxt += 1;
            _finReceived = true;
            Enter(TcpTransitions.FinWhileOpening, now);
        }

        Rearm(now);
    }

    /// <summary>The peer's SYN, for a connection that this end did not begin.</summary>
    private void TakeSyn(in Segment seg, SeqNumber iss, Timestamp now)
    {
        StartSending(iss);
        Irs = seg.Seq;
        RcvNxt = seg.Seq + 1;
        _rcvWup = RcvNxt;
        PrepareSynOptions();
        TakeSynOptions(seg.Options, seg.Flags);
        SndWnd = seg.Window;
        _maxSndWnd = SndWnd;
        (_sndWl1, _sndWl2) = (seg.Seq, iss);
        if (_useTimestamps) TakeTsRecent(seg.Options.TsVal, now);
    }

    /// <summary>A connection that a SYN cookie was made for: the final ACK shows what the SYN said. Source: RFC 4987 §3.6.</summary>
    internal void OpenFromCookie(Listener listener, in Segment ack, in SegmentOptions synOptions, Timestamp now)
    {
        Listener = listener;
        State = TcpState.Listen;
        StartSending(ack.Ack - 1);
        Irs = ack.Seq - 1;
        RcvNxt = _rcvWup = ack.Seq;
        PrepareSynOptions();
        TakeSynOptions(synOptions, TcpFlags.Syn);
        (_sndWl1, _sndWl2) = (ack.Seq, ack.Ack);
        if (_useTimestamps) TakeTsRecent(ack.Options.TsVal, now);
        _synAt = now;
        Advertise(FirstWindow());
        Enter(TcpTransitions.SynArrives, now);
        _sent.Add(_layer.Rings, SndNxt, 1, TcpFlags.Syn | TcpFlags.Ack, now);
        _sent.MarkRetransmitted(0, now); // when the SYN-ACK went out is not known: Karn
        _sent.ForgetRetransmission(0);
        SndNxt += 1;
    }

    private void TransmitSynAck(Timestamp now)
    {
        SegmentOptions options = SynOptions(isAnswer: true);
        if (_fastOpen is { Cookie: var cookie } && Listener is not null)
        {
            options.FastOpenPlusOne = (byte)(cookie.Length + 1);
            (options.CookieLow, options.CookieHigh) = (cookie.Low, cookie.High);
            options.IsFastOpenExperimental = cookie.IsExperimental;
        }

        Advertise(FirstWindow());
        TransmitHandshake(TcpFlags.Syn | TcpFlags.Ack | (_useEcn ? TcpFlags.Ece : TcpFlags.None), options, 0, now);
    }

    private Step RepeatSynAck(Timestamp now)
    {
        if (MayAnswerInvalid(now)) TransmitSynAck(now);
        return Step.Done;
    }

    private void RepeatSynAsSynAck(Timestamp now)
    {
        _sent[0].Flags = TcpFlags.Syn | TcpFlags.Ack;
        TransmitSynAck(now);
    }

    /// <summary>Client: the SYN (and perhaps its data) is acknowledged.</summary>
    private void AcknowledgeSyn(in Segment seg, Timestamp now)
    {
        bool tookData = _synHadData && seg.Ack == SndNxt;
        _synDataWasAcked = tookData;
        bool wasIgnored = _synHadData && !tookData && _retransmissions > 0;
        if (_fastOpen is not null) _layer.FastOpen.Learn(Key.RemoteAddress, seg.Options, _peerMss, !Profile.FastOpenClientWithoutCookie, wasIgnored);
        InitializeCongestionWindow();
        int data = _synHadData ? SndNxt - Iss - 1 : 0;
        AcknowledgeUpTo(seg, now);
        _retransmissions = _backoff = 0;
        SetRetransmissionTimer(now, advanced: true);
        if (data > 0 && !tookData) ResendSynData(now);
    }

    /// <summary>The handshake of a connection that Fast Open had opened early is complete, or over.</summary>
    internal void EndFastOpen()
    {
        _fastOpenAccepted = false;
        if (FastOpenListener is not null) FastOpenListener.FastOpenPending--;
        FastOpenListener = null;
    }

    /// <summary>RFC 7413 §4.2.1: the server did not take the data: it is sent again as ordinary data.</summary>
    private void ResendSynData(Timestamp now)
    {
        for (int i = 0; i < _sent.Count; i++)
            _sent.MarkLost(i);
        RetransmitLost(now);
    }

    /// <summary>Both ends are synchronized: what is agreed on takes effect.</summary>
    private void BeginEstablished(Timestamp now)
    {
        InitializeCongestionWindow();
        InitializeReceiving(now);
        _lastDataSentAt = now;
    }

    private void InitializeCongestionWindow()
    {
        int segments = Profile.InitialWindowSegments;
        int forgiven = segments == 0 ? 0 : 1; // RFC 6928 §2: one lost SYN may have been a spurious time-out
        if (segments == 0) segments = SndMss > 2190 ? 2 : SndMss > 1095 ? 3 : 4; // RFC 5681 §3.1
        if (_synTimeouts > forgiven) segments = 1;
        _window.Cwnd = Profile.CongestionControl == CongestionAlgorithm.None ? 1 << 20 : segments;
    }

    /// <summary>SYN-RECEIVED to ESTABLISHED: the ACK of our SYN has arrived.</summary>
    private Step CompletePassiveOpen(in Segment seg, Timestamp now)
    {
        if (Listener is not null && !IsFastOpenEstablished && !Listener.HasRoom)
        {
            Ignore(seg, TcpReasons.AcceptQueueFull, now); // the ACK is forgotten; the SYN-ACK will be sent again
            return Step.Done;
        }

        if (AwaitsData(seg, now))
        {
            Ignore(seg, TcpReasons.DataAwaited, now); // the ACK with the first data opens the connection
            return Step.Done;
        }

        SndWnd = (uint)seg.Window << _sndWindShift;
        _maxSndWnd = Math.Max(_maxSndWnd, SndWnd);
        (_sndWl1, _sndWl2) = (seg.Seq, seg.Ack);
        if (!_fastOpenAccepted) BeginEstablished(now);
        _retransmissions = _backoff = 0;
        Enter(TcpTransitions.AckOfSynArrives, now);
        _fastOpen = null;
        if (_fastOpenAccepted) EndFastOpen();
        else Listener?.Complete(this);
        User?.OnReady(Readiness.Writable);
        return Step.Continue;
    }

    /// <summary>TCP_DEFER_ACCEPT; not after a SYN cookie, where the ACK comes at the very time that the connection is made.</summary>
    private bool AwaitsData(in Segment seg, Timestamp now) =>
        Listener is not null && !IsFastOpenEstablished && seg.Len == 0 && now > _synAt && now - _synAt < Listener.DeferAccept;

    /// <summary>The ACK of a SYN-ACK goes out at once, with data if there is any.</summary>
    private void AnswerSynAck(Timestamp now)
    {
        Output(OutputMode.Normal, now);
        if (!_ackNow && !_ackPending) return;
        if (!WriterWaits || !Profile.UseAdaptiveDelayedAck)
        {
            SendAck(now);
            return;
        }

        (_ackNow, _ackPending, WriterWaits) = (false, true, false); // the writer's data takes it along
        EnterQuickAck();
        _pingPong = 1; // it is the client that speaks first: its data will be answered
        DelayAck(now);
    }

    /// <summary>Somebody has tried to write while the connection was being opened, and will try again.</summary>
    internal bool WriterWaits { get; set; }
}
