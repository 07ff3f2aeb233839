using NetStack.Tracing;

namespace NetStack.Capture.Pumping;

/// <summary>Hands a host's events from the pump's thread to one reader, without a lock. It holds so many and no more: when the
/// reader is slow, newer events are counted and dropped, so that what it has read has no holes but one at the end.</summary>
public sealed class EventRing : IEventSink
{
    private readonly StackEvent?[] _events;
    private long _written, _read, _dropped;

    /// <summary>An empty ring.</summary>
    /// <param name="capacity">The most events.</param>
    public EventRing(int capacity = 65_536)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _events = new StackEvent?[capacity];
    }

    /// <summary>Events that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <inheritdoc/>
    public void Publish(StackEvent stackEvent)
    {
        if (_written - Volatile.Read(ref _read) == _events.Length)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        _events[_written % _events.Length] = stackEvent;
        Volatile.Write(ref _written, _written + 1); // after the event itself: the reader sees whole events only
    }

    /// <summary>Takes the oldest event. For one thread.</summary>
    public bool TryTake(out StackEvent stackEvent)
    {
        stackEvent = null!;
        if (_read == Volatile.Read(ref _written)) return false;
        ref StackEvent? oldest = ref _events[_read % _events.Length];
        stackEvent = oldest!;
        oldest = null;
        Volatile.Write(ref _read, _read + 1);
        return true;
    }
}
