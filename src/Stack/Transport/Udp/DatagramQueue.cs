namespace NetStack.Transport.Udp;

/// <summary>Datagrams that wait for their reader, bounded in number and in octets. Empty, it holds no memory of the
/// pool; its ring of entries comes with the first datagram and is used again.</summary>
internal struct DatagramQueue
{
    private const int FirstRoom = 8;
    private (ReceivedDatagram Head, byte[]? Data)[]? _ring;
    private int _first;

    /// <summary>Datagrams that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Octets of data that wait.</summary>
    public int Octets { get; private set; }

    /// <summary>Adds a datagram. False when the pool is used up; the bounds are the caller's.</summary>
    public bool TryAdd(OctetPool pool, in ReceivedDatagram head, ReadOnlySpan<byte> data)
    {
        byte[]? copy = null;
        if (!data.IsEmpty)
        {
            copy = pool.Rent(data.Length);
            if (copy is null) return false;
            data.CopyTo(copy);
        }

        if (_ring is null || Count == _ring.Length) Grow();
        _ring![(_first + Count++) & (_ring.Length - 1)] = (head, copy);
        Octets += data.Length;
        return true;
    }

    /// <summary>The oldest datagram.</summary>
    public readonly ReadOnlySpan<byte> Peek(out ReceivedDatagram head)
    {
        (head, byte[]? data) = _ring![_first];
        return data.AsSpan(0, head.Length);
    }

    /// <summary>Drops the oldest datagram.</summary>
    public void RemoveOldest(OctetPool pool)
    {
        ref (ReceivedDatagram Head, byte[]? Data) oldest = ref _ring![_first];
        Octets -= oldest.Head.Length;
        if (oldest.Data is not null) pool.Return(oldest.Data);
        oldest = default;
        _first = (_first + 1) & (_ring.Length - 1);
        Count--;
    }

    /// <summary>Drops everything.</summary>
    public void Clear(OctetPool pool)
    {
        while (Count > 0) RemoveOldest(pool);
        _ring = null;
    }

    private void Grow()
    {
        int used = Count;
        var larger = new (ReceivedDatagram, byte[]?)[Math.Max(FirstRoom, used * 2)];
        for (int i = 0; i < used; i++)
            larger[i] = _ring![(_first + i) & (_ring.Length - 1)];
        _ring = larger;
        _first = 0;
    }
}
