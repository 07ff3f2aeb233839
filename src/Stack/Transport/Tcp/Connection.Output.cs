using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport.Tcp.LossRecovery;
using NetStack.Transport.Tcp.Observation;

namespace NetStack.Transport.Tcp;

/// <summary>How eagerly queued data is sent.</summary>
internal enum OutputMode
{
    /// <summary>Nagle's algorithm decides about a segment that is not full.</summary>
    Normal,

    /// <summary>More follows: a segment that is not full waits (MSG_MORE, TCP_CORK).</summary>
    More,

    /// <summary>Everything goes: the user has pushed, or closed.</summary>
    Push,
}

/// <summary>What is sent, and when: RFC 9293 §3.7 and §3.8.</summary>
public sealed partial class Connection
{
    /// <summary>Octets of data in a super-segment at most: an IPv4 datagram with all headers holds them.</summary>
    private const int MostOctetsAtOnce = PacketBuffer.MaxPayload - TcpHeader.MaxLength - 20;

    private int _sendLimit, _sendCount;
    private bool _deviceCuts;
    private SeqNumber _pushSeq; // after the last octet of the last whole write
    private bool _finSent, _wantsRoom, _sendCwr, _echoCongestion, _noDelay, _isCorked;
    private SeqNumber _smallSent; // the end of the last segment sent that was not full (Minshall)
    private Timestamp _lastDataSentAt;
    private int _notSentLowat = int.MaxValue;
    private byte _trafficClass, _hopLimit;
    private int _retransmittedTotal;

    /// <summary>The number after the last octet in the send buffer.</summary>
    private SeqNumber SndEnd => FirstOctet + _sendCount;

    /// <summary>The number of the first octet in the send buffer: SND.UNA, but a SYN takes a number and no octet.</summary>
    private SeqNumber FirstOctet => SndUna == Iss ? Iss + 1 : SndUna;

    /// <summary>Octets in the send buffer that were never sent.</summary>
    private int NotSent => _finSent ? 0 : Math.Max(0, SndEnd - (SndNxt == Iss ? Iss + 1 : SndNxt));

    private bool HasUnsent => !_finSent && (NotSent > 0 || _finQueued);

    /// <summary>Sends what window, congestion window and Nagle allow. Source: RFC 9293 §3.8.6.2.1, RFC 5681 §3.1.</summary>
    private void Output(OutputMode mode, Timestamp now)
    {
        if (!CanSendData) return;
        bool sentAny = false, isLimiting = false, waitsForWindow = false;
        _burstLeft = 0;
        while (HasUnsent)
        {
            int unsent = NotSent, length = Math.Min(unsent, SndMss);
            bool withFin = length == unsent && _finQueued;
            if (!IsRoomInNetwork && !withFin) // Linux: the last segment need not wait
            {
                isLimiting = true;
                Defer(TcpReasons.CongestionWindow, now);
                break;
            }

            if (!FitsWindow(length + (withFin ? 1 : 0)))
            {
                waitsForWindow = true;
                Defer(TcpReasons.ReceiveWindow, now);
                break;
            }

            if (length < SndMss && !withFin && MustWait(mode, now)) break;
            int segments = SegmentsAtOnce(unsent);
            if (segments > 1) (length, withFin) = (segments * SndMss, segments * SndMss == unsent && _finQueued && FitsWindow(unsent + 1));
            SendNew(length, withFin, now);
            sentAny = true;
        }

        Spend(waitsForWindow, isLimiting || !IsRoomInNetwork, now);
        if (sentAny || isLimiting) AfterSending(sentAny, isLimiting || !IsRoomInNetwork, now);
        if (_sent.Count == 0 && HasUnsent && !IsTimerSet(TimerKind.Persist))
            SetTimer(TimerKind.Persist, now + PersistTimeout, now);
    }

    private bool CanSendData => State is TcpState.Established or TcpState.CloseWait or TcpState.FinWait1 or TcpState.Closing or TcpState.LastAck
        || IsFastOpenEstablished;

    private bool IsRoomInNetwork
    {
        get
        {
            int flight = _sent.InFlight;
            if (_phase == RecoveryPhase.Disorder && !Profile.UseLimitedTransmit) flight += _sent.Sacked; // no RFC 3042
            return flight < _window.Cwnd;
        }
    }

    /// <summary>RFC 9293 §3.8.6.2.1: a segment goes when all of it fits into the usable window; a window smaller than a
    /// segment is left to the persist timer, which avoids silly windows.</summary>
    private bool FitsWindow(int length) => SndNxt + length <= SndUna + (int)Math.Min(SndWnd, int.MaxValue);

    /// <summary>Full segments that may leave as one super-segment, which the device cuts: as many as the windows allow and an
    /// IP datagram holds. 1 where the device cannot. To the peer and to the scoreboard they are single segments.</summary>
    private int SegmentsAtOnce(int unsent)
    {
        if (!_deviceCuts || unsent < 2 * SndMss) return 1;
        long window = SndUna + (int)Math.Min(SndWnd, int.MaxValue) - SndNxt;
        int most = (int)Math.Min(Math.Min(unsent, window), MostOctetsAtOnce) / SndMss;
        return Math.Max(1, Math.Min(most, _window.Cwnd - _sent.InFlight));
    }

    private bool MustWait(OutputMode mode, Timestamp now)
    {
        if (mode == OutputMode.Push) return false;
        if (_isCorked || mode == OutputMode.More)
        {
            Defer(TcpReasons.Corked, now);
            return true;
        }

        bool nagle = !_noDelay && Profile.UseNagle && _sent.Count > 0
            && (!Profile.CountNagleSmallOnly || (_smallSent > SndUna && _smallSent <= SndNxt));
        if (nagle) Defer(TcpReasons.Nagle, now);
        return nagle;
    }

    private void Defer(in Tracing.Reason because, Timestamp now) =>
        Trace?.Publish(new SendDeferred(Trace.Envelope(now, because, Id), NotSent, _sent.InFlight, _window.Cwnd, SndWnd));

    private void SendNew(int length, bool withFin, Timestamp now, bool pushes = false)
    {
        TcpFlags flags = TcpFlags.Ack, pushesBurst = TcpFlags.None;
        SeqNumber end = SndNxt + length;
        if (length > 0 && EndsBurst(length)) pushesBurst = TcpFlags.Psh; // of this transmission: a retransmission goes alone
        if (length > 0 && (pushes || end == _pushSeq)) flags |= TcpFlags.Psh;
        if (withFin) flags |= TcpFlags.Fin;
        bool wasEmpty = _sent.Count == 0;
        if (length < SndMss) _smallSent = end;
        SeqNumber seq = SndNxt, next = end + (withFin ? 1 : 0);
        for (; SndNxt + SndMss < end; SndNxt += SndMss) // the segments that the device cuts off in front
            NoteSent(SndMss, flags & TcpFlags.Ack, now);
        NoteSent(next - SndNxt, flags, now);
        SndNxt = next; // before it is sent: a path that has become smaller sends anew from within
        _finSent |= withFin;
        Transmit(seq, length, flags | pushesBurst, isRetransmission: false, now);
        if (wasEmpty || IsTimerSet(TimerKind.TailLossProbe)) SetTimer(TimerKind.Retransmission, now + BackedOffTimeout, now);
        NoteDataSent(now);
    }

    private void NoteSent(int sequenceLength, TcpFlags flags, Timestamp now)
    {
        _sent.Add(_layer.Rings, SndNxt, sequenceLength, flags, now);
        if (IsReducing) _prrOut++; // RFC 6937 §3: new data counts as a retransmission does
    }

    private int _burstLeft; // segments of the current burst that are still to come
    private bool _pushesBurst;

    /// <summary>A burst is as long as the profile says, but never longer than half of the congestion window, and all of it fits into
    /// what may be sent now; the last segment of two or more bears PSH, as Linux does it.</summary>
    private bool EndsBurst(int length)
    {
        if (length > SndMss) return Profile.BurstSegments > 1; // a super-segment is a burst
        if (_burstLeft == 0)
        {
            int window = SndUna + (int)Math.Min(SndWnd, int.MaxValue) - SndNxt, available = Math.Min(window, NotSent);
            int room = Math.Min(_window.Cwnd - _sent.InFlight, Math.Max(1, _window.Cwnd / 2));
            _burstLeft = Math.Max(1, Math.Min(Math.Min(room, Profile.BurstSegments), (available + SndMss - 1) / SndMss));
            _pushesBurst = _burstLeft > 1;
        }

        return --_burstLeft == 0 && _pushesBurst;
    }

    private void AfterSending(bool sentAny, bool isLimiting, Timestamp now)
    {
        if (sentAny)
        {
            StopTimer(TimerKind.Persist);
            ScheduleTailProbe(fromAck: false, now);
        }

        ValidateWindow(isLimiting, now);
    }

    /// <summary>Sends what is lost again, as far as the congestion window allows. Source: RFC 6675 §5 (NextSeg).</summary>
    private void RetransmitLost(Timestamp now)
    {
        if (_sent.Lost > 0)
        {
            for (int i = _retransmitFrom > SndUna ? _sent.Find(_retransmitFrom) : 0; i < _sent.Count; i++)
            {
                if (_sent.InFlight >= _window.Cwnd && !MustGo(i)) break;
                if (!_sent[i].Is(SegmentMarks.Lost) || _sent[i].Is(SegmentMarks.Sacked | SegmentMarks.RetransmissionOut)) continue;
                if (!RetransmitSegment(i, now)) break;
                _retransmitFrom = _sent[i].End;
            }
        }

        Output(OutputMode.Normal, now);
        if (_phase == RecoveryPhase.Recovery && UsesScoreboardAlone) RetransmitOnSuspicion(now);
    }

    /// <summary>The segment that recovery begins with goes whatever is out: RFC 5681 §3.2, step 3, RFC 6675 §5, step 4.3; so
    /// does the one that a partial acknowledgment points at: RFC 6582 §3.2, step 3.</summary>
    private bool MustGo(int index) => _phase == RecoveryPhase.Recovery && !Profile.UseProportionalRateReduction
        && (_prrOut == 0 || (index == 0 && !_useSack));

    /// <summary>RFC 6675 as it is written: with RACK, time tells what is lost; with PRR, Linux leaves the suspicion out.</summary>
    private bool UsesScoreboardAlone => _useSack && !Profile.UseRack && !Profile.UseProportionalRateReduction;

    /// <summary>Nothing is known lost, nothing new can go, and there is room: RFC 6675 §4 (NextSeg), rules 3 and 4.</summary>
    private void RetransmitOnSuspicion(Timestamp now)
    {
        for (int i = _sent.Find(_retransmitFrom); i < _sent.Count && _sent.InFlight < _window.Cwnd && _sent[i].End <= _highestSacked; i++)
        {
            if (_sent[i].Is(SegmentMarks.Sacked | SegmentMarks.RetransmissionOut)) continue;
            if (!RetransmitSegment(i, now)) return;
            _retransmitFrom = _sent[i].End;
        }

        if (_rescued || _sent.InFlight >= _window.Cwnd) return;
        int last = _sent.Count - 1;
        while (last >= 0 && _sent[last].Is(SegmentMarks.Sacked))
            last--;
        if (last < 0 || _sent[last].Is(SegmentMarks.RetransmissionOut)) return;
        _rescued = RetransmitSegment(last, now); // RescueRxt: once in a recovery
    }

    private bool _rescued;

    /// <summary>Sends a segment again.</summary>
    /// <returns>False when it could not be: it lies outside of the peer's window.</returns>
    private bool RetransmitSegment(int index, Timestamp now)
    {
        if (_sent[index].Length > SndMss + 1 && DataLengthOf(_sent[index]) > SndMss)
            _sent.Split(_layer.Rings, index, _sent[index].Seq + SndMss);
        SentSegment segment = _sent[index];
        if (index > 0 && segment.Seq >= SndUna + (int)Math.Min(SndWnd, int.MaxValue)) return false;
        if (_retransmitStamp == Timestamp.Never) _retransmitStamp = now;
        _undoRetransmissions = Math.Max(0, _undoRetransmissions) + 1;
        _sent.MarkRetransmitted(index, now);
        _retransmittedTotal++;
        _octetsRetransmitted += (ulong)DataLengthOf(segment);
        if (IsReducing) _prrOut++;
        NoteDataSent(now);
        Trace?.Publish(new SegmentRetransmitted(
            Trace.Envelope(now, RetransmissionReason, Id), Relative(segment.Seq), DataLengthOf(segment), 0, now - segment.SentAt));
        Transmit(segment.Seq, DataLengthOf(segment), segment.Flags, isRetransmission: true, now);
        if (index == 0 && !IsTimerSet(TimerKind.Reordering)) SetTimer(TimerKind.Retransmission, now + BackedOffTimeout, now);
        return true;
    }

    private Tracing.Reason RetransmissionReason => _phase switch
    {
        RecoveryPhase.Loss => TcpReasons.RetransmissionTimeout,
        _ when _useSack && Profile.UseRack => TcpReasons.LaterArrived,
        _ => TcpReasons.DuplicateAcks,
    };

    private static int DataLengthOf(in SentSegment segment) => segment.Length
        - ((segment.Flags & TcpFlags.Fin) != 0 ? 1 : 0) - ((segment.Flags & TcpFlags.Syn) != 0 ? 1 : 0);

    /// <summary>Builds a segment with data and sends it.</summary>
    private void Transmit(SeqNumber seq, int dataLength, TcpFlags flags, bool isRetransmission, Timestamp now)
    {
        if ((flags & TcpFlags.Syn) != 0)
        {
            RetransmitSyn(now);
            return;
        }

        byte ecn = 0;
        if (_useEcn)
        {
            if (dataLength > 0 && !isRetransmission) ecn = 2; // RFC 3168 §6.1.1, §6.1.5: ECT(0), but not on retransmissions
            if (_sendCwr && dataLength > 0 && !isRetransmission)
            {
                flags |= TcpFlags.Cwr;
                _sendCwr = false;
            }
        }

        PacketBuffer packet = _layer.Packet;
        packet.Clear();
        _sendRing.CopyTo(seq - FirstOctet, packet.Append(dataLength));
        packet.SegmentSize = _deviceCuts && dataLength > SndMss ? SndMss : 0;
        SendPacket(packet, flags | TcpFlags.Ack, seq, SelectWindow(), DataOptions(now), ecn, now);
        _ackNow = false;
        OnAckSent();
    }

    private SegmentOptions DataOptions(Timestamp now)
    {
        SegmentOptions options = default;
        if (_useTimestamps)
        {
            options.HasTimestamps = true;
            options.TsVal = TimestampClock(now);
            options.TsEcr = _tsRecent;
        }

        if (_useSack && (_received.RunCount > 0 || _hasDuplicate)) AddSacks(ref options);
        return options;
    }

    /// <summary>An acknowledgment without data.</summary>
    private void SendAck(Timestamp now)
    {
        PacketBuffer packet = _layer.Packet;
        packet.Clear();
        _ackNow = false;
        SendPacket(packet, TcpFlags.Ack, SndNxt, SelectWindow(), DataOptions(now), 0, now);
        OnAckSent();
    }

    /// <summary>An empty segment that the peer has to answer: keep-alive and window probe. Source: RFC 9293 §3.8.4, §3.8.6.1.</summary>
    private void SendProbe(Timestamp now)
    {
        PacketBuffer packet = _layer.Packet;
        packet.Clear();
        SendPacket(packet, TcpFlags.Ack, SndUna - 1, SelectWindow(), DataOptions(now), 0, now);
    }

    private void SendReset(Timestamp now)
    {
        PacketBuffer packet = _layer.Packet;
        packet.Clear();
        SegmentOptions options = default;
        if (_useTimestamps) (options.HasTimestamps, options.TsVal, options.TsEcr) = (true, TimestampClock(now), _tsRecent);
        SendPacket(packet, TcpFlags.Rst | TcpFlags.Ack, SndNxt, SelectWindow(), options, 0, now);
    }

    private void TransmitHandshake(TcpFlags flags, SegmentOptions options, int dataLength, Timestamp now)
    {
        PacketBuffer packet = _layer.Packet;
        packet.Clear();
        if (dataLength > 0) _sendRing.CopyTo(0, packet.Append(dataLength));
        if (options.HasTimestamps) (options.TsVal, options.TsEcr) = (TimestampClock(now), _tsRecent);
        SendPacket(packet, flags, Iss, (ushort)Math.Min(_rcvAdvertised, ushort.MaxValue), options, 0, now);
    }

    private void SendPacket(
        PacketBuffer packet, TcpFlags flags, SeqNumber seq, ushort window, in SegmentOptions options, byte ecn, Timestamp now)
    {
        if (_echoCongestion && (flags & TcpFlags.Syn) == 0) flags |= TcpFlags.Ece;
        int dataLength = packet.Length;
        CountSent(dataLength);
        Trace?.Publish(new SegmentSent(
            Trace.Envelope(now, SegmentReasons.OfFlags(flags, dataLength), Id), flags, Relative(seq),
            (flags & TcpFlags.Ack) != 0 ? unchecked(RcvNxt.Value - Irs.Value) : 0, dataLength,
            (long)window << ((flags & TcpFlags.Syn) != 0 ? 0 : _rcvWindShift), default));
        SeqNumber ack = (flags & TcpFlags.Ack) != 0 ? RcvNxt : default;
        SendResult result = _layer.Send(
            packet, Key, flags, seq, ack, window, options, (byte)(_trafficClass | ecn), _hopLimit, now);
        if (result == SendResult.TooBig) _pathMtuIsSmaller = true; // seen to at the end of the step
    }

    /// <summary>Looks at the way to the peer again.</summary>
    private DatagramPath TakePath()
    {
        DatagramPath path = _layer.FindPath(Key);
        _pathMtu = path.Mtu;
        _deviceCuts = (path.Offload & Offload.SuperSegments) != 0;
        return path;
    }

    private uint Relative(SeqNumber seq) => unchecked(seq.Value - Iss.Value);

    /// <summary>Takes the effective send MSS from what peer, path and user allow. Source: RFC 9293 §3.7.1, MUST-16.</summary>
    private void UpdateSndMss()
    {
        int largest = Math.Min(_peerMss, _pathMtu - TcpLayer.HeaderOctets(Key));
        if (_userMss > 0) largest = Math.Min(largest, _userMss);
        largest -= _useTimestamps ? SegmentOptionsWriter.TimestampsLength : 0;
        if (_maxSndWnd > 1 && largest > _maxSndWnd / 2 && State >= TcpState.Established && _maxSndWnd > TcpLayer.DefaultMss)
            largest = (int)(_maxSndWnd / 2); // a peer with a small buffer: two segments in it keep the stream going
        SndMss = Math.Max(TcpLayer.SmallestSendMss, largest);
    }

    /// <summary>The path takes smaller datagrams than was thought: what is out is sent again in smaller segments.
    /// Source: RFC 1191 §6.4, RFC 9293 §3.7.2.</summary>
    internal void OnPathMtu(Timestamp now)
    {
        int before = SndMss;
        TakePath();
        UpdateSndMss();
        if (State == TcpState.SynSent && _synHadData && SndMss < before && _retransmissions == 0)
        {
            _advertisedMss = Math.Min(_advertisedMss, _pathMtu - TcpLayer.HeaderOctets(Key));
            SynTimeout(now); // the SYN with data was too large: now without
        }

        if (SndMss >= before || _sent.Count == 0 || State < TcpState.Established) return;
        bool any = false;
        for (int i = 0; i < _sent.Count; i++)
        {
            if (DataLengthOf(_sent[i]) <= SndMss || _sent[i].Is(SegmentMarks.Sacked)) continue;
            any |= _sent.MarkLost(i);
        }

        if (!any) return;
        _retransmitFrom = SndUna;
        if (_phase != RecoveryPhase.Loss)
        {
            _recoveryPoint = SndNxt;
            _window.Ssthresh = CurrentSsthresh;
            _window.PriorSsthresh = 0;
            _mayUndo = false;
            SetPhase(RecoveryPhase.Loss, TcpReasons.BlackHole, now);
            _window.Cwnd = Math.Max(_window.Cwnd, 1);
        }

        RetransmitLost(now);
        Rearm(now);
    }
}
