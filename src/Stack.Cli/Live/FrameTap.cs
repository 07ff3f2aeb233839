using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Transport;

namespace NetStack.Cli.Live;

/// <summary>Hands copies of frames from the pump's thread to the one that shows and writes them, without a lock. It holds so many
/// octets and no more: what comes then is counted and dropped, and the pump never waits for a terminal.</summary>
internal sealed class FrameTap : IFrameObserver
{
    private const int Frames = 1 << 14;
    private const long MostOctets = 1 << 26;
    private readonly Seen[] _ring = new Seen[Frames];
    private long _written, _read, _octets, _dropped;

    private record struct Seen(byte[] Octets, int Length, FrameDirection Direction, Timestamp At);

    /// <summary>Frames that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public void Observe(FrameDirection direction, in Frame frame, Timestamp at)
    {
        int length = frame.Octets.Length;
        if (_written - Volatile.Read(ref _read) == Frames || Volatile.Read(ref _octets) + length > MostOctets)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        ref Seen free = ref _ring[_written % Frames];
        byte[] octets = free.Octets is { } old && old.Length >= length ? old : new byte[Math.Max(2048, length)];
        frame.Octets.CopyTo(octets);
        if (frame.Checksum == ChecksumState.Partial && frame.SegmentSize == 0 && TransportPlace.TryFind(octets.AsSpan(0, length), out TransportPlace place))
            PartialChecksum.Complete(octets.AsSpan(0, length), place); // what a device would have done: a reader need not know of it
        free = new(octets, length, direction, at);
        Interlocked.Add(ref _octets, length);
        Volatile.Write(ref _written, _written + 1); // after the frame itself: the reader sees whole frames only
    }

    /// <summary>Takes the oldest frame; its octets are valid until the next call. For one thread.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> octets, out FrameDirection direction, out Timestamp at)
    {
        (octets, direction, at) = (default, default, default);
        if (_taken > 0)
        {
            Interlocked.Add(ref _octets, -_taken);
            _taken = 0;
            Volatile.Write(ref _read, _read + 1);
        }

        if (_read == Volatile.Read(ref _written)) return false;
        Seen oldest = _ring[_read % Frames];
        (octets, direction, at) = (oldest.Octets.AsMemory(0, oldest.Length), oldest.Direction, oldest.At);
        _taken = Math.Max(1, oldest.Length);
        return true;
    }

    private int _taken;
}
