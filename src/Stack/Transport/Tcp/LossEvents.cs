using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

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
