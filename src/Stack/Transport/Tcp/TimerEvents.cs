using NetStack.Bytes;
using NetStack.Tracing;

namespace NetStack.Transport.Tcp;

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
