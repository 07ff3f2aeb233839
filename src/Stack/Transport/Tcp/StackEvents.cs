using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

/// <summary>A segment arrived and was not used, in whole or in part.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Flags">Its control bits.</param>
/// <param name="Seq">SEG.SEQ, relative.</param>
/// <param name="DataLength">Octets of data.</param>
public sealed record SegmentIgnored(EventEnvelope Envelope, TcpFlags Flags, uint Seq, int DataLength) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.segment-ignored";
}

/// <summary>Data arrived in order.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Octets">Octets in the segment.</param>
/// <param name="Readable">Octets that the application can read now.</param>
/// <param name="Held">Octets held beyond gaps.</param>
public sealed record DataReceived(EventEnvelope Envelope, int Octets, int Readable, int Held) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.data-received";
}

/// <summary>Data waits: the reason says for what.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Waiting">Octets that wait.</param>
/// <param name="InFlight">Segments in flight.</param>
/// <param name="Cwnd">cwnd in segments.</param>
/// <param name="SndWnd">The peer's window in octets.</param>
public sealed record SendDeferred(EventEnvelope Envelope, int Waiting, int InFlight, int Cwnd, uint SndWnd) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.send-deferred";
}

/// <summary>The congestion window changed.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Cwnd">cwnd in segments.</param>
/// <param name="Ssthresh">ssthresh in segments; the greatest number when none was set.</param>
/// <param name="InFlight">Segments in flight.</param>
public sealed record CongestionWindowChanged(EventEnvelope Envelope, int Cwnd, int Ssthresh, int InFlight) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.cwnd-changed";
}

/// <summary>What the sender believes of the path changed: Open, Disorder, WindowReduced, Recovery, Loss.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="From">The phase before.</param>
/// <param name="To">The phase after.</param>
/// <param name="Lost">Segments taken for lost.</param>
/// <param name="InFlight">Segments in flight.</param>
public sealed record RecoveryChanged(EventEnvelope Envelope, string From, string To, int Lost, int InFlight) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.recovery-changed";
}

/// <summary>A segment is taken for lost.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Seq">Its first number, relative.</param>
/// <param name="Length">Its length in sequence numbers.</param>
public sealed record SegmentLost(EventEnvelope Envelope, uint Seq, int Length) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.segment-lost";
}

/// <summary>Segments arrive in another order than they were sent in.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Threshold">Segments that have to arrive beyond a gap before it counts as a loss.</param>
public sealed record ReorderingSeen(EventEnvelope Envelope, int Threshold) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.reordering-seen";
}

/// <summary>A timer was set; the reason says which.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Deadline">When it expires.</param>
public sealed record TimerSet(EventEnvelope Envelope, Timestamp Deadline) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.timer-set";
}

/// <summary>A timer expired; the reason says which.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Retransmissions">Retransmissions in a row so far.</param>
public sealed record TimerExpired(EventEnvelope Envelope, int Retransmissions) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.timer-expired";
}

/// <summary>A challenge ACK was sent: is the peer still the peer?</summary>
/// <param name="Envelope">Time, place, reason.</param>
public sealed record ChallengeSent(EventEnvelope Envelope) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.challenge-sent";
}

/// <summary>The path takes smaller datagrams than was thought.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Mtu">The path's MTU now.</param>
/// <param name="Mss">The effective send MSS now.</param>
public sealed record PathMtuLowered(EventEnvelope Envelope, int Mtu, int Mss) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "tcp.path-mtu-lowered";
}
