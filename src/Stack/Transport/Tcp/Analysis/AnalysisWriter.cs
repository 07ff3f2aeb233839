using NetStack.Dissection;

namespace NetStack.Transport.Tcp.Analysis;

/// <summary>Writes what the analysis found into the tree, and notes it as findings.</summary>
internal static class AnalysisWriter
{
    /// <summary>Writes the analysis of a segment; nothing when there is nothing to say.</summary>
    public static void Write(DissectedFrame frame, scoped in Octets octets, TcpConversation conversation, in SegmentAnalysis analysis)
    {
        if (analysis.Flags == AnalysisFlags.None && analysis.AckedFrame == 0 && analysis.BytesInFlight == 0) return;
        frame.AddGenerated(AnalysisFields.Analysis, 0);
        frame.Indent();
        if (analysis.AckedFrame != 0)
        {
            frame.AddGenerated(AnalysisFields.AckedFrame, (ulong)analysis.AckedFrame);
            frame.AddGenerated(AnalysisFields.AckRtt, analysis.AckRtt);
        }

        if (conversation.InitialRtt != default)
            frame.AddGenerated(AnalysisFields.InitialRtt, conversation.InitialRtt);
        if (analysis.BytesInFlight != 0)
            frame.AddGenerated(AnalysisFields.BytesInFlight, analysis.BytesInFlight);
        if (analysis.Flags != AnalysisFlags.None)
            WriteFlags(frame, octets, analysis);
        frame.Outdent();
    }

    private static void WriteFlags(DissectedFrame frame, scoped in Octets octets, in SegmentAnalysis analysis)
    {
        frame.AddGenerated(AnalysisFields.Flags, 0);
        frame.Indent();
        foreach ((AnalysisFlags flag, Field field, Severity severity, _) in AnalysisFields.ByFlag)
        {
            if ((analysis.Flags & flag) == 0) continue;
            frame.AddGenerated(field, 0);
            frame.Report(severity, field.Name, octets, 4);
        }

        frame.Outdent();
        if ((analysis.Flags & AnalysisFlags.Retransmission) != 0 && analysis.RtoFrame != 0)
        {
            frame.AddGenerated(AnalysisFields.Rto, analysis.Rto);
            frame.AddGenerated(AnalysisFields.RtoFrame, (ulong)analysis.RtoFrame);
        }

        if (analysis.DuplicateAckNumber == 0) return;
        frame.AddGenerated(AnalysisFields.DuplicateAckNumber, analysis.DuplicateAckNumber);
        frame.AddGenerated(AnalysisFields.DuplicateAckFrame, (ulong)analysis.DuplicateAckFrame);
    }
}
