using System.Collections.Concurrent;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Internet;

namespace NetStack.Tests.Pumping;

/// <summary>A device in memory: tests put frames in and see what comes out.</summary>
internal sealed class MemoryDevice : IFrameDevice
{
    private readonly ConcurrentQueue<byte[]> _in = new();

    public ConcurrentQueue<byte[]> Out { get; } = new();

    /// <summary>How many frames it takes before it is full.</summary>
    public volatile int Room = int.MaxValue;

    public string Name => "memory";

    public MacAddress Mac => new(0x02_00_00_00_00_02);

    public int Mtu => 1500;

    public Offload Offload => Offload.None;

    public nint Handle => -1;

    public nint ChangeHandle => -1;

    public void Put(byte[] frame) => _in.Enqueue(frame);

    public DeviceStatus Read(out Frame frame)
    {
        frame = default;
        if (!_in.TryDequeue(out byte[]? octets)) return DeviceStatus.WouldBlock;
        frame = new(octets);
        return DeviceStatus.Done;
    }

    public DeviceStatus Write(in Frame frame)
    {
        if (Room == 0) return DeviceStatus.WouldBlock;
        Room--;
        Out.Enqueue(frame.Octets.ToArray());
        return DeviceStatus.Done;
    }

    public bool ReadChange() => false;

    public bool TryReopen() => false;

    public void Dispose()
    {
    }
}
