using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Conversations;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp;

/// <summary>Finds a segment's conversation, and keeps its book: first numbers, window scale, times, counts.</summary>
internal static class TcpTracking
{
    /// <summary>Finds or begins the conversation of a segment.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="session">The session's connections.</param>
    /// <param name="sourcePort">The sender's port.</param>
    /// <param name="destinationPort">The receiver's port.</param>
    /// <param name="seg">The segment.</param>
    /// <param name="reused">True when a SYN begins a new connection between ends that had one before.</param>
    public static TcpConversation Find(
        DissectedFrame frame, TcpSession session, ushort sourcePort, ushort destinationPort, in SegmentFacts seg, out bool reused)
    {
        Endpoint source = new(frame.Network.Source, sourcePort), destination = new(frame.Network.Destination, destinationPort);
        ConversationKey key = ConversationKey.Of(source, destination, out _);
        TcpConversation? conversation = session.Conversations.Find(key);
        reused = conversation is not null && !frame.IsQuoted && IsNewConnection(conversation.FlowFrom(source), seg);
        if (conversation is not null && (!reused || seg.HasAny(TcpFlags.Ack))) return conversation;
        conversation = new(session.Conversations.NextIndex, source, destination, frame.Info.Time) { FirstFrame = frame.Info.Number };
        session.Conversations.Add(key, conversation);
        return conversation;
    }

    /// <summary>Notes first numbers and, from a SYN, the window scale: before the analysis, which needs them.</summary>
    public static void Begin(TcpConversation conversation, TcpFlow flow, TcpFlow reverse, in SegmentFacts seg, ReadOnlySpan<byte> options)
    {
        if (!flow.HasFirstSequence || IsNewConnection(flow, seg))
        {
            flow.FirstSequence = seg.HasAny(TcpFlags.Syn) ? seg.Seq.Value : (seg.Seq - 1).Value;
            flow.HasFirstSequence = true;
        }

        if (!reverse.HasFirstSequence && seg.HasAny(TcpFlags.Ack))
        {
            reverse.FirstSequence = (seg.Ack - 1).Value;
            reverse.HasFirstSequence = true;
        }

        flow.SackedOctets = CountSacked(options);
        if (seg.HasAny(TcpFlags.Syn)) NoteSyn(conversation, flow, reverse, seg, options);
        else if (conversation.SynTime is { } synTime && conversation.InitialRtt == default && seg.HasAny(TcpFlags.Ack)
            && seg.Seq.Value == unchecked(flow.FirstSequence + 1) && seg.Ack.Value == unchecked(reverse.FirstSequence + 1))
            conversation.InitialRtt = seg.Time - synTime;
    }

    /// <summary>Counts a segment: after the analysis and after the times were written.</summary>
    public static void End(TcpConversation conversation, TcpFlow flow, in SegmentFacts seg, in SegmentAnalysis analysis, in FrameInfo frame)
    {
        const AnalysisFlags SentAgain =
            AnalysisFlags.Retransmission | AnalysisFlags.FastRetransmission | AnalysisFlags.SpuriousRetransmission;
        conversation.Latest = frame.Time;
        flow.Segments++;
        flow.FrameOctets += frame.OriginalLength;
        flow.DataOctets += Math.Max(0, seg.DataLength);
        if ((analysis.Flags & SentAgain) != 0) flow.Retransmissions++;
        flow.HasSentFin |= seg.HasAny(TcpFlags.Fin);
        flow.HasSentRst |= seg.HasAny(TcpFlags.Rst);
        flow.HasSentSyn |= seg.HasAny(TcpFlags.Syn);
        flow.AcknowledgedSyn |= seg.HasAny(TcpFlags.Syn) && seg.HasAny(TcpFlags.Ack);
    }

    /// <summary>SEG.WND in octets. Source: RFC 7323 §2.3; the window of a SYN is never scaled (§2.2).</summary>
    public static long WindowOctets(TcpFlow flow, in SegmentFacts seg) =>
        seg.HasAny(TcpFlags.Syn) || flow.WindowShift < 0 ? seg.Window : (long)seg.Window << flow.WindowShift;

    private static long CountSacked(ReadOnlySpan<byte> octets)
    {
        const int ShortestWithSack = 10;
        if (octets.Length < ShortestWithSack) return 0;
        long count = 0;
        TcpOptions options = new(octets);
        while (options.MoveNext())
        {
            if (options.Kind != TcpOptionKind.Sack) continue;
            for (int at = 2; at + 8 <= options.Length; at += 8)
            {
                SeqNumber left = new(BinaryPrimitives.ReadUInt32BigEndian(options.Current[at..]));
                SeqNumber right = new(BinaryPrimitives.ReadUInt32BigEndian(options.Current[(at + 4)..]));
                count += Math.Max(0, right - left);
            }
        }

        return count;
    }

    /// <summary>A SYN with another first number is not a repetition but a new connection. A SYN with ACK belongs to one
    /// whose SYN was not captured: it goes on under the old number, counted anew.</summary>
    private static bool IsNewConnection(TcpFlow flow, in SegmentFacts seg) =>
        seg.HasAny(TcpFlags.Syn) && flow.HasFirstSequence && seg.Seq.Value != flow.FirstSequence;

    /// <summary>RFC 7323 §2.2: windows are scaled only when both SYNs carry the option.</summary>
    private static void NoteSyn(TcpConversation conversation, TcpFlow flow, TcpFlow reverse, in SegmentFacts seg, ReadOnlySpan<byte> optionOctets)
    {
        bool isAnswer = seg.HasAny(TcpFlags.Ack);
        if (!isAnswer) conversation.SynTime = seg.Time;
        TcpOptions options = new(optionOctets);
        while (options.MoveNext())
        {
            if (options.Kind == TcpOptionKind.WindowScale && options.Length == 3)
                flow.WindowShift = Math.Min((int)options.Number(), TcpConversation.MaxWindowShift);
            else if (options.Kind == TcpOptionKind.MaximumSegmentSize && options.Length == 4)
                flow.MaximumSegmentSize = (ushort)options.Number();
        }

        if (flow.WindowShift == TcpConversation.ShiftUnknown)
            flow.WindowShift = reverse.WindowShift = TcpConversation.ShiftNotUsed;
        else if (isAnswer && reverse.WindowShift == TcpConversation.ShiftNotUsed)
            flow.WindowShift = TcpConversation.ShiftNotUsed;
    }
}
