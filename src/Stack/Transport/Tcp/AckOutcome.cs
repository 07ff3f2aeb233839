using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>What one arriving acknowledgment did.</summary>
internal struct AckOutcome
{
    /// <summary>SND.UNA moved.</summary>
    public bool Advanced;

    /// <summary>Octets of data (not only SYN) were acknowledged.</summary>
    public bool DataAcked;

    /// <summary>A segment that was retransmitted was acknowledged.</summary>
    public bool RetransmittedAcked;

    /// <summary>A segment that was out at the last reduction and never retransmitted has arrived: the original was not lost.</summary>
    public bool OriginalArrived;

    /// <summary>SACK blocks said something new.</summary>
    public bool NewlySacked;

    /// <summary>The first block reports a duplicate. Source: RFC 2883.</summary>
    public bool Duplicate;

    /// <summary>A retransmission was found lost.</summary>
    public bool RetransmissionLost;

    /// <summary>The segment had data, or moved the window, so that it is no duplicate ACK. Source: RFC 5681 §2.</summary>
    public bool IsNoDuplicateAck;

    /// <summary>The peer echoes a congestion mark.</summary>
    public bool EcnEcho;

    /// <summary>Segments newly acknowledged or SACKed.</summary>
    public int Delivered;

    /// <summary>Segments acknowledged by SND.UNA.</summary>
    public int Acked;

    /// <summary>When the oldest and the newest of the acknowledged segments that were sent only once left; never for none.</summary>
    public Timestamp OldestSentAt, NewestSentAt;

    /// <summary>When the oldest and the newest newly SACKed ones left.</summary>
    public Timestamp OldestSackedSentAt;

    /// <summary>The end of the highest SACKed segment before this acknowledgment: what one acknowledgment tells has no order.</summary>
    public SeqNumber HighestSackedBefore;

    /// <summary>The lowest sequence number that arrived although a later one was SACKed before: reordering.</summary>
    public SeqNumber Reordered;

    /// <summary>Whether there was one.</summary>
    public bool IsReordered;
}
