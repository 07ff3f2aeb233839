using NetStack.Bytes;

namespace NetStack.Transport.Tcp.LossRecovery;

/// <summary>What is known of a segment that is out.</summary>
[Flags]
internal enum SegmentMarks : byte
{
    /// <summary>It was sent once and nothing was heard.</summary>
    None = 0,

    /// <summary>The receiver holds it. Source: RFC 2018.</summary>
    Sacked = 1,

    /// <summary>A retransmission of it is out.</summary>
    RetransmissionOut = 2,

    /// <summary>It is taken for lost.</summary>
    Lost = 4,

    /// <summary>It was retransmitted at some time: its round trip is ambiguous (Karn).</summary>
    EverRetransmitted = 8,
}

/// <summary>A segment that was sent and is not acknowledged yet.</summary>
internal struct SentSegment
{
    /// <summary>When it was last sent.</summary>
    public Timestamp SentAt;

    /// <summary>Its first sequence number.</summary>
    public SeqNumber Seq;

    /// <summary>Sequence numbers that it takes: data, SYN, FIN.</summary>
    public int Length;

    /// <summary>The control bits that it was sent with.</summary>
    public TcpFlags Flags;

    /// <summary>What is known of it.</summary>
    public SegmentMarks Marks;

    /// <summary>The number after its last.</summary>
    public readonly SeqNumber End => Seq + Length;

    /// <summary>True when one of the marks is set.</summary>
    public readonly bool Is(SegmentMarks marks) => (Marks & marks) != 0;
}
