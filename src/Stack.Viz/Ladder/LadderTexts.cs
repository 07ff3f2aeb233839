namespace NetStack.Viz.Ladder;

/// <summary>Texts of the ladder.</summary>
public static class LadderTexts
{
    /// <summary>The heading. Arguments: tcp.stream, left end, right end.</summary>
    public const string Title = "ladder.title";

    /// <summary>How large the connection is. Arguments: segments, seconds.</summary>
    public const string Size = "ladder.size";

    /// <summary>States were concluded from a capture.</summary>
    public const string Inferred = "ladder.inferred";

    /// <summary>A sentence and where the rule is written. Arguments: both.</summary>
    public const string WithRfc = "ladder.with-rfc";

    /// <summary>The three-way handshake.</summary>
    public const string Opening = "ladder.opening";

    /// <summary>Data.</summary>
    public const string Open = "ladder.open";

    /// <summary>The close.</summary>
    public const string Closing = "ladder.closing";

    /// <summary>What a segment with data means. Arguments: octets, first and last number.</summary>
    public const string Data = "ladder.data";

    /// <summary>What an acknowledgment means. Argument: the number that is expected next.</summary>
    public const string Ack = "ladder.ack";

    /// <summary>What a run carries. Arguments: segments, octets, first and last number.</summary>
    public const string Run = "ladder.run";

    /// <summary>The same in fewer words. Arguments: segments, octets.</summary>
    public const string RunShort = "ladder.run.short";

    /// <summary>What a run means. Arguments: segments with data, octets, ACKs.</summary>
    public const string RunSentence = "ladder.run.sentence";

    /// <summary>What an unanswered run means. Arguments: segments with data, octets.</summary>
    public const string RunWithoutAcks = "ladder.run.without-acks";

    /// <summary>Further segments are not shown. Argument: how many.</summary>
    public const string Omitted = "ladder.omitted";

    /// <summary>Further connections were too many to record. Argument: how many.</summary>
    public const string NotRecorded = "ladder.not-recorded";

    /// <summary>A gap before a segment.</summary>
    public const string Gap = "ladder.mark.gap";

    /// <summary>A retransmission. Arguments: the first frame, seconds.</summary>
    public const string Retransmission = "ladder.mark.retransmission";

    /// <summary>A retransmission of an unknown frame.</summary>
    public const string RetransmissionOfUnknown = "ladder.mark.retransmission-of-unknown";

    /// <summary>A fast retransmission. Arguments: the first frame, seconds.</summary>
    public const string FastRetransmission = "ladder.mark.fast-retransmission";

    /// <summary>A retransmission in vain. Arguments: the first frame, seconds.</summary>
    public const string SpuriousRetransmission = "ladder.mark.spurious-retransmission";

    /// <summary>Out of order.</summary>
    public const string OutOfOrder = "ladder.mark.out-of-order";

    /// <summary>A duplicate ACK. Arguments: its number, the frame with the first one.</summary>
    public const string DuplicateAck = "ladder.mark.duplicate-ack";

    /// <summary>A window of zero.</summary>
    public const string ZeroWindow = "ladder.mark.zero-window";

    /// <summary>A full window.</summary>
    public const string WindowFull = "ladder.mark.window-full";

    /// <summary>An acknowledgment of what was not captured.</summary>
    public const string AckOfUnseen = "ladder.mark.ack-of-unseen";

    /// <summary>The heading of a phase.</summary>
    internal static string KeyOf(LadderPhase phase) => phase switch
    {
        LadderPhase.Opening => Opening,
        LadderPhase.Closing => Closing,
        _ => Open,
    };

    internal static string KeyOf(LadderMark mark) => mark.Kind switch
    {
        LadderMarkKind.Gap => Gap,
        LadderMarkKind.SpuriousRetransmission => mark.Frame == 0 ? RetransmissionOfUnknown : SpuriousRetransmission,
        LadderMarkKind.FastRetransmission => mark.Frame == 0 ? RetransmissionOfUnknown : FastRetransmission,
        LadderMarkKind.Retransmission => mark.Frame == 0 ? RetransmissionOfUnknown : Retransmission,
        LadderMarkKind.OutOfOrder => OutOfOrder,
        LadderMarkKind.DuplicateAck => DuplicateAck,
        LadderMarkKind.ZeroWindow => ZeroWindow,
        LadderMarkKind.WindowFull => WindowFull,
        _ => AckOfUnseen,
    };
}
