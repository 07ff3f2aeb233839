using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Recall;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp;

/// <summary>Where a segment stands: its connection, its direction, and what the analysis says of it. A pass works it out
/// from the segments before; who recalls a frame takes it from the frame's record.</summary>
/// <param name="Conversation">The connection.</param>
/// <param name="Flow">The segment's direction.</param>
/// <param name="Reverse">The other direction.</param>
/// <param name="SincePrevious">Time since the connection's segment before.</param>
/// <param name="Analysis">What the analysis says.</param>
internal readonly record struct SegmentPlace(
    TcpConversation Conversation, TcpFlow Flow, TcpFlow Reverse, Duration SincePrevious, SegmentAnalysis Analysis)
{
    private const int HasAck = 1, HasOctets = 2, HasDuplicate = 4, HasRto = 8, FlagsShift = 4;

    /// <summary>Works it out, and keeps it where somebody will recall the frame.</summary>
    public static SegmentPlace Learn(DissectedFrame frame, TcpSession session, TcpHeader header, in SegmentFacts seg)
    {
        TcpConversation conversation = TcpTracking.Find(frame, session, header.SourcePort, header.DestinationPort, seg, out bool reused);
        TcpFlow flow = conversation.FlowFrom(new(frame.Network.Source, header.SourcePort)), reverse = conversation.Opposite(flow);
        SegmentAnalysis analysis = default;
        if (!frame.IsQuoted)
        {
            TcpTracking.Begin(conversation, flow, reverse, seg, header.Options);
            if (frame.Session.Options.AnalyzeSequenceNumbers)
                analysis = SequenceAnalysis.Analyze(conversation, flow, reverse, seg, frame.Session.Options.TrackBytesInFlight);
            if (reused) analysis.Flags |= AnalysisFlags.ReusedPorts;
        }

        SegmentPlace place = new(conversation, flow, reverse, seg.Time - conversation.Latest, analysis);
        if (frame.Session.Kept is { } page) place.Keep(page, session, frame.IsQuoted);
        return place;
    }

    /// <summary>Takes it from the frame's record.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="page">Its record.</param>
    /// <param name="session">The connections that were recalled before.</param>
    /// <param name="learned">The connections of the pass.</param>
    /// <param name="header">The segment's header.</param>
    /// <param name="seg">The segment.</param>
    public static SegmentPlace Recall(
        DissectedFrame frame, JournalPage page, TcpSession session, TcpSession learned, TcpHeader header, in SegmentFacts seg)
    {
        TcpConversation conversation = session.Recall(learned, page);
        TcpFlow flow = conversation.FlowFrom(new(frame.Network.Source, header.SourcePort)), reverse = conversation.Opposite(flow);
        if (frame.IsQuoted) return new(conversation, flow, reverse, default, default);
        if (frame.Session.Options.AnalyzeSequenceNumbers) flow.LastAck = seg.Ack; // reassembly asks for it
        return new(conversation, flow, reverse, new(page.TakeSigned()), RecallAnalysis(page));
    }

    private void Keep(JournalPage page, TcpSession session, bool isQuoted)
    {
        session.Keep(Conversation, page);
        if (isQuoted) return;
        page.PutSigned(SincePrevious.Nanoseconds);
        int parts = (Analysis.AckedFrame != 0 ? HasAck : 0) | (Analysis.BytesInFlight != 0 ? HasOctets : 0)
            | (Analysis.DuplicateAckNumber != 0 ? HasDuplicate : 0) | (Analysis.RtoFrame != 0 ? HasRto : 0);
        page.Put((ulong)((int)Analysis.Flags << FlagsShift | parts));
        if ((parts & HasAck) != 0) Put(page, Analysis.AckedFrame, Analysis.AckRtt);
        if ((parts & HasOctets) != 0) page.Put(Analysis.BytesInFlight);
        if ((parts & HasDuplicate) != 0) page.PutFrame(Analysis.DuplicateAckFrame);
        if ((parts & HasDuplicate) != 0) page.Put(Analysis.DuplicateAckNumber);
        if ((parts & HasRto) != 0) Put(page, Analysis.RtoFrame, Analysis.Rto);
    }

    private static SegmentAnalysis RecallAnalysis(JournalPage page)
    {
        ulong parts = page.Take();
        SegmentAnalysis analysis = new() { Flags = unchecked((AnalysisFlags)(parts >> FlagsShift)) };
        if ((parts & HasAck) != 0) (analysis.AckedFrame, analysis.AckRtt) = (page.TakeFrame(), new(page.TakeSigned()));
        if ((parts & HasOctets) != 0) analysis.BytesInFlight = unchecked((uint)page.Take());
        if ((parts & HasDuplicate) != 0) analysis.DuplicateAckFrame = page.TakeFrame();
        if ((parts & HasDuplicate) != 0) analysis.DuplicateAckNumber = unchecked((uint)page.Take());
        if ((parts & HasRto) != 0) (analysis.RtoFrame, analysis.Rto) = (page.TakeFrame(), new(page.TakeSigned()));
        return analysis;
    }

    private static void Put(JournalPage page, int frame, Duration since)
    {
        page.PutFrame(frame);
        page.PutSigned(since.Nanoseconds);
    }
}
