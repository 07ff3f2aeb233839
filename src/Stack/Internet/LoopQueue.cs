using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>Datagrams from the host to itself, copied into a ring of octets. They are received in a step of their own, so
/// that no call comes back into whoever is sending.</summary>
/// <remarks>The ring starts small, grows to its bound, and then allocates nothing more.</remarks>
internal sealed class LoopQueue(int maxOctets)
{
    /// <summary>The most datagrams that wait.</summary>
    public const int MaxDatagrams = 4096;

    private readonly Queue<Waiting> _waiting = new();
    private byte[] _ring = [];
    private int _start, _end; // what waits lies in [start, end), or wraps: [start, length) and [0, end)

    private readonly record struct Waiting(int At, int Length, HostInterface Interface, ChecksumState Checksum, int SegmentSize);

    public int Count => _waiting.Count;

    /// <summary>Copies a datagram.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TryAdd(HostInterface from, ReadOnlySpan<byte> datagram, ChecksumState checksum, int segmentSize)
    {
        if (_waiting.Count >= MaxDatagrams) return false;
        if (!TryPlace(datagram.Length, out int at) && !(TryGrow(datagram.Length) && TryPlace(datagram.Length, out at))) return false;
        datagram.CopyTo(_ring.AsSpan(at));
        _end = at + datagram.Length;
        _waiting.Enqueue(new(at, datagram.Length, from, checksum, segmentSize));
        return true;
    }

    /// <summary>The oldest datagram; its octets stay until <see cref="RemoveOldest"/>.</summary>
    public Arrival Peek()
    {
        Waiting oldest = _waiting.Peek();
        return new()
        {
            Interface = oldest.Interface, Datagram = _ring.AsSpan(oldest.At, oldest.Length), Checksum = oldest.Checksum,
            SegmentSize = oldest.SegmentSize, IsLoop = true,
        };
    }

    public void RemoveOldest()
    {
        _waiting.Dequeue();
        _start = _waiting.TryPeek(out Waiting next) ? next.At : 0;
        if (_waiting.Count == 0) _end = 0;
    }

    private bool TryPlace(int length, out int at)
    {
        bool wraps = _waiting.Count > 0 && _end <= _start;
        at = _end;
        if (wraps) return _end + length <= _start;
        if (_end + length <= _ring.Length) return true;
        at = 0;
        return length <= _start;
    }

    private bool TryGrow(int length)
    {
        int needed = Math.Max(_ring.Length * 2, _ring.Length + length + 4096);
        if (needed > maxOctets) needed = maxOctets;
        if (needed <= _ring.Length) return false;
        byte[] larger = new byte[needed];
        int at = 0;
        for (int i = _waiting.Count; i > 0; i--)
        {
            Waiting moved = _waiting.Dequeue();
            _ring.AsSpan(moved.At, moved.Length).CopyTo(larger.AsSpan(at));
            _waiting.Enqueue(moved with { At = at });
            at += moved.Length;
        }

        (_ring, _start, _end) = (larger, 0, at);
        return true;
    }
}
