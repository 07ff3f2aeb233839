namespace NetStack.Transport.Tcp.Reassembly;

/// <summary>A run of octets that arrived before what precedes them.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The one after the last.</param>
/// <param name="Order">Grows with each arrival: the newest run stands first in a SACK. Source: RFC 2018 §4.</param>
internal readonly record struct HeldRun(SeqNumber Left, SeqNumber Right, uint Order);

/// <summary>What has arrived and was not read yet: octets in order, and runs beyond a gap. Every octet is written once, at
/// its place in the stream, in order or not.</summary>
internal struct ReceiveBuffer
{
    /// <summary>The most runs that are held beyond gaps: an attacker sends every other octet.</summary>
    public const int MaxRuns = 256;

    private OctetRing _ring;
    private List<HeldRun>? _runs; // sorted, disjoint, with a gap before each
    private uint _order;

    /// <summary>Octets that can be read.</summary>
    public int Readable { get; private set; }

    /// <summary>Octets held beyond gaps.</summary>
    public int Held { get; private set; }

    /// <summary>Runs held beyond gaps.</summary>
    public readonly int RunCount => _runs?.Count ?? 0;

    /// <summary>Octets of memory.</summary>
    public readonly int Capacity => _ring.Capacity;

    /// <summary>A run, sorted by sequence number.</summary>
    public readonly HeldRun Run(int index) => _runs![index];

    /// <summary>Takes data that begins at RCV.NXT. False when there is no memory: the segment is dropped.</summary>
    public bool Append(OctetPool pool, ReadOnlySpan<byte> data)
    {
        if (!_ring.Reserve(pool, Readable + data.Length, Readable + Span)) return false;
        _ring.Write(Readable, data);
        Readable += data.Length;
        if (_spanOfHeld > 0) _spanOfHeld = Math.Max(0, _spanOfHeld - data.Length);
        return true;
    }

    private int _spanOfHeld; // from RCV.NXT to the end of the last run

    private readonly int Span => _spanOfHeld;

    /// <summary>After RCV.NXT has moved: runs that it has reached become readable.</summary>
    /// <returns>The new RCV.NXT.</returns>
    public SeqNumber Join(SeqNumber rcvNxt)
    {
        while (_runs is { Count: > 0 } && _runs[0].Left <= rcvNxt)
        {
            HeldRun run = _runs[0];
            _runs.RemoveAt(0);
            Held -= run.Right - run.Left;
            if (run.Right <= rcvNxt) continue;
            int count = run.Right - rcvNxt;
            Readable += count;
            _spanOfHeld -= count;
            rcvNxt = run.Right;
        }

        if (RunCount == 0) _spanOfHeld = 0;
        return rcvNxt;
    }

    /// <summary>Takes data that lies beyond a gap.</summary>
    /// <param name="pool">Where memory comes from.</param>
    /// <param name="rcvNxt">The next octet that is expected.</param>
    /// <param name="seq">Where the data begins, after <paramref name="rcvNxt"/>.</param>
    /// <param name="data">At least one octet.</param>
    /// <param name="duplicate">What was there already, to be reported by D-SACK; empty when nothing was.</param>
    /// <returns>False when there is no room.</returns>
    public bool Hold(OctetPool pool, SeqNumber rcvNxt, SeqNumber seq, ReadOnlySpan<byte> data, out SackBlock duplicate)
    {
        duplicate = default;
        SeqNumber end = seq + data.Length;
        int first = 0, offset = seq - rcvNxt;
        _runs ??= [];
        while (first < _runs.Count && _runs[first].Right < seq)
            first++;
        int last = first;
        while (last < _runs.Count && _runs[last].Left <= end)
            last++;
        if (first == last && _runs.Count >= MaxRuns) return false;
        if (!_ring.Reserve(pool, Readable + offset + data.Length, Readable + Span)) return false;
        _ring.Write(Readable + offset, data);
        _spanOfHeld = Math.Max(_spanOfHeld, offset + data.Length);
        Merge(first, last, seq, end, ref duplicate);
        return true;
    }

    /// <summary>Reads octets, and keeps them when peeking.</summary>
    public int Read(Span<byte> destination, bool isPeek, int skip = 0)
    {
        int count = Math.Min(destination.Length, Readable - skip);
        if (count <= 0) return 0;
        _ring.CopyTo(skip, destination[..count]);
        if (!isPeek) Discard(count);
        return count;
    }

    /// <summary>Drops octets that could be read.</summary>
    public void Discard(int count)
    {
        _ring.Drop(count);
        Readable -= count;
    }

    /// <summary>Gives the memory back when there is nothing in it.</summary>
    public void ReleaseIfEmpty(OctetPool pool)
    {
        if (Readable > 0 || RunCount > 0) return;
        _ring.Release(pool);
    }

    /// <summary>Drops everything and gives the memory back.</summary>
    public void Clear(OctetPool pool)
    {
        _ring.Release(pool);
        _runs = null;
        Readable = Held = _spanOfHeld = 0;
    }

    /// <summary>Drops what is held beyond gaps: memory is short, and the sender will send it again. Source: RFC 2018 §8.</summary>
    public void Renege()
    {
        _runs?.Clear();
        Held = _spanOfHeld = 0;
    }

    private void Merge(int first, int last, SeqNumber left, SeqNumber right, ref SackBlock duplicate)
    {
        SeqNumber start = left, end = right;
        for (int i = first; i < last; i++)
        {
            HeldRun run = _runs![i];
            Held -= run.Right - run.Left;
            SeqNumber overlapLeft = run.Left > start ? run.Left : start, overlapRight = run.Right < end ? run.Right : end;
            if (overlapLeft < overlapRight && duplicate == default) duplicate = new(overlapLeft, overlapRight);
            if (run.Left < left) left = run.Left;
            if (run.Right > right) right = run.Right;
        }

        HeldRun merged = new(left, right, ++_order);
        Held += right - left;
        if (first == last)
        {
            _runs!.Insert(first, merged);
            return;
        }

        _runs![first] = merged;
        _runs.RemoveRange(first + 1, last - first - 1);
    }
}
