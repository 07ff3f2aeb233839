using NetStack.Tracing;
using NetStack.Transport.Tcp.Analysis;

namespace NetStack.Transport.Tcp.Observation;

/// <summary>What a segment is for, in one reason: the most telling thing about it.</summary>
public static class SegmentReasons
{
    /// <summary>Data, and nothing remarkable about it.</summary>
    public static readonly Reason Data = new("tcp.segment.data", Rfc.Section(9293, "3.7"));

    /// <summary>The receiver has made room.</summary>
    public static readonly Reason WindowUpdate = new("tcp.segment.window-update", Rfc.Section(9293, "3.8.6"));

    /// <summary>An acknowledgment and nothing else.</summary>
    public static readonly Reason Plain = new("tcp.segment.ack", Rfc.Section(9293, "3.8.6.3"));

    private static readonly (AnalysisFlags Flag, Reason Reason)[] ByAnalysis =
    [
        (AnalysisFlags.SpuriousRetransmission, new("tcp.segment.spurious-retransmission", Rfc.Section(5682, "1"))),
        (AnalysisFlags.FastRetransmission, new("tcp.segment.fast-retransmission", Rfc.Section(5681, "3.2"))),
        (AnalysisFlags.Retransmission, new("tcp.segment.retransmission", Rfc.Section(6298, "5"))),
        (AnalysisFlags.OutOfOrder, new("tcp.segment.out-of-order", Rfc.Section(9293, "3.4"))),
        (AnalysisFlags.KeepAlive, new("tcp.segment.keep-alive", Rfc.Section(9293, "3.8.4"))),
        (AnalysisFlags.KeepAliveAck, new("tcp.segment.keep-alive-ack", Rfc.Section(9293, "3.8.4"))),
        (AnalysisFlags.ZeroWindowProbe, new("tcp.segment.zero-window-probe", Rfc.Section(9293, "3.8.6.1"))),
        (AnalysisFlags.ZeroWindowProbeAck, new("tcp.segment.zero-window-probe-ack", Rfc.Section(9293, "3.8.6.1"))),
        (AnalysisFlags.ZeroWindow, new("tcp.segment.zero-window", Rfc.Section(9293, "3.8.6"))),
        (AnalysisFlags.WindowUpdate, WindowUpdate),
        (AnalysisFlags.DuplicateAck, new("tcp.segment.duplicate-ack", Rfc.Section(5681, "2"))),
    ];

    private static readonly (TcpFlags Mask, TcpFlags Value, bool? Data, Reason Reason)[] ByFlags =
    [
        (TcpFlags.Rst | TcpFlags.Ack, TcpFlags.Rst | TcpFlags.Ack, null, new("tcp.segment.reset-ack", Rfc.Section(9293, "3.5.2"))),
        (TcpFlags.Rst, TcpFlags.Rst, null, new("tcp.segment.reset", Rfc.Section(9293, "3.5.2"))),
        (TcpFlags.Syn | TcpFlags.Ack, TcpFlags.Syn | TcpFlags.Ack, null, new("tcp.segment.syn-ack", Rfc.Section(9293, "3.5"))),
        (TcpFlags.Syn, TcpFlags.Syn, true, new("tcp.segment.syn-with-data", Rfc.Section(7413, "4.2"))),
        (TcpFlags.Syn, TcpFlags.Syn, null, new("tcp.segment.syn", Rfc.Section(9293, "3.5"))),
        (TcpFlags.Fin, TcpFlags.Fin, true, new("tcp.segment.fin-with-data", Rfc.Section(9293, "3.6"))),
        (TcpFlags.Fin, TcpFlags.Fin, null, new("tcp.segment.fin", Rfc.Section(9293, "3.6"))),
        (TcpFlags.Ack, TcpFlags.Ack, true, Data),
        (TcpFlags.Ack, TcpFlags.Ack, null, Plain),
    ];

    private static readonly Reason Other = new("tcp.segment.without-ack", Rfc.Section(9293, "3.10.7.4"));

    /// <summary>Every reason, for the catalogues' test.</summary>
    public static IEnumerable<Reason> All =>
        ByAnalysis.Select(entry => entry.Reason).Concat(ByFlags.Select(entry => entry.Reason)).Append(Other).Append(HandshakeEnds).Append(Acknowledged);

    /// <summary>The ACK that ends the three-way handshake.</summary>
    public static Reason HandshakeEnds { get; } = new("tcp.segment.handshake-ends", Rfc.Section(9293, "3.5"));

    /// <summary>A segment was acknowledged: its round trip can be measured.</summary>
    public static Reason Acknowledged { get; } = new("tcp.rtt.acknowledged", Rfc.Section(6298, "2"));

    /// <summary>What a segment is for, by its control bits and data alone.</summary>
    public static Reason OfFlags(TcpFlags flags, int dataLength)
    {
        foreach ((TcpFlags mask, TcpFlags value, bool? data, Reason reason) in ByFlags)
            if ((flags & mask) == value && (data is null || data == dataLength > 0)) return reason;
        return Other;
    }

    /// <summary>The reason of a segment.</summary>
    public static Reason Of(in SegmentFacts seg, AnalysisFlags analysis, bool endsHandshake)
    {
        if (!seg.HasAny(TcpFlags.Rst))
        {
            foreach ((AnalysisFlags flag, Reason reason) in ByAnalysis)
                if ((analysis & flag) != 0) return reason;
        }

        return endsHandshake ? HandshakeEnds : OfFlags(seg.Flags, seg.DataLength);
    }
}
