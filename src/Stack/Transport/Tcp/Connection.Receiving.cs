using NetStack.Bytes;
using NetStack.Transport.Tcp.Reassembly;

namespace NetStack.Transport.Tcp;

/// <summary>RFC 9293 §3.10.7.4, seventh: the data, and when and with which window it is acknowledged (§3.8.6).</summary>
public sealed partial class Connection
{
    private int _rcvLimit, _rcvLowat = 1;
    private bool _hasUrgent, _hasFinSeq, _ackNow, _ackPending, _pushed, _pushedTwice;
    private SeqNumber _rcvUp, _finSeq;
    private int _rcvMss; // the size of arriving segments, for "every second full-sized segment"
    private int _quickAcks, _pingPong;
    private Duration _delayedAckTime; // ATO
    private Timestamp _lastDataAt;
    private bool _hasDuplicate;
    private SackBlock _duplicate;
    private uint _tsRecent;
    private Timestamp _tsRecentAt = Timestamp.Never;
    private Timestamp _lastInvalidAnswer = Timestamp.Never;
    private static readonly Duration PawsIdleLimit = Duration.FromSeconds(24 * 24 * 3600);

    private void InitializeReceiving(Timestamp now)
    {
        _rcvMss = Math.Min(Math.Min(_advertisedMss, SndMss), TcpLayer.DefaultMss);
        _quickAcks = Profile.QuickAcks;
        _lastDataAt = now;
        _tuneRound = RcvNxt;
        _tuneAt = now;
    }

    /// <summary>Seventh: takes the data.</summary>
    private void ProcessText(in Segment seg, Timestamp now)
    {
        NoteCongestionMark(seg);
        if (seg.Data.Length == 0 || State is TcpState.CloseWait or TcpState.Closing or TcpState.LastAck or TcpState.TimeWait) return;
        if (RefuseAfterClose(seg, now)) return;
        bool taken = seg.Seq == RcvNxt ? TakeInOrder(seg, now) : HoldOutOfOrder(seg);
        if (!taken)
        {
            Ignore(seg, TcpReasons.NoMemory, now);
            _ackNow = true;
            return;
        }

        NoteDataArrived(seg.Data.Length, now);
        if (seg.SegmentSize > 0 || seg.Data.Length > _advertisedMss) _ackNow |= seg.Data.Length >= 2 * _rcvMss;
    }

    /// <summary>RFC 9293 §3.6.1 (SHLD-3): nobody will ever read it.</summary>
    private bool RefuseAfterClose(in Segment seg, Timestamp now)
    {
        bool isForNobody = (State is TcpState.FinWait1 or TcpState.FinWait2) && _receiveClosed && seg.Seq + seg.Data.Length > RcvNxt;
        if (!isForNobody) return false;
        _layer.SendResetFor(Key, seg, now);
        _error = Errno.ECONNRESET;
        Vanish(TcpReasons.DataAfterClose, now);
        return true;
    }

    private bool TakeInOrder(in Segment seg, Timestamp now)
    {
        if (!_received.Append(_layer.Pool, seg.Data))
        {
            _received.Renege();
            if (!_received.Append(_layer.Pool, seg.Data)) return false;
        }

        SeqNumber before = RcvNxt;
        RcvNxt += seg.Data.Length;
        if (_received.RunCount > 0)
        {
            NoteHeldAlready(RcvNxt);
            RcvNxt = _received.Join(RcvNxt);
            _ackNow = true; // RFC 5681 §4.2: a segment that fills a gap is acknowledged at once
        }

        _octetsReceived += (ulong)(RcvNxt - before);
        if (seg.Has(TcpFlags.Psh) && seg.Data.Length >= _rcvMss) _pushed = true; // a small segment ends a message anyway
        Trace?.Publish(new DataReceived(
            Trace.Envelope(now, Observation.SegmentReasons.Data, Id), seg.Data.Length, _received.Readable, _received.Held));
        if (_received.Readable >= _rcvLowat) User?.OnReady(Readiness.Readable);
        return true;
    }

    /// <summary>RFC 9293 §3.10.7.4 (SHLD-31): a segment beyond a gap is held, and RFC 5681 §4.2: answered at once.</summary>
    private bool HoldOutOfOrder(in Segment seg)
    {
        _ackNow = true;
        if (!_received.Hold(_layer.Pool, RcvNxt, seg.Seq, seg.Data, out SackBlock duplicate)) return false;
        if (duplicate != default) SetDuplicate(duplicate);
        return true;
    }

    /// <summary>A segment in order may repeat what was held beyond the gap: RFC 2883 §4.2 reports the first of it.</summary>
    private void NoteHeldAlready(SeqNumber end)
    {
        HeldRun first = _received.Run(0);
        if (first.Left < end) SetDuplicate(new(first.Left, first.Right < end ? first.Right : end));
    }

    private void NoteCongestionMark(in Segment seg)
    {
        if (!_useEcn) return;
        if (seg.Has(TcpFlags.Cwr)) _echoCongestion = false; // RFC 3168 §6.1.3
        if (seg.Ecn != 3) return;
        if (!_echoCongestion) EnterQuickAck();
        _echoCongestion = true;
    }

    /// <summary>A segment whose data was there already: told by D-SACK. Source: RFC 2883 §4.</summary>
    private void NoteDuplicate(in Segment seg)
    {
        if (seg.Data.Length == 0) return;
        SeqNumber right = seg.Seq + seg.Data.Length;
        SetDuplicate(new(seg.Seq, right < RcvNxt ? right : RcvNxt));
    }

    private void SetDuplicate(SackBlock duplicate)
    {
        if (!_useSack || !Profile.UseDuplicateSack) return;
        (_hasDuplicate, _duplicate) = (true, duplicate);
    }

    /// <summary>RFC 2018 §4: the run that arrived last stands first; RFC 2883 §4: before it a duplicate.</summary>
    private void AddSacks(ref SegmentOptions options)
    {
        int room = _useTimestamps ? SackBlocks.MaxCount - 1 : SackBlocks.MaxCount;
        if (_hasDuplicate)
        {
            options.Sacks[options.SackCount++] = _duplicate;
            _hasDuplicate = false;
        }

        uint newerThan = uint.MaxValue;
        while (options.SackCount < room && NewestRunBefore(newerThan) is { } index)
        {
            HeldRun run = _received.Run(index);
            options.Sacks[options.SackCount++] = new(run.Left, run.Right);
            newerThan = run.Order;
        }
    }

    private int? NewestRunBefore(uint order)
    {
        int? best = null;
        for (int i = 0; i < _received.RunCount; i++)
            if (_received.Run(i).Order < order && (best is null || _received.Run(i).Order > _received.Run(best.Value).Order)) best = i;
        return best;
    }

    /// <summary>Data has come: how soon is it acknowledged? Source: RFC 9293 §3.8.6.3, RFC 5681 §4.2.</summary>
    private void NoteDataArrived(int length, Timestamp now)
    {
        _ackPending = true;
        MeasureRcvMss(length);
        Duration gap = now - _lastDataAt;
        if (!_hasDataArrived)
        {
            _hasDataArrived = true;
            if (Profile.UseAdaptiveDelayedAck) _delayedAckTime = Profile.DelayedAckTimeout;
            _quickAcks = Math.Max(_quickAcks, Math.Min(Profile.QuickAcks, QuickAcksForWindow));
        }
        else if (Profile.UseAdaptiveDelayedAck)
        {
            AdaptDelay(gap);
        }

        _lastDataAt = now;
    }

    private bool _hasDataArrived;

    /// <summary>Linux: half of a window's full-sized segments, at least 2.</summary>
    private int QuickAcksForWindow => Math.Max(2, (int)(RcvWnd / (2 * Math.Max(1, _rcvMss))));

    private void MeasureRcvMss(int length)
    {
        if (length >= _rcvMss)
        {
            _rcvMss = Math.Min(length, Math.Max(_advertisedMss, 1));
            return;
        }

        _pushedTwice |= _pushed;
        _pushed = true;
    }

    /// <summary>Linux: the delay follows the time between segments, between 40 ms and the retransmission time-out.</summary>
    private void AdaptDelay(Duration gap)
    {
        Duration least = Profile.DelayedAckTimeout;
        if (gap.Nanoseconds <= least.Nanoseconds / 2) _delayedAckTime = new((_delayedAckTime.Nanoseconds / 2) + (least.Nanoseconds / 2));
        else if (gap < _delayedAckTime)
            _delayedAckTime = new(Math.Min((_delayedAckTime.Nanoseconds / 2) + gap.Nanoseconds, RetransmissionTimeout.Nanoseconds));
        else if (gap > RetransmissionTimeout) _quickAcks = Math.Max(_quickAcks, Math.Min(Profile.QuickAcks, QuickAcksForWindow));
    }

    private void EnterQuickAck()
    {
        _quickAcks = Math.Max(_quickAcks, Math.Min(Profile.QuickAcks, QuickAcksForWindow));
        _pingPong = 0;
        _delayedAckTime = Profile.DelayedAckTimeout;
    }

    /// <summary>After a segment was dealt with: is an acknowledgment due, now or later?</summary>
    private void AnswerIfDue(Timestamp now)
    {
        if (!_ackPending && !_ackNow) return;
        bool secondFullSized = RcvNxt - _rcvWup > _rcvMss && (!Profile.UseAdaptiveDelayedAck || NewWindow() >= RcvWnd);
        bool isQuick = _quickAcks > 0 && _pingPong == 0;
        if (_ackNow || !Profile.UseDelayedAck || secondFullSized || isQuick || _received.RunCount > 0) SendAck(now);
        else DelayAck(now);
    }

    private void DelayAck(Timestamp now)
    {
        Duration delay = _delayedAckTime;
        if (delay > Profile.DelayedAckTimeout && Profile.UseAdaptiveDelayedAck)
        {
            long most = _pingPong > 0 || _pushed ? Profile.MaximumDelayedAck.Nanoseconds : Duration.FromMilliseconds(500).Nanoseconds;
            if (_rtt.HasSample) most = Math.Min(most, Math.Max(_rtt.SmoothedRtt.Nanoseconds, Profile.DelayedAckTimeout.Nanoseconds));
            delay = new(Math.Min(delay.Nanoseconds, most));
        }

        Timestamp at = now + delay;
        if (_ackTimerAt != Timestamp.Never)
        {
            if (_ackTimerAt <= now + new Duration(delay.Nanoseconds / 4))
            {
                SendAck(now);
                return;
            }

            if (_ackTimerAt < at) at = _ackTimerAt;
        }

        _ackTimerAt = at;
        Trace?.Publish(new TimerSet(Trace.Envelope(now, TcpReasons.DelayedAck, Id), at));
    }

    /// <summary>An acknowledgment went out, alone or with data.</summary>
    private void OnAckSent()
    {
        if (_quickAcks > 0 && --_quickAcks == 0) _delayedAckTime = Profile.DelayedAckTimeout;
        _ackPending = _pushed = _pushedTwice = false;
        _ackTimerAt = Timestamp.Never;
    }

    /// <summary>Data that answers data makes a conversation: its acknowledgments may wait for the next answer.</summary>
    private void NoteDataSent(Timestamp now)
    {
        if (_hasDataArrived && now - _lastDataAt < _delayedAckTime) _pingPong = Math.Min(_pingPong + 1, 255);
        _lastDataSentAt = now;
    }

    /// <summary>The user has read: is there a window update to send, or an acknowledgment that waited for this?</summary>
    private void OnUserRead(int count, Timestamp now)
    {
        if (State is TcpState.Closed or TcpState.Listen) return;
        TuneReceiveBuffer(count, now);
        _received.ReleaseIfEmpty(_layer.Pool);
        bool due = _ackPending && (RcvNxt - _rcvWup > _rcvMss
            || (count > 0 && Readable == 0 && (_pushedTwice || (_pushed && _pingPong == 0))));
        if (!due && count > 0 && !_receiveClosed)
        {
            uint current = RcvWnd;
            if (2L * current <= _rcvLimit)
            {
                uint wider = NewWindow();
                due = wider > 0 && wider >= 2 * current; // RFC 9293 §3.8.6.2.2: receiver's silly window avoidance
            }
        }

        if (due && State is not (TcpState.SynSent or TcpState.SynReceived or TcpState.TimeWait)) SendAck(now);
        Rearm(now);
    }

    /// <summary>The window that the buffer has room for. Source: RFC 9293 §3.8.6.2.2.</summary>
    private uint NewWindow()
    {
        int free = Math.Max(0, _rcvLimit - _received.Readable - _received.Held);
        free = Math.Min(free, ushort.MaxValue << _rcvWindShift); // more than the field can say is no window
        int mss = Math.Min(Math.Max(1, _rcvMss), _rcvLimit);
        if (free < _rcvLimit / 2)
        {
            free &= -1 << _rcvWindShift;
            if (free < _rcvLimit / 16 || free < mss) return 0;
        }

        if (_rcvWindShift > 0) return (uint)((free + (1 << _rcvWindShift) - 1) & (-1 << _rcvWindShift));
        uint window = _rcvAdvertised;
        if (window <= (uint)Math.Max(0, free - mss) || window > free) return (uint)(free - (free % mss));
        return window;
    }

    /// <summary>The window field of a segment that leaves now. A window never shrinks (RFC 9293 §3.8.6, SHLD-14).</summary>
    private ushort SelectWindow()
    {
        uint current = RcvWnd, window = NewWindow();
        if (window < current) window = (uint)(((long)current + (1 << _rcvWindShift) - 1) & (-1L << _rcvWindShift));
        uint most = (uint)ushort.MaxValue << _rcvWindShift;
        if (window > most) window = most;
        Advertise(window);
        return (ushort)(window >> _rcvWindShift);
    }

    private void Advertise(uint window)
    {
        _rcvAdvertised = window;
        _rcvWup = RcvNxt;
    }

    private SeqNumber _tuneRound;
    private Timestamp _tuneAt;
    private int _tuneRead;

    /// <summary>The buffer follows what the application reads in a round trip: twice that. Source: Fisk and Feng, "Dynamic
    /// right-sizing in TCP", 2001.</summary>
    private void TuneReceiveBuffer(int count, Timestamp now)
    {
        if (!Profile.AutoTuneReceiveBuffer || _userRcvBuffer) return;
        _tuneRead += count;
        Duration round = _rtt.HasSample ? _rtt.SmoothedRtt : Duration.FromMilliseconds(100);
        if (now - _tuneAt < round) return;
        int wanted = (int)Math.Min((long)_tuneRead * 2, Profile.MaximumReceiveBuffer);
        if (wanted > _rcvLimit) _rcvLimit = wanted;
        _tuneRead = 0;
        _tuneAt = now;
    }

    private bool _userRcvBuffer;

    private readonly uint _timestampOffset;

    /// <summary>Our time stamp clock: a millisecond a tick, from an offset that does not tell how long the host runs.
    /// Source: RFC 7323 §5.4, §7.1.</summary>
    private uint TimestampClock(Timestamp now) => unchecked((uint)(now.Nanoseconds / 1_000_000) + _timestampOffset);

    /// <summary>PAWS, RFC 7323 §5.3, R1: older than the last, and the last is not from another age (§5.5).</summary>
    private bool IsOldTimestamp(in Segment seg, Timestamp now) =>
        _tsRecentAt != Timestamp.Never && unchecked((int)(seg.Options.TsVal - _tsRecent)) < 0 && now - _tsRecentAt < PawsIdleLimit;

    /// <summary>RFC 7323 §4.3, (2): TS.Recent comes from the segment that the next acknowledgment answers.</summary>
    private void RecordTimestamp(in Segment seg, Timestamp now)
    {
        if (!_useTimestamps || !seg.Options.HasTimestamps) return;
        if (seg.Has(TcpFlags.Ack) && seg.Ack > SndNxt) return; // it will be dropped: RFC 9293 §3.10.7.4, fifth
        (_lastTsEcr, _hasTsEcr) = (seg.Options.TsEcr, seg.Has(TcpFlags.Ack));
        if (seg.Seq <= _rcvWup) TakeTsRecent(seg.Options.TsVal, now);
    }

    /// <summary>RFC 6191 §3: the connection that takes the place of one in TIME-WAIT knows the peer's last time stamp.</summary>
    internal void InheritTimestamp(Connection old) => _tsRecent = old._tsRecent;

    private void TakeTsRecent(uint value, Timestamp now)
    {
        bool isOlder = _tsRecentAt != Timestamp.Never && unchecked((int)(value - _tsRecent)) < 0;
        if (isOlder && now - _tsRecentAt < PawsIdleLimit) return; // RFC 7323 §5.5: after that, it is just another age
        (_tsRecent, _tsRecentAt) = (value, now);
    }

    /// <summary>RFC 5961 §7: challenge ACKs are limited, for the connection and for the host.</summary>
    private void SendChallengeAck(in Tracing.Reason because, Timestamp now)
    {
        if (!MayAnswerInvalid(now) || !_layer.MayChallenge(now)) return;
        Trace?.Publish(new ChallengeSent(Trace.Envelope(now, because, Id)));
        SendAck(now);
    }

    private bool MayAnswerInvalid(Timestamp now)
    {
        if (_lastInvalidAnswer != Timestamp.Never && now - _lastInvalidAnswer < Profile.InvalidAnswerInterval) return false;
        _lastInvalidAnswer = now;
        return true;
    }

    private void Ignore(in Segment seg, in Tracing.Reason because, Timestamp now) =>
        Trace?.Publish(new SegmentIgnored(
            Trace.Envelope(now, because, Id), seg.Flags, unchecked(seg.Seq.Value - Irs.Value), seg.Data.Length));
}
