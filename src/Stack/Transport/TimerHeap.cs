using NetStack.Bytes;

namespace NetStack.Transport;

/// <summary>Something with a deadline that a <see cref="TimerHeap"/> keeps.</summary>
public abstract class Timed
{
    /// <summary>Where it stands in the heap, -1 when it is not in it.</summary>
    internal int HeapIndex { get; set; } = -1;

    /// <summary>When the heap will call: not later than the earliest deadline.</summary>
    internal Timestamp WakeAt { get; set; } = Timestamp.Never;

    /// <summary>Breaks ties: who was armed first is called first.</summary>
    internal long HeapOrder { get; set; }

    /// <summary>The earliest deadline, or never.</summary>
    public abstract Timestamp NextDeadline { get; }

    /// <summary>Does whatever is due.</summary>
    public abstract void Advance(Timestamp now);
}

/// <summary>The deadlines of many connections: the earliest is found at once, arming costs O(log n).</summary>
/// <remarks>A heap of four children a node over the connections that wait for something; idle ones are not in it. Arming
/// later is lazy (the entry stays, and is put right when its old time comes), so that a retransmission timer that each
/// acknowledgment moves on costs nothing. A timing wheel would be O(1), but it knows its next deadline only roughly, and
/// in virtual time the next deadline is what moves the clock.</remarks>
public sealed class TimerHeap
{
    private const int Children = 4;
    private Timed[] _heap = new Timed[16];
    private long _order;

    /// <summary>Entries now.</summary>
    public int Count { get; private set; }

    /// <summary>The earliest time at which something may be due.</summary>
    public Timestamp NextDeadline => Count == 0 ? Timestamp.Never : _heap[0].WakeAt;

    /// <summary>Takes note of a changed deadline.</summary>
    public void Update(Timed timed)
    {
        Timestamp deadline = timed.NextDeadline;
        if (deadline >= timed.WakeAt) return; // later, or never: lazily
        timed.WakeAt = deadline;
        timed.HeapOrder = ++_order;
        if (timed.HeapIndex < 0)
        {
            if (Count == _heap.Length) Array.Resize(ref _heap, Count * 2);
            timed.HeapIndex = Count++;
        }

        SiftUp(timed, timed.HeapIndex);
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(Timed timed)
    {
        int index = timed.HeapIndex;
        if (index < 0) return;
        timed.HeapIndex = -1;
        timed.WakeAt = Timestamp.Never;
        Timed last = _heap[--Count];
        _heap[Count] = null!;
        if (ReferenceEquals(last, timed)) return;
        SiftUp(last, index);
        SiftDown(last, last.HeapIndex);
    }

    /// <summary>Calls everything that is due, the earliest first.</summary>
    public void Advance(Timestamp now)
    {
        while (Count > 0 && _heap[0].WakeAt <= now) AdvanceFirst(now);
    }

    /// <summary>Calls the first entry, if it is really due.</summary>
    public void AdvanceFirst(Timestamp now)
    {
        Timed timed = _heap[0];
        Timestamp woken = timed.WakeAt;
        Remove(timed);
        if (timed.NextDeadline <= woken) timed.Advance(now); // else it was moved on: others may come before it
        Update(timed);
    }

    private static bool IsBefore(Timed a, Timed b) =>
        a.WakeAt < b.WakeAt || (a.WakeAt == b.WakeAt && a.HeapOrder < b.HeapOrder);

    private void SiftUp(Timed timed, int index)
    {
        while (index > 0)
        {
            int parent = (index - 1) / Children;
            if (!IsBefore(timed, _heap[parent])) break;
            Put(_heap[parent], index);
            index = parent;
        }

        Put(timed, index);
    }

    private void SiftDown(Timed timed, int index)
    {
        while (true)
        {
            int least = -1, firstChild = (index * Children) + 1;
            for (int child = firstChild; child < Math.Min(firstChild + Children, Count); child++)
                if (IsBefore(_heap[child], least < 0 ? timed : _heap[least])) least = child;
            if (least < 0) break;
            Put(_heap[least], index);
            index = least;
        }

        Put(timed, index);
    }

    private void Put(Timed timed, int index)
    {
        _heap[index] = timed;
        timed.HeapIndex = index;
    }
}
