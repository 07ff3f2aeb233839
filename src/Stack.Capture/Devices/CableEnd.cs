using System.Collections.Concurrent;
using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Capture.Devices;

/// <summary>One end of a cable inside this process: what is written to it is read from the other end, by another thread. With a
/// middlebox between a device and a cable, a host has a bad link and need not know of it.</summary>
public sealed class CableEnd : IFrameDevice
{
    private const int MostFrames = 4096;
    private readonly ConcurrentQueue<(byte[] Octets, ChecksumState Checksum, int SegmentSize)> _arrived = new();
    private readonly Doorbell _bell = new();
    private CableEnd _other = null!;
    private int _waiting, _isRung;
    private byte[]? _taken;

    private CableEnd(string name, MacAddress mac, int mtu) => (Name, Mac, Mtu) = (name, mac, mtu);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public MacAddress Mac { get; }

    /// <inheritdoc/>
    public int Mtu { get; }

    /// <inheritdoc/>
    public Offload Offload => Offload.None;

    /// <inheritdoc/>
    public nint Handle => _bell.Handle;

    /// <inheritdoc/>
    public nint ChangeHandle => -1;

    /// <summary>A cable.</summary>
    /// <param name="like">The device whose name, link address and MTU both ends bear.</param>
    public static (CableEnd First, CableEnd Second) Create(IFrameDevice like)
    {
        CableEnd first = new(like.Name, like.Mac, like.Mtu), second = new(like.Name, like.Mac, like.Mtu);
        (first._other, second._other) = (second, first);
        return (first, second);
    }

    /// <inheritdoc/>
    public DeviceStatus Read(out Frame frame)
    {
        frame = default;
        if (!_arrived.TryDequeue(out (byte[] Octets, ChecksumState Checksum, int SegmentSize) oldest))
        {
            if (Interlocked.Exchange(ref _isRung, 0) == 0) return DeviceStatus.WouldBlock;
            _bell.Silence(); // first silent, then a last look: who writes in between rings again
            if (!_arrived.TryDequeue(out oldest)) return DeviceStatus.WouldBlock;
        }

        Interlocked.Decrement(ref _waiting);
        _taken = oldest.Octets;
        frame = new(_taken, oldest.Checksum, oldest.SegmentSize);
        return DeviceStatus.Done;
    }

    /// <inheritdoc/>
    public DeviceStatus Write(in Frame frame)
    {
        if (Volatile.Read(ref _other._waiting) >= MostFrames) return DeviceStatus.Refused; // a queue that is full drops
        Interlocked.Increment(ref _other._waiting);
        _other._arrived.Enqueue((frame.Octets.ToArray(), frame.Checksum, frame.SegmentSize));
        if (Interlocked.Exchange(ref _other._isRung, 1) == 0) _other._bell.Ring();
        return DeviceStatus.Done;
    }

    /// <inheritdoc/>
    public bool ReadChange() => false;

    /// <inheritdoc/>
    public bool TryReopen() => true;

    /// <inheritdoc/>
    public void Dispose() => _bell.Dispose();
}
