namespace NetStack.Bytes;

/// <summary>A packet that is built from the inside out: first the data, then each layer writes its header before it.</summary>
/// <remarks>A host owns one and uses it for every packet that it sends, so that sending allocates nothing and copies the
/// data once: from the socket's buffer to its place in the frame.</remarks>
public sealed class PacketBuffer
{
    /// <summary>Octets kept free for the headers of the layers below.</summary>
    public const int Headroom = 256;

    /// <summary>The most octets of data with their transport header: what an IP datagram can hold.</summary>
    public const int MaxPayload = 65_535;

    private readonly byte[] _octets = new byte[Headroom + MaxPayload];
    private int _start = Headroom, _end = Headroom;

    /// <summary>The octets so far.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(_start, _end - _start);

    /// <summary>How many octets so far.</summary>
    public int Length => _end - _start;

    /// <summary>The state of the transport checksum, for the frame that leaves.</summary>
    public ChecksumState Checksum { get; set; }

    /// <summary>Octets of data in each segment of a super-segment, 0 for an ordinary packet.</summary>
    public int SegmentSize { get; set; }

    /// <summary>Makes it empty.</summary>
    public void Clear()
    {
        _start = _end = Headroom;
        Checksum = ChecksumState.Unverified;
        SegmentSize = 0;
    }

    /// <summary>Adds octets at the end; what they hold is left over from before: the caller writes every one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than fit.</exception>
    public Span<byte> Append(int count)
    {
        Span<byte> added = _octets.AsSpan(_end, count);
        _end += count;
        return added;
    }

    /// <summary>Adds octets in front, for a header; the caller writes every one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than fit.</exception>
    public Span<byte> Prepend(int count)
    {
        Span<byte> added = _octets.AsSpan(_start - count, count);
        _start -= count;
        return added;
    }

    /// <summary>Takes octets away in front: a header of which another kind is needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than there are.</exception>
    public void Strip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        _start += count;
    }
}
