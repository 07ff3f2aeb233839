using NetStack.Bytes;

namespace NetStack.Tracing;

/// <summary>Whether an event was stated by the stack that it happened in, or inferred from what was captured.</summary>
public enum EventOrigin : byte
{
    /// <summary>The stack itself says so.</summary>
    Stated,

    /// <summary>An observer between the ends concludes it; the time is that of the capture point.</summary>
    Inferred,
}

/// <summary>Why something happened: a stable dotted name, whose sentence stands in the catalogues of Viz, and where the
/// rule is written.</summary>
public readonly record struct Reason(string Id, RfcReference Rfc);

/// <summary>What every event has.</summary>
/// <param name="Id">The event's number in its run, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Node">Where: 0 for the first end of a captured conversation and 1 for the second, or a node's number.</param>
/// <param name="Connection">Which conversation: tcp.stream.</param>
/// <param name="Frame">The frame that it belongs to, 0 for none.</param>
/// <param name="Cause">The event that led to it, 0 for none.</param>
/// <param name="Origin">Stated or inferred.</param>
/// <param name="Reason">Why.</param>
public readonly record struct EventEnvelope(
    long Id, Timestamp At, int Node, int Connection, int Frame, long Cause, EventOrigin Origin, Reason Reason);

/// <summary>Something that a stack decided or that was concluded from a capture. Each kind is a record of its own with a
/// stable dotted name; kinds only gain members.</summary>
/// <param name="Envelope">Time, place, reason.</param>
public abstract record StackEvent(EventEnvelope Envelope)
{
    /// <summary>The kind's stable name: tcp.state-changed.</summary>
    public abstract string Kind { get; }
}

/// <summary>Takes events. A sink stores and returns: it never calls back into whoever publishes.</summary>
public interface IEventSink
{
    /// <summary>Takes an event.</summary>
    void Publish(StackEvent stackEvent);
}

/// <summary>A sink that keeps events in a list, up to a bound.</summary>
/// <param name="capacity">The most events to keep; later ones are counted and dropped.</param>
public sealed class EventList(int capacity = 1_000_000) : IEventSink
{
    private readonly List<StackEvent> _events = [];

    /// <summary>The events kept, in order.</summary>
    public IReadOnlyList<StackEvent> Events => _events;

    /// <summary>Events that came after the bound.</summary>
    public long Dropped { get; private set; }

    /// <inheritdoc/>
    public void Publish(StackEvent stackEvent)
    {
        if (_events.Count < capacity) _events.Add(stackEvent);
        else Dropped++;
    }
}
