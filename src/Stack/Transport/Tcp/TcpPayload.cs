using NetStack.Dissection;
using NetStack.Dissection.Streams;
using NetStack.Transport.Tcp.Analysis;
using NetStack.Transport.Tcp.Streams;

namespace NetStack.Transport.Tcp;

/// <summary>Hands a segment's data to the application, through reassembly where that is possible.</summary>
internal static class TcpPayload
{
    /// <summary>Takes the data of a segment, which may be none.</summary>
    public static void HandOn(DissectedFrame frame, scoped in Octets data, TcpConversation conversation, TcpFlow flow,
        in SegmentFacts seg, AnalysisFlags analysis, ChecksumStatus checksum)
    {
        if (data.Length > 0)
        {
            frame.AddInPlace(TcpFields.Payload, data, 0, data.Length);
            NoteSuperSegment(frame, data, conversation.Opposite(flow), seg);
        }

        if (PayloadOutcome.TryRepeat(frame, data)) return;
        flow.Reassembler?.BeginSegment();
        PayloadOutcome before = new(frame);
        FollowStream(frame, data, conversation, flow, seg, analysis, checksum);
        before.Keep(frame, data, conversation, flow);
    }

    private static void FollowStream(DissectedFrame frame, scoped in Octets data, TcpConversation conversation, TcpFlow flow,
        in SegmentFacts seg, AnalysisFlags analysis, ChecksumStatus checksum)
    {
        if (data.Length > 0)
        {
            conversation.Application ??= new(frame.Session.Registry, flow.End.Port, conversation.Opposite(flow).End.Port);
            StreamContext context = ContextOf(conversation, flow);
            DissectionOptions options = frame.Session.Options;
            bool canReassemble = options.DesegmentTcpStreams && checksum != ChecksumStatus.Bad && !data.IsCut;
            if (canReassemble && options.ReassembleOutOfOrder) Order(frame, data, conversation, flow, seg);
            else if (!options.NoSubdissectorOnError || (analysis & (AnalysisFlags.Retransmission | AnalysisFlags.OutOfOrder)) == 0)
                HandOnAsItComes(frame, data, conversation, flow, seg, context, canReassemble);
        }

        if (seg.HasAny(TcpFlags.Fin)) flow.Reassembler?.End(frame);
    }

    private static void Order(DissectedFrame frame, scoped in Octets data, TcpConversation conversation, TcpFlow flow, in SegmentFacts seg)
    {
        TcpFlow reverse = conversation.Opposite(flow);
        flow.Orderer ??= new(ReassemblerOf(conversation, flow));
        SeqNumber first = seg.HasAny(TcpFlags.Syn) ? seg.Seq + 1 : seg.Seq; // the SYN comes before the data
        flow.Orderer.Receive(frame, data, first, reverse.Segments > 0 ? reverse.LastAck : null);
    }

    private static void HandOnAsItComes(DissectedFrame frame, scoped in Octets data, TcpConversation conversation, TcpFlow flow,
        in SegmentFacts seg, StreamContext context, bool canReassemble)
    {
        if (canReassemble)
        {
            SeqNumber first = seg.HasAny(TcpFlags.Syn) ? seg.Seq + 1 : seg.Seq;
            ReassemblerOf(conversation, flow).Feed(frame, data, first);
            return;
        }

        Unfinished rest = conversation.Application!.HandOn(frame, context, data);
        if (rest.IsNone) return;
        Octets part = data.From(rest.At); // dissected as far as it goes: the rest will not be joined to it
        conversation.Application.Invoke(frame, context, new(part.Span, part.Source, part.Start, part.ReportedLength + rest.Missing));
    }

    /// <summary>More data than the receiver takes in one segment was not sent like that: a network card joins or cuts
    /// segments, and the capture shows what stands on the host's side of it.</summary>
    private static void NoteSuperSegment(DissectedFrame frame, scoped in Octets data, TcpFlow receiver, in SegmentFacts seg)
    {
        if (receiver.MaximumSegmentSize != 0 && seg.DataLength > receiver.MaximumSegmentSize)
            frame.Report(Severity.Note, TcpDissector.SuperSegment, data, 0, seg.DataLength, receiver.MaximumSegmentSize);
    }

    private static StreamReassembler ReassemblerOf(TcpConversation conversation, TcpFlow flow) =>
        flow.Reassembler ??= new(ContextOf(conversation, flow), conversation.Application!);

    private static StreamContext ContextOf(TcpConversation conversation, TcpFlow flow)
    {
        if (flow.Context is not null) return flow.Context;
        TcpFlow reverse = conversation.Opposite(flow);
        TcpFlow client = conversation.FirstIsClient ? conversation.FromFirst : conversation.FromSecond;
        TcpFlow server = conversation.Opposite(client);
        flow.Context = new(conversation.Index, ReferenceEquals(flow, client), client.End.Port, server.End.Port);
        reverse.Context = new(conversation.Index, ReferenceEquals(reverse, client), client.End.Port, server.End.Port);
        (flow.Context.Opposite, reverse.Context.Opposite) = (reverse.Context, flow.Context);
        return flow.Context;
    }
}
