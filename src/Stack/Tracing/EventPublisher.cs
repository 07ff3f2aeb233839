using NetStack.Bytes;

namespace NetStack.Tracing;

/// <summary>Numbers the events of one node and hands them to a sink. A layer holds one or null:
/// <c>_trace?.Publish(new StateChanged(_trace.Envelope(…), …))</c> costs a null check when nobody listens, for
/// <c>?.</c> skips the arguments too.</summary>
/// <param name="sink">Where events go.</param>
/// <param name="node">The node's number.</param>
public sealed class EventPublisher(IEventSink sink, int node = 0)
{
    private long _last;

    /// <summary>What every event has.</summary>
    /// <param name="at">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="connection">Which connection, 0 for none.</param>
    /// <param name="cause">The event that led to it, 0 for none.</param>
    /// <param name="frame">The frame that it belongs to, 0 for none.</param>
    public EventEnvelope Envelope(Timestamp at, in Reason reason, int connection = 0, long cause = 0, int frame = 0) =>
        new(++_last, at, node, connection, frame, cause, EventOrigin.Stated, reason);

    /// <summary>Hands an event to the sink.</summary>
    public void Publish(StackEvent stackEvent) => sink.Publish(stackEvent);
}
