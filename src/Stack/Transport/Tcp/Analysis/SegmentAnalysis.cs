using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Analysis;

/// <summary>The part of a segment that the analysis looks at.</summary>
/// <param name="Frame">The frame's number.</param>
/// <param name="Time">When it was captured.</param>
/// <param name="Seq">SEG.SEQ.</param>
/// <param name="Ack">SEG.ACK, whether or not the ACK bit is set.</param>
/// <param name="DataLength">Octets of data (without SYN and FIN).</param>
/// <param name="Flags">The control bits.</param>
/// <param name="Window">SEG.WND as sent.</param>
public readonly record struct SegmentFacts(
    int Frame, Timestamp Time, SeqNumber Seq, SeqNumber Ack, int DataLength, TcpFlags Flags, ushort Window)
{
    /// <summary>True when any of the given bits is set.</summary>
    public bool HasAny(TcpFlags flags) => (Flags & flags) != 0;
}

/// <summary>What the analysis found out of one segment.</summary>
public record struct SegmentAnalysis
{
    /// <summary>What it is.</summary>
    public AnalysisFlags Flags { get; set; }

    /// <summary>Octets in flight once this segment was sent, 0 when unknown. tcp.analysis.bytes_in_flight.</summary>
    public uint BytesInFlight { get; set; }

    /// <summary>The frame that this segment acknowledges, 0 for none. tcp.analysis.acks_frame.</summary>
    public int AckedFrame { get; set; }

    /// <summary>Time since that frame. tcp.analysis.ack_rtt.</summary>
    public Duration AckRtt { get; set; }

    /// <summary>How many duplicate ACKs so far, this one included. tcp.analysis.duplicate_ack_num.</summary>
    public uint DuplicateAckNumber { get; set; }

    /// <summary>The frame that first sent that ACK. tcp.analysis.duplicate_ack_frame.</summary>
    public int DuplicateAckFrame { get; set; }

    /// <summary>The frame that a retransmission repeats, 0 for none. tcp.analysis.rto_frame.</summary>
    public int RtoFrame { get; set; }

    /// <summary>Time since that frame. tcp.analysis.rto.</summary>
    public Duration Rto { get; set; }
}
