namespace NetStack.Application.Serving;

/// <summary>Octets that wait: put in at the end, taken from the front. It holds no memory while it is empty.</summary>
internal sealed class OctetQueue
{
    private const int LeastCapacity = 512;
    private byte[] _octets = [];
    private int _start;

    /// <summary>Octets that wait.</summary>
    public int Count { get; private set; }

    /// <summary>What waits, until something is put in or taken.</summary>
    public ReadOnlySpan<byte> Span => _octets.AsSpan(_start, Count);

    /// <summary>Puts octets at the end.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        octets.CopyTo(_octets.AsSpan(_start + Count));
        Count += octets.Length;
    }

    /// <summary>Takes octets from the front.</summary>
    public void Consume(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        _start += count;
        Count -= count;
        if (Count == 0) Clear();
    }

    /// <summary>Takes everything, and gives the memory back.</summary>
    public void Clear() => (_octets, _start, Count) = ([], 0, 0);

    private void Reserve(int more)
    {
        if (_start + Count + more <= _octets.Length) return;
        byte[] target = Count + more <= _octets.Length ? _octets : new byte[Math.Max(LeastCapacity, Math.Max(_octets.Length * 2, Count + more))];
        Span.CopyTo(target);
        (_octets, _start) = (target, 0);
    }
}
