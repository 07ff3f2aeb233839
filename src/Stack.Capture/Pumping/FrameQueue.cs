using NetStack.Bytes;

namespace NetStack.Capture.Pumping;

/// <summary>Frames that wait for a device, oldest first: a ring of reused arrays with a bound.</summary>
/// <param name="capacity">The most frames.</param>
internal sealed class FrameQueue(int capacity)
{
    private readonly Waiting[] _frames = new Waiting[capacity];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The oldest frame.</summary>
    public Frame Oldest
    {
        get
        {
            ref Waiting oldest = ref _frames[_first];
            return new(oldest.Octets.AsSpan(0, oldest.Length), oldest.Checksum, oldest.SegmentSize);
        }
    }

    /// <returns>False when it is full.</returns>
    public bool TryAdd(in Frame frame)
    {
        if (Count == _frames.Length) return false;
        ref Waiting free = ref _frames[(_first + Count++) % _frames.Length];
        if (free.Octets is null || free.Octets.Length < frame.Octets.Length) free.Octets = new byte[Math.Max(2048, frame.Octets.Length)];
        frame.Octets.CopyTo(free.Octets);
        (free.Length, free.Checksum, free.SegmentSize) = (frame.Octets.Length, frame.Checksum, frame.SegmentSize);
        return true;
    }

    public void RemoveOldest()
    {
        _first = (_first + 1) % _frames.Length;
        Count--;
    }

    private struct Waiting
    {
        public byte[] Octets;
        public int Length, SegmentSize;
        public ChecksumState Checksum;
    }
}
