using System.Collections.Immutable;
using NetStack.Dissection;

namespace NetStack.Transport.Tcp.Analysis;

/// <summary>The fields of the analysis: none of them is in the frame.</summary>
internal static class AnalysisFields
{
    public static readonly Field Analysis = Field.Generated("tcp.analysis", FieldType.None);
    public static readonly Field AckedFrame = Field.Generated("tcp.analysis.acks_frame", FieldType.FrameNumber);
    public static readonly Field AckRtt = Field.Generated("tcp.analysis.ack_rtt", FieldType.RelativeTime);
    public static readonly Field InitialRtt = Field.Generated("tcp.analysis.initial_rtt", FieldType.RelativeTime);
    public static readonly Field BytesInFlight = Field.Generated("tcp.analysis.bytes_in_flight", FieldType.UInt32);
    public static readonly Field Flags = Field.Generated("tcp.analysis.flags", FieldType.None);
    public static readonly Field Rto = Field.Generated("tcp.analysis.rto", FieldType.RelativeTime);
    public static readonly Field RtoFrame = Field.Generated("tcp.analysis.rto_frame", FieldType.FrameNumber);
    public static readonly Field DuplicateAckNumber = Field.Generated("tcp.analysis.duplicate_ack_num", FieldType.UInt32);
    public static readonly Field DuplicateAckFrame = Field.Generated("tcp.analysis.duplicate_ack_frame", FieldType.FrameNumber);

    /// <summary>A flag, its field, and how much it matters.</summary>
    public static readonly ImmutableArray<(AnalysisFlags Flag, Field Field, Severity Severity, string Label)> ByFlag =
    [
        (AnalysisFlags.ReusedPorts, Flag("reused_ports"), Severity.Note, "[TCP Port numbers reused] "),
        (AnalysisFlags.SpuriousRetransmission, Flag("spurious_retransmission"), Severity.Note, "[TCP Spurious Retransmission] "),
        (AnalysisFlags.FastRetransmission, Flag("fast_retransmission"), Severity.Note, "[TCP Fast Retransmission] "),
        (AnalysisFlags.OutOfOrder, Flag("out_of_order"), Severity.Warning, "[TCP Out-Of-Order] "),
        (AnalysisFlags.Retransmission, Flag("retransmission"), Severity.Note, "[TCP Retransmission] "),
        (AnalysisFlags.LostSegment, Flag("lost_segment"), Severity.Warning, "[TCP Previous segment not captured] "),
        (AnalysisFlags.AckLostSegment, Flag("ack_lost_segment"), Severity.Warning, "[TCP ACKed unseen segment] "),
        (AnalysisFlags.WindowUpdate, Flag("window_update"), Severity.Chat, "[TCP Window Update] "),
        (AnalysisFlags.WindowFull, Flag("window_full"), Severity.Warning, "[TCP Window Full] "),
        (AnalysisFlags.KeepAlive, Flag("keep_alive"), Severity.Note, "[TCP Keep-Alive] "),
        (AnalysisFlags.KeepAliveAck, Flag("keep_alive_ack"), Severity.Note, "[TCP Keep-Alive ACK] "),
        (AnalysisFlags.DuplicateAck, Flag("duplicate_ack"), Severity.Note, "[TCP Dup ACK] "),
        (AnalysisFlags.ZeroWindowProbe, Flag("zero_window_probe"), Severity.Note, "[TCP ZeroWindowProbe] "),
        (AnalysisFlags.ZeroWindow, Flag("zero_window"), Severity.Warning, "[TCP ZeroWindow] "),
        (AnalysisFlags.ZeroWindowProbeAck, Flag("zero_window_probe_ack"), Severity.Note, "[TCP ZeroWindowProbeAck] "),
    ];

    public static readonly ImmutableArray<Field> All =
    [
        Analysis, AckedFrame, AckRtt, InitialRtt, BytesInFlight, Flags, Rto, RtoFrame, DuplicateAckNumber, DuplicateAckFrame,
        .. ByFlag.Select(entry => entry.Field),
    ];

    private static Field Flag(string name) => Field.Generated("tcp.analysis." + name, FieldType.None);
}
