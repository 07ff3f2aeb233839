using NetStack.Bytes;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Transport.Tcp.Observation;
using NetStack.Viz.Catalogues;

namespace NetStack.Viz.Ladder;

/// <summary>What stands on and beside a rung, in words.</summary>
internal static class LadderWords
{
    private static readonly (TcpFlags Flag, string Name)[] FlagNames =
    [
        (TcpFlags.Syn, "SYN"), (TcpFlags.Fin, "FIN"), (TcpFlags.Rst, "RST"), (TcpFlags.Psh, "PSH"), (TcpFlags.Ack, "ACK"),
        (TcpFlags.Urg, "URG"), (TcpFlags.Ece, "ECE"), (TcpFlags.Cwr, "CWR"), (TcpFlags.Ae, "AE"),
    ];

    /// <summary>The control bits as RFCs name them: SYN ACK; a dash for none.</summary>
    public static string Flags(TcpFlags flags)
    {
        string names = string.Join(' ', FlagNames.Where(entry => (flags & entry.Flag) != 0).Select(entry => entry.Name));
        return names.Length == 0 ? "–" : names;
    }

    /// <summary>What is written on a rung, the most telling first; what has no room is left out.</summary>
    /// <param name="step">The rung.</param>
    /// <param name="fits">Tells whether a text has room.</param>
    public static string On(LadderStep step, Func<string, bool> fits)
    {
        List<(int Rank, string Text)> parts = [(0, Flags(step.Flags))];
        bool isAck = step.Reason == SegmentReasons.Plain || step.Reason == SegmentReasons.WindowUpdate
            || step.Reason == SegmentReasons.HandshakeEnds;
        if (!isAck || !step.Marks.IsEmpty) parts.Add((1, $"seq={step.Seq}"));
        if ((step.Flags & TcpFlags.Ack) != 0) parts.Add((2, $"ack={step.Ack}"));
        if (step.DataLength > 0) parts.Add((1, $"len={step.DataLength}"));
        parts.Add((3, $"win={step.Window}"));
        for (int rank = 3; rank >= 0; rank--)
        {
            string text = string.Join(' ', parts.Where(part => part.Rank <= rank).Select(part => part.Text));
            if (rank == 0 || fits(text)) return text;
        }

        return "";
    }

    /// <summary>What is written on a run: with the numbers where they have room.</summary>
    public static string On(LadderRun run, Catalogue catalogue, Func<string, bool> fits)
    {
        string text = catalogue.Text(LadderTexts.Run, run.DataSegments, run.DataOctets, run.FirstSeq, run.NextSeq);
        return fits(text) ? text : catalogue.Text(LadderTexts.RunShort, run.DataSegments, run.DataOctets);
    }

    /// <summary>What an item means, with its RFC.</summary>
    public static string Sentence(LadderItem item, Catalogue catalogue) => item switch
    {
        LadderStep { Marks: [{ Kind: LadderMarkKind.DuplicateAck, Count: > 1 }] } => "", // the first of them has told
        LadderStep step => Sentence(step, catalogue),
        LadderRun { Acks: 0 } run => catalogue.Text(LadderTexts.RunWithoutAcks, run.DataSegments, run.DataOctets),
        LadderRun run => catalogue.Text(LadderTexts.RunSentence, run.DataSegments, run.DataOctets, run.Acks),
        _ => "",
    };

    /// <summary>A reason with its RFC.</summary>
    public static string Sentence(in Reason reason, Catalogue catalogue) => WithRfc(catalogue.Sentence(reason), reason, catalogue);

    private static string Sentence(LadderStep step, Catalogue catalogue)
    {
        Reason reason = ReasonOf(step);
        if (reason == SegmentReasons.Data)
            return WithRfc(catalogue.Text(LadderTexts.Data, step.DataLength, step.Seq, unchecked(step.Seq + (uint)step.DataLength - 1)), reason, catalogue);
        if (reason == SegmentReasons.Plain)
            return WithRfc(catalogue.Text(LadderTexts.Ack, step.Ack), reason, catalogue);
        return Sentence(reason, catalogue);
    }

    private static string WithRfc(string sentence, in Reason reason, Catalogue catalogue) =>
        reason.Rfc.IsEmpty ? sentence : catalogue.Text(LadderTexts.WithRfc, sentence, reason.Rfc);

    /// <summary>A mere acknowledgment says most by the state that it leads its receiver to, a FIN by that of its sender.</summary>
    private static Reason ReasonOf(LadderStep step)
    {
        bool isFin = (step.Flags & TcpFlags.Fin) != 0 && step.Marks.IsEmpty;
        if (!isFin && step.Reason != SegmentReasons.Plain) return step.Reason;
        return (step.FromLeft == isFin ? step.LeftStates : step.RightStates) is [.., NewState entered] ? entered.Reason : step.Reason;
    }

    /// <summary>A mark in words.</summary>
    public static string Mark(LadderMark mark, Catalogue catalogue) => mark.Kind == LadderMarkKind.DuplicateAck
        ? catalogue.Text(LadderTexts.DuplicateAck, mark.Count, mark.Frame)
        : catalogue.Text(LadderTexts.KeyOf(mark), mark.Frame, Seconds(mark.After, 3));

    /// <summary>A duration in seconds.</summary>
    public static string Seconds(Duration duration, int decimals)
    {
        Utf8Writer writer = new(24);
        writer.WriteSeconds(duration.Nanoseconds, decimals);
        return writer.ToString();
    }
}
