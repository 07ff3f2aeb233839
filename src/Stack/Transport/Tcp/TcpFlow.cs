using NetStack.Bytes;
using NetStack.Dissection.Conversations;
using NetStack.Dissection.Streams;
using NetStack.Transport.Tcp.Analysis;
using NetStack.Transport.Tcp.Streams;

namespace NetStack.Transport.Tcp;

/// <summary>What a session remembers of one direction of a TCP conversation. The analysis' own variables are internal:
/// they stand here so that a direction is one object.</summary>
/// <param name="end">The end that sends in this direction.</param>
public sealed class TcpFlow(Endpoint end)
{
    /// <summary>The end that sends in this direction.</summary>
    public Endpoint End { get; } = end;

    /// <summary>Segments.</summary>
    public int Segments { get; internal set; }

    /// <summary>Octets of whole frames.</summary>
    public long FrameOctets { get; internal set; }

    /// <summary>Octets of data, retransmitted ones counted each time.</summary>
    public long DataOctets { get; internal set; }

    /// <summary>Segments that were sent again (for whatever reason).</summary>
    public int Retransmissions { get; internal set; }

    /// <summary>True once a FIN was seen.</summary>
    public bool HasSentFin { get; internal set; }

    /// <summary>True once a RST was seen.</summary>
    public bool HasSentRst { get; internal set; }

    /// <summary>True once a SYN was seen.</summary>
    public bool HasSentSyn { get; internal set; }

    /// <summary>True once a SYN with ACK was seen: this end answered.</summary>
    public bool AcknowledgedSyn { get; internal set; }

    /// <summary>The number that relative ones count from: the initial sequence number, or one before the first number
    /// seen.</summary>
    public uint FirstSequence { get; internal set; }

    /// <summary>The window scale: 0 to 14, or one of the two values below.</summary>
    public int WindowShift { get; internal set; } = TcpConversation.ShiftUnknown;

    /// <summary>The largest segment that this end takes, as its SYN said; 0 when unknown. Source: RFC 9293 §3.7.1.</summary>
    public ushort MaximumSegmentSize { get; internal set; }

    internal bool HasFirstSequence { get; set; }

    // What the sequence analysis remembers (see SequenceAnalysis). Zero stands for "nothing seen yet".
    internal SeqNumber Next { get; set; }

    internal int NextFrame { get; set; }

    internal Timestamp NextTime { get; set; }

    internal SeqNumber HighestExpectedAck { get; set; }

    internal ushort Window { get; set; }

    internal SeqNumber LastAck { get; set; }

    internal Timestamp LastAckTime { get; set; }

    internal int LastNewAckFrame { get; set; }

    internal uint DuplicateAcks { get; set; }

    internal AnalysisFlags LastFlags { get; set; }

    internal bool CanCountInFlight { get; set; } = true;

    /// <summary>Octets that this end's latest segment reported by SACK. Source: RFC 2018 §3.</summary>
    internal long SackedOctets { get; set; }

    internal UnacknowledgedSegments Unacknowledged { get; } = new();

    internal StreamContext? Context { get; set; }

    internal StreamReassembler? Reassembler { get; set; }

    internal StreamOrderer? Orderer { get; set; }
}
