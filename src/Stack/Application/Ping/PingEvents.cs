using NetStack.Tracing;

namespace NetStack.Application.Ping;

/// <summary>A ping has found something.</summary>
/// <param name="Envelope">Time, place, reason.</param>
/// <param name="Result">What.</param>
public sealed record PingReported(EventEnvelope Envelope, PingResult Result) : StackEvent(Envelope)
{
    /// <inheritdoc/>
    public override string Kind => "ping.reported";
}
