using NetStack.Bytes;

namespace NetStack.Transport.Tcp.Analysis;

/// <summary>Segments of one direction that were seen and not acknowledged yet, oldest first.</summary>
/// <remarks>As long as each segment starts where or after the one before ended (the common case), acknowledging takes
/// from the front and the octets in flight are the span from front to back: constant time a segment. Only after
/// retransmissions or reordering is the list searched, until it is empty again.</remarks>
internal sealed class UnacknowledgedSegments
{
    /// <summary>Beyond so many, further segments are not remembered: the ACKs were not captured.</summary>
    public const int Max = 1000;

    private Item[] _items = [];
    private int _first;
    private int _count;
    private bool _isOrdered = true;

    /// <summary>True when nothing is outstanding.</summary>
    public bool IsEmpty => _count == 0;

    private readonly record struct Item(int Frame, Timestamp Time, SeqNumber Seq, SeqNumber Next);

    /// <summary>Remembers a segment, unless there are too many.</summary>
    public void Add(int frame, Timestamp time, SeqNumber seq, SeqNumber next)
    {
        if (_count >= Max) return;
        if (_count == 0) (_first, _isOrdered) = (0, true);
        else if (seq < _items[_first + _count - 1].Next) _isOrdered = false;
        if (_first + _count == _items.Length) MakeRoom();
        _items[_first + _count++] = new(frame, time, seq, next);
    }

    /// <summary>Forgets what an acknowledgment covers.</summary>
    /// <param name="ack">SEG.ACK.</param>
    /// <param name="frame">The frame of the oldest segment that ends exactly there, 0 for none.</param>
    /// <param name="time">When that frame was captured.</param>
    public void Acknowledge(SeqNumber ack, out int frame, out Timestamp time)
    {
        (frame, time) = (0, default);
        if (_isOrdered)
        {
            while (_count > 0 && _items[_first].Next <= ack)
            {
                if (_items[_first].Next == ack) (frame, time) = (_items[_first].Frame, _items[_first].Time);
                (_first, _count) = (_first + 1, _count - 1);
            }

            if (_count > 0 && ack > _items[_first].Seq) _items[_first] = _items[_first] with { Seq = ack };
            return;
        }

        int kept = _first;
        for (int i = _first; i < _first + _count; i++)
        {
            Item item = _items[i];
            if (item.Next == ack && frame == 0) (frame, time) = (item.Frame, item.Time);
            if (item.Next <= ack) continue;
            _items[kept++] = ack > item.Seq ? item with { Seq = ack } : item;
        }

        _count = kept - _first;
    }

    /// <summary>Octets from the lowest to the highest number outstanding; 0 when nothing is, or when they lie further
    /// apart than any window reaches (a damaged segment did not belong to the stream).</summary>
    /// <param name="first">The number that the direction began with: "lowest" and "highest" count from there.</param>
    public uint Span(uint first)
    {
        const uint Plausible = 2_000_000_000;
        if (_count == 0) return 0;
        uint low = unchecked(_items[_first].Seq.Value - first), high = unchecked(_items[_first + _count - 1].Next.Value - first);
        for (int i = _first; !_isOrdered && i < _first + _count; i++)
        {
            low = Math.Min(low, unchecked(_items[i].Seq.Value - first));
            high = Math.Max(high, unchecked(_items[i].Next.Value - first));
        }

        return high > low && high - low < Plausible ? high - low : 0;
    }

    /// <summary>The oldest outstanding segment that starts at or after a number: the one that a retransmission repeats.</summary>
    public bool TryFindFrom(SeqNumber seq, out int frame, out Timestamp time)
    {
        for (int i = _first; i < _first + _count; i++)
        {
            if (_items[i].Seq < seq) continue;
            (frame, time) = (_items[i].Frame, _items[i].Time);
            return true;
        }

        (frame, time) = (0, default);
        return false;
    }

    private void MakeRoom()
    {
        if (_first > 0)
        {
            Array.Copy(_items, _first, _items, 0, _count);
            _first = 0;
        }

        if (_count >= _items.Length / 2) Array.Resize(ref _items, Math.Max(8, _items.Length * 2));
    }
}
