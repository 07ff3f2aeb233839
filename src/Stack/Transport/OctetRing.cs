using System.Numerics;

namespace NetStack.Transport;

/// <summary>Octets in a ring that grows as needed and takes its memory from the host's pool: what a stream's buffers are
/// made of. An offset counts from the first octet that was not yet dropped.</summary>
/// <remarks>Empty, it holds no memory: an idle connection is small.</remarks>
internal struct OctetRing
{
    /// <summary>A ring that was released begins at the size that it had, up to so many octets: growing is copying.</summary>
    private const int MostRemembered = 1 << 16;

    private byte[]? _octets;
    private int _start, _usual;

    /// <summary>Octets that fit before it has to grow.</summary>
    public readonly int Capacity => _octets?.Length ?? 0;

    /// <summary>Makes room for octets up to an offset. False when the pool is used up.</summary>
    public bool Reserve(OctetPool pool, int end, int used)
    {
        if (end <= Capacity) return true;
        byte[]? larger = pool.Rent(pool.HasPlenty ? Math.Max(end, _usual) : end);
        if (larger is null) return false;
        if (_octets is not null)
        {
            CopyTo(0, larger.AsSpan(0, used));
            pool.Return(_octets);
        }

        _octets = larger;
        _start = 0;
        return true;
    }

    /// <summary>Writes octets at an offset; room was reserved before.</summary>
    public readonly void Write(int offset, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return;
        int at = (_start + offset) & (_octets!.Length - 1), first = Math.Min(data.Length, _octets.Length - at);
        data[..first].CopyTo(_octets.AsSpan(at));
        data[first..].CopyTo(_octets);
    }

    /// <summary>Reads octets at an offset.</summary>
    public readonly void CopyTo(int offset, Span<byte> destination)
    {
        if (destination.IsEmpty) return;
        int at = (_start + offset) & (_octets!.Length - 1), first = Math.Min(destination.Length, _octets.Length - at);
        _octets.AsSpan(at, first).CopyTo(destination);
        _octets.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
    }

    /// <summary>Drops octets at the front.</summary>
    public void Drop(int count)
    {
        if (_octets is not null) _start = (_start + count) & (_octets.Length - 1);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release(OctetPool pool)
    {
        if (_octets is null) return;
        _usual = Math.Min(_octets.Length, MostRemembered);
        pool.Return(_octets);
        _octets = null;
        _start = 0;
    }

    /// <summary>The largest capacity for a limit: rings have powers of two.</summary>
    public static int CapacityFor(int octets) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(octets, OctetPool.SmallestOctets));
}
