using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Analysis;

/// <summary>Says of each segment what an observer can tell from numbers and times: retransmitted, out of order,
/// a duplicate ACK, a zero window … as the Wireshark User's Guide §7.5 defines them.</summary>
/// <remarks>An observer between the ends sees neither their timers nor what was lost beyond it, so these are suspicions.
/// A number of 0 stands for "not seen yet", as there: one stream in 2^32 starts at 0.</remarks>
internal static class SequenceAnalysis
{
    private const TcpFlags OpensOrCloses = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst;

    /// <summary>A retransmission this soon after a duplicate ACK was triggered by it.</summary>
    private static readonly Duration FastRetransmitLimit = Duration.FromMilliseconds(20);

    /// <summary>A segment this late is a retransmission; sooner it is out of order. Used until the connection's own
    /// round-trip time is known.</summary>
    private static readonly Duration DefaultReorderLimit = Duration.FromMilliseconds(3);

    /// <summary>Looks at a segment and remembers it.</summary>
    public static SegmentAnalysis Analyze(TcpConversation conversation, TcpFlow forward, TcpFlow reverse, in SegmentFacts seg, bool countInFlight)
    {
        SegmentAnalysis result = default;
        if (seg.HasAny(TcpFlags.Ack)) reverse.CanCountInFlight = true;
        LookForward(forward, reverse, seg, ref result);
        if (seg.Ack != forward.LastAck)
        {
            (forward.LastNewAckFrame, forward.DuplicateAcks) = (seg.Frame, 0);
            CheckAckOfUnseen(reverse, seg, ref result);
        }

        CheckRetransmission(conversation, forward, reverse, seg, ref result);
        Remember(forward, seg, result.Flags);
        CountAcknowledged(reverse, seg, ref result);
        if (countInFlight && seg.DataLength > 0 && forward.CanCountInFlight)
            result.BytesInFlight = InFlight(forward, reverse, seg);
        return result;
    }

    /// <summary>Octets of data sent and neither acknowledged nor reported by SACK (a D-SACK counts among those); the
    /// segment's own FIN is no octet of data.</summary>
    private static uint InFlight(TcpFlow forward, TcpFlow reverse, in SegmentFacts seg)
    {
        long octets = forward.Unacknowledged.Span(forward.FirstSequence) - (seg.HasAny(TcpFlags.Syn | TcpFlags.Fin) ? 1 : 0) - reverse.SackedOctets;
        return (uint)Math.Max(0, octets);
    }

    /// <summary>Windows, keep-alives, gaps and duplicate ACKs: what the segment is by its own numbers.</summary>
    private static void LookForward(TcpFlow forward, TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        if (seg.DataLength == 1 && seg.Seq == forward.Next && reverse.Window == 0)
        {
            result.Flags |= AnalysisFlags.ZeroWindowProbe;
            return;
        }

        bool isPlain = !seg.HasAny(OpensOrCloses);
        if (seg.Window == 0 && isPlain) result.Flags |= AnalysisFlags.ZeroWindow;
        if (forward.Next.Value != 0 && seg.Seq > forward.Next && !seg.HasAny(TcpFlags.Rst))
        {
            result.Flags |= AnalysisFlags.LostSegment;
            forward.CanCountInFlight = false;
        }

        if (!isPlain) return;
        if (seg.DataLength <= 1 && seg.Seq == forward.Next - 1) result.Flags |= AnalysisFlags.KeepAlive;
        if (FillsWindow(reverse, seg)) result.Flags |= AnalysisFlags.WindowFull;
        if (seg.DataLength == 0 && seg.Seq == forward.Next) LookAtPureAck(forward, reverse, seg, ref result);
    }

    private static void LookAtPureAck(TcpFlow forward, TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        bool repeats = seg.Ack == forward.LastAck;
        if (seg.Window != 0 && seg.Window != forward.Window && repeats) result.Flags |= AnalysisFlags.WindowUpdate;
        if (seg.Window != forward.Window) return;
        if (seg.Window == 0)
        {
            CheckProbeAck(forward, reverse, seg, ref result);
        }
        else if (repeats && (reverse.LastFlags & AnalysisFlags.KeepAlive) != 0)
        {
            result.Flags |= AnalysisFlags.KeepAliveAck;
        }
        else if (repeats)
        {
            forward.DuplicateAcks++;
            result.Flags |= AnalysisFlags.DuplicateAck;
            result.DuplicateAckNumber = forward.DuplicateAcks;
            result.DuplicateAckFrame = forward.LastNewAckFrame;
        }
    }

    /// <summary>The receiver repeats that its window is closed; some take the probe's one octet all the same.</summary>
    private static void CheckProbeAck(TcpFlow forward, TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        bool tookOctet = seg.Ack == forward.LastAck + 1;
        if ((reverse.LastFlags & AnalysisFlags.ZeroWindowProbe) == 0 || (seg.Ack != forward.LastAck && !tookOctet)) return;
        result.Flags |= AnalysisFlags.ZeroWindowProbeAck;
        if (tookOctet) reverse.Next = reverse.HighestExpectedAck = seg.Ack;
    }

    private static bool FillsWindow(TcpFlow reverse, in SegmentFacts seg)
    {
        if (seg.DataLength == 0 || reverse.WindowShift == TcpConversation.ShiftUnknown) return false;
        int window = reverse.Window << Math.Max(0, reverse.WindowShift);
        return seg.Seq + seg.DataLength == reverse.LastAck + window;
    }

    private static void CheckAckOfUnseen(TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        if (reverse.HighestExpectedAck.Value == 0 || !seg.HasAny(TcpFlags.Ack) || seg.Ack <= reverse.HighestExpectedAck) return;
        result.Flags |= AnalysisFlags.AckLostSegment;
        reverse.HighestExpectedAck = reverse.Next; // said once
    }

    /// <summary>A segment that does not advance the sequence was sent again or came late. Which, is told by time.</summary>
    private static void CheckRetransmission(
        TcpConversation conversation, TcpFlow forward, TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        if (seg.DataLength == 0 && !seg.HasAny(TcpFlags.Syn | TcpFlags.Fin)) return;
        if (forward.Next.Value == 0 || seg.Seq >= forward.Next || (result.Flags & AnalysisFlags.KeepAlive) != 0) return;
        if (seg.DataLength > 0 && reverse.LastAck.Value != 0 && seg.Seq + seg.DataLength <= reverse.LastAck)
        {
            result.Flags |= AnalysisFlags.SpuriousRetransmission | AnalysisFlags.Retransmission;
            return;
        }

        // One octet of overlap and new data behind it: what follows a window probe or keep-alive, not a repetition.
        if (seg.DataLength > 1 && forward.Next - 1 == seg.Seq) return;
        Duration reorderLimit = conversation.InitialRtt == default ? DefaultReorderLimit : conversation.InitialRtt;
        if (reverse.DuplicateAcks >= 2 && reverse.LastAck == seg.Seq && seg.Time - reverse.LastAckTime < FastRetransmitLimit)
        {
            result.Flags |= AnalysisFlags.FastRetransmission | AnalysisFlags.Retransmission;
        }
        else if (seg.Time - forward.NextTime < reorderLimit && forward.Next != seg.Seq + Occupied(seg))
        {
            result.Flags |= AnalysisFlags.OutOfOrder;
        }
        else
        {
            result.Flags |= AnalysisFlags.Retransmission;
            bool known = forward.Unacknowledged.TryFindFrom(seg.Seq, out int frame, out Timestamp time);
            result.RtoFrame = known ? frame : forward.NextFrame;
            result.Rto = seg.Time - (known ? time : forward.NextTime);
        }
    }

    /// <summary>Sequence numbers that a segment takes: SEG.LEN, with one for SYN or FIN.</summary>
    private static int Occupied(in SegmentFacts seg) => seg.DataLength + (seg.HasAny(TcpFlags.Syn | TcpFlags.Fin) ? 1 : 0);

    private static void Remember(TcpFlow forward, in SegmentFacts seg, AnalysisFlags flags)
    {
        int length = Occupied(seg);
        SeqNumber next = seg.Seq + length;
        if (length > 0) forward.Unacknowledged.Add(seg.Frame, seg.Time, seg.Seq, next);
        bool isProbe = (flags & AnalysisFlags.ZeroWindowProbe) != 0; // does not advance the sequence
        if (!isProbe && (forward.Next.Value == 0 || next > forward.Next))
            (forward.Next, forward.NextFrame, forward.NextTime) = (next, seg.Frame, seg.Time);
        if (!isProbe && (forward.HighestExpectedAck.Value == 0 || seg.Seq == forward.HighestExpectedAck))
            forward.HighestExpectedAck = forward.Next;
        (forward.Window, forward.LastAck, forward.LastAckTime, forward.LastFlags) = (seg.Window, seg.Ack, seg.Time, flags);
    }

    private static void CountAcknowledged(TcpFlow reverse, in SegmentFacts seg, ref SegmentAnalysis result)
    {
        reverse.Unacknowledged.Acknowledge(seg.Ack, out int frame, out Timestamp time);
        if (frame == 0) return;
        result.AckedFrame = frame;
        result.AckRtt = seg.Time - time;
    }
}
