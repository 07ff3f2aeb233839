using NetStack.Bytes;
using NetStack.Capture.Devices;

namespace NetStack.Capture.Pumping;

/// <summary>Where a host's frames go: at once into the device; while that is full, into a bounded queue.</summary>
internal sealed class DeviceSink(IFrameDevice device, int queueFrames, PumpCounters counters, IFrameObserver? observer) : IFrameSink
{
    private readonly FrameQueue _queue = new(queueFrames);

    /// <summary>Frames wait for room in the device.</summary>
    public bool IsWaiting => _queue.Count > 0;

    /// <summary>A write has found that the device is gone.</summary>
    public bool FoundGone { get; set; }

    public void Send(int @interface, in Frame frame, Timestamp now)
    {
        observer?.Observe(FrameDirection.Out, frame, now);
        DeviceStatus status = _queue.Count == 0 ? Write(frame) : DeviceStatus.WouldBlock; // frames keep their order
        if (status == DeviceStatus.WouldBlock && !_queue.TryAdd(frame)) counters.Dropped++;
    }

    /// <summary>Writes what waits, as far as the device takes it.</summary>
    public void Flush()
    {
        while (_queue.Count > 0 && Write(_queue.Oldest) != DeviceStatus.WouldBlock)
            _queue.RemoveOldest();
    }

    private DeviceStatus Write(in Frame frame)
    {
        DeviceStatus status = device.Write(frame);
        switch (status)
        {
            case DeviceStatus.Done:
                counters.FramesOut++;
                counters.OctetsOut += frame.Octets.Length;
                break;
            case DeviceStatus.Refused:
                counters.Refused++;
                break;
            case DeviceStatus.Gone:
                counters.Dropped++;
                FoundGone = true;
                break;
        }

        return status;
    }
}
