using NetStack.Bytes;

namespace NetStack.Transport.Tcp.LossRecovery;

/// <summary>The segments that are out, in the order of their sequence numbers, and how many of them are taken for lost,
/// known to have arrived, or sent again: RFC 6675's scoreboard, a segment an entry.</summary>
/// <remarks>A ring of small records from the layer's pool; empty, it holds none.</remarks>
internal struct RetransmissionQueue
{
    private SentSegment[]? _ring;
    private int _head;

    /// <summary>Segments that are out.</summary>
    public int Count { get; private set; }

    /// <summary>Segments that the receiver holds out of order; without SACK: duplicate ACKs.</summary>
    public int Sacked { get; set; }

    /// <summary>Segments taken for lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Retransmissions that are out.</summary>
    public int Retransmitted { get; private set; }

    /// <summary>RFC 6675's pipe: segments believed to be in the network.</summary>
    public readonly int InFlight => Count - Sacked - Lost + Retransmitted;

    /// <summary>An entry; 0 is the oldest.</summary>
    public readonly ref SentSegment this[int index] => ref _ring![(_head + index) & (_ring.Length - 1)];

    /// <summary>Adds a segment at the end.</summary>
    public void Add(RetransmissionRings rings, SeqNumber seq, int length, TcpFlags flags, Timestamp now)
    {
        if (_ring is null || Count == _ring.Length) Grow(rings);
        ref SentSegment added = ref this[Count++];
        added = default;
        added.Seq = seq;
        added.Length = length;
        added.Flags = flags;
        added.SentAt = now;
    }

    /// <summary>Takes the oldest entry out; its marks are no longer counted.</summary>
    public void RemoveFirst(RetransmissionRings rings, bool countsSacked)
    {
        ref SentSegment first = ref this[0];
        if (countsSacked && first.Is(SegmentMarks.Sacked)) Sacked--;
        if (first.Is(SegmentMarks.Lost)) Lost--;
        if (first.Is(SegmentMarks.RetransmissionOut)) Retransmitted--;
        _head = (_head + 1) & (_ring!.Length - 1);
        if (--Count == 0) Clear(rings);
    }

    /// <summary>Cuts the acknowledged part from the oldest entry.</summary>
    public readonly void TrimFirst(SeqNumber acknowledged)
    {
        ref SentSegment first = ref this[0];
        first.Length = first.End - acknowledged;
        first.Seq = acknowledged;
        first.Flags &= ~TcpFlags.Syn;
    }

    /// <summary>The first entry that ends after a sequence number; <see cref="Count"/> when there is none.</summary>
    public readonly int Find(SeqNumber seq)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (this[middle].End > seq) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    /// <summary>Splits an entry in two at a sequence number inside it.</summary>
    public void Split(RetransmissionRings rings, int index, SeqNumber at)
    {
        if (Count == _ring!.Length) Grow(rings);
        for (int i = Count; i > index; i--)
            this[i] = this[i - 1];
        Count++;
        ref SentSegment left = ref this[index], right = ref this[index + 1];
        right.Length = left.End - at;
        right.Seq = at;
        left.Length = at - left.Seq;
        right.Flags &= ~TcpFlags.Syn;
        left.Flags &= ~(TcpFlags.Fin | TcpFlags.Psh);
        if (left.Is(SegmentMarks.Sacked)) Sacked++;
        if (left.Is(SegmentMarks.Lost)) Lost++;
        if (left.Is(SegmentMarks.RetransmissionOut)) Retransmitted++;
    }

    /// <summary>The receiver holds it: it is neither lost nor in the network.</summary>
    public void MarkSacked(int index)
    {
        ref SentSegment segment = ref this[index];
        if (segment.Is(SegmentMarks.Lost))
        {
            // A retransmission that was never thought lost stays counted as in flight until its own fate is known.
            ClearRetransmission(ref segment);
            segment.Marks &= ~SegmentMarks.Lost;
            Lost--;
        }

        segment.Marks |= SegmentMarks.Sacked;
        Sacked++;
    }

    /// <summary>It is taken for lost; so is its retransmission, if one is out.</summary>
    /// <returns>True when this was news.</returns>
    public bool MarkLost(int index)
    {
        ref SentSegment segment = ref this[index];
        if (segment.Is(SegmentMarks.Sacked)) return false;
        if (segment.Is(SegmentMarks.Lost))
        {
            bool again = segment.Is(SegmentMarks.RetransmissionOut);
            ClearRetransmission(ref segment);
            return again;
        }

        ClearRetransmission(ref segment);
        segment.Marks |= SegmentMarks.Lost;
        Lost++;
        return true;
    }

    /// <summary>It was thought lost, and that was wrong.</summary>
    public void UnmarkLost(int index)
    {
        ref SentSegment segment = ref this[index];
        if (!segment.Is(SegmentMarks.Lost)) return;
        segment.Marks &= ~SegmentMarks.Lost;
        Lost--;
    }

    /// <summary>The receiver has thrown away what it held. Source: RFC 2018 §8.</summary>
    public void UnmarkSacked(int index)
    {
        ref SentSegment segment = ref this[index];
        if (!segment.Is(SegmentMarks.Sacked)) return;
        segment.Marks &= ~SegmentMarks.Sacked;
        Sacked--;
    }

    /// <summary>It was sent again.</summary>
    public void MarkRetransmitted(int index, Timestamp now)
    {
        ref SentSegment segment = ref this[index];
        if (!segment.Is(SegmentMarks.RetransmissionOut)) Retransmitted++;
        segment.Marks |= SegmentMarks.RetransmissionOut | SegmentMarks.EverRetransmitted;
        segment.SentAt = now;
    }

    /// <summary>A duplicate report shows that its retransmission has arrived. Source: RFC 2883.</summary>
    public void ForgetRetransmission(int index) => ClearRetransmission(ref this[index]);

    /// <summary>Empties it and gives the ring back.</summary>
    public void Clear(RetransmissionRings rings)
    {
        if (_ring is not null) rings.Return(_ring);
        _ring = null;
        _head = Count = Sacked = Lost = Retransmitted = 0;
    }

    private void ClearRetransmission(ref SentSegment segment)
    {
        if (!segment.Is(SegmentMarks.RetransmissionOut)) return;
        segment.Marks &= ~SegmentMarks.RetransmissionOut;
        Retransmitted--;
    }

    private void Grow(RetransmissionRings rings)
    {
        SentSegment[] larger = rings.Rent(Math.Max(RetransmissionRings.Smallest, Count * 2));
        for (int i = 0; i < Count; i++)
            larger[i] = this[i];
        if (_ring is not null) rings.Return(_ring);
        _ring = larger;
        _head = 0;
    }
}

/// <summary>Rings for retransmission queues, used again and again.</summary>
internal sealed class RetransmissionRings
{
    /// <summary>Entries of the smallest ring.</summary>
    public const int Smallest = 8;

    private const int Sizes = 24, KeptOfEachSize = 256;
    private readonly Stack<SentSegment[]>?[] _free = new Stack<SentSegment[]>?[Sizes];

    /// <summary>A ring of so many entries, a power of two.</summary>
    public SentSegment[] Rent(int entries) =>
        _free[System.Numerics.BitOperations.Log2((uint)entries)] is { Count: > 0 } free ? free.Pop() : new SentSegment[entries];

    /// <summary>Takes a ring back.</summary>
    public void Return(SentSegment[] ring)
    {
        Stack<SentSegment[]> free = _free[System.Numerics.BitOperations.Log2((uint)ring.Length)] ??= new();
        if (free.Count < KeptOfEachSize) free.Push(ring);
    }
}
