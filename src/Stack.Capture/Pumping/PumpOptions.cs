using NetStack.Hosting;
using NetStack.Tracing;

namespace NetStack.Capture.Pumping;

/// <summary>What a pump and its host are made of.</summary>
public sealed record PumpOptions
{
    /// <summary>How the host behaves.</summary>
    public HostOptions Host { get; init; } = new();

    /// <summary>Where the host's random numbers start; null for what nobody can guess.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Where the host's events go (an <see cref="EventRing"/>); null when nobody listens.</summary>
    public IEventSink? Events { get; init; }

    /// <summary>Sees all frames; null when nobody looks.</summary>
    public IFrameObserver? Observer { get; init; }

    /// <summary>Is told when the device changes, on the pump's thread.</summary>
    public Action<DeviceNotice>? Notices { get; init; }

    /// <summary>The clock; null for the machine's.</summary>
    public IPumpClock? Clock { get; init; }

    /// <summary>Frames that wait for a device that is full; what comes then is dropped and counted.</summary>
    public int QueueFrames { get; init; } = 1024;

    /// <summary>Pieces of work from other threads that wait.</summary>
    public int MaxPosted { get; init; } = 1 << 17;
}
