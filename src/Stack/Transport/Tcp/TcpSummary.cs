using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp;

/// <summary>The Info column of a segment: <c>49152 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460</c>.</summary>
internal static class TcpSummary
{
    private static readonly (TcpFlags Flag, byte[] Name)[] FlagNames =
    [
        (TcpFlags.Fin, "FIN"u8.ToArray()), (TcpFlags.Syn, "SYN"u8.ToArray()), (TcpFlags.Rst, "RST"u8.ToArray()),
        (TcpFlags.Psh, "PSH"u8.ToArray()), (TcpFlags.Ack, "ACK"u8.ToArray()), (TcpFlags.Urg, "URG"u8.ToArray()),
        (TcpFlags.Ece, "ECE"u8.ToArray()), (TcpFlags.Cwr, "CWR"u8.ToArray()), (TcpFlags.Ae, "AE"u8.ToArray()),
    ];

    /// <summary>Writes the line.</summary>
    public static void Write(DissectedFrame frame, in LayerRecord layer, TcpSession session, Utf8Writer writer)
    {
        if (session.Current is not { } conversation || session.Flow is not { } flow || session.Segment.Frame != frame.Info.Number)
        {
            writer.Write("TCP"u8);
            return;
        }

        SegmentFacts seg = session.Segment;
        TcpFlow reverse = conversation.Opposite(flow);
        bool relative = frame.Session.Options.RelativeSequenceNumbers;
        WriteAnalysis(session.Analysis, writer);
        writer.WriteDecimal((ulong)flow.End.Port);
        writer.Write(" → "u8);
        writer.WriteDecimal((ulong)reverse.End.Port);
        WriteFlags(seg.Flags, writer);
        writer.Write(" Seq="u8);
        writer.WriteDecimal((ulong)unchecked(seg.Seq.Value - (relative ? flow.FirstSequence : 0)));
        if (seg.HasAny(TcpFlags.Ack))
        {
            writer.Write(" Ack="u8);
            writer.WriteDecimal((ulong)unchecked(seg.Ack.Value - (relative ? reverse.FirstSequence : 0)));
        }

        writer.Write(" Win="u8);
        writer.WriteDecimal(TcpTracking.WindowOctets(flow, seg));
        writer.Write(" Len="u8);
        writer.WriteDecimal((long)seg.DataLength);
        int optionsLength = layer.HeaderLength - TcpHeader.MinLength;
        if (optionsLength > 0)
            WriteOptions(frame.SourceOctets(layer.Source).Slice(layer.Start + TcpHeader.MinLength, optionsLength), relative ? reverse.FirstSequence : 0, writer);
    }

    private static void WriteAnalysis(in SegmentAnalysis analysis, Utf8Writer writer)
    {
        if (analysis.Flags == AnalysisFlags.None) return;
        const AnalysisFlags NamedRetransmission = AnalysisFlags.FastRetransmission | AnalysisFlags.SpuriousRetransmission;
        bool isNamed = (analysis.Flags & NamedRetransmission) != 0;
        foreach ((AnalysisFlags flag, _, _, string label) in AnalysisFields.ByFlag)
        {
            if ((analysis.Flags & flag) == 0 || (isNamed && flag == AnalysisFlags.Retransmission)) continue;
            if (flag == AnalysisFlags.DuplicateAck)
            {
                writer.Write("[TCP Dup ACK "u8);
                writer.WriteDecimal((long)analysis.DuplicateAckFrame);
                writer.Write((byte)'#');
                writer.WriteDecimal((ulong)analysis.DuplicateAckNumber);
                writer.Write("] "u8);
            }
            else
            {
                writer.Write(label);
            }
        }
    }

    private static void WriteFlags(TcpFlags flags, Utf8Writer writer)
    {
        writer.Write(" ["u8);
        bool isFirst = true;
        foreach ((TcpFlags flag, byte[] name) in FlagNames)
        {
            if ((flags & flag) == 0) continue;
            if (!isFirst) writer.Write(", "u8);
            writer.Write(name);
            isFirst = false;
        }

        if (isFirst) writer.Write("<None>"u8);
        writer.Write((byte)']');
    }

    private static void WriteOptions(ReadOnlySpan<byte> octets, uint sackBase, Utf8Writer writer)
    {
        TcpOptions options = new(octets);
        while (options.MoveNext())
        {
            switch (options.Kind)
            {
                case TcpOptionKind.MaximumSegmentSize when options.Length == 4:
                    WriteNumber(writer, " MSS="u8, options.Number());
                    break;
                case TcpOptionKind.WindowScale when options.Length == 3:
                    WriteNumber(writer, " WS="u8, 1u << (int)Math.Min(options.Number(), TcpConversation.MaxWindowShift));
                    break;
                case TcpOptionKind.SackPermitted:
                    writer.Write(" SACK_PERM"u8);
                    break;
                case TcpOptionKind.Timestamps when options.Length == 10:
                    WriteNumber(writer, " TSval="u8, options.Number());
                    WriteNumber(writer, " TSecr="u8, (uint)DissectedFrame.ReadBits(options.Current, 48, 32));
                    break;
                case TcpOptionKind.Sack:
                    WriteSack(options.Current, sackBase, writer);
                    break;
                case TcpOptionKind.FastOpen:
                    writer.Write(options.Length == 2 ? " TFO=R"u8 : " TFO=C"u8);
                    break;
            }
        }
    }

    private static void WriteSack(ReadOnlySpan<byte> option, uint sackBase, Utf8Writer writer)
    {
        for (int at = 2; at + 8 <= option.Length; at += 8)
        {
            WriteNumber(writer, " SLE="u8, unchecked((uint)DissectedFrame.ReadBits(option, at * 8, 32) - sackBase));
            WriteNumber(writer, " SRE="u8, unchecked((uint)DissectedFrame.ReadBits(option, (at + 4) * 8, 32) - sackBase));
        }
    }

    private static void WriteNumber(Utf8Writer writer, ReadOnlySpan<byte> label, uint value)
    {
        writer.Write(label);
        writer.WriteDecimal((ulong)value);
    }
}
