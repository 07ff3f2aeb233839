using NetStack.Simulation.Links;

namespace NetStack.Capture.Pumping;

/// <summary>What a middlebox does to frames.</summary>
public sealed record MiddleboxOptions
{
    /// <summary>From the first device to the second.</summary>
    public Impairments Forth { get; init; } = new();

    /// <summary>From the second device to the first.</summary>
    public Impairments Back { get; init; } = new();

    /// <summary>Where its random numbers start: the same losses for the same frames.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Sees frames as they arrive, before anything is done to them but cutting and completing; null when nobody looks.</summary>
    public IFrameObserver? Arriving { get; init; }

    /// <summary>Sees frames as they leave: what was lost is not among them.</summary>
    public IFrameObserver? Leaving { get; init; }

    /// <summary>Is told when a device changes, on the middlebox's thread.</summary>
    public Action<DeviceNotice>? Notices { get; init; }

    /// <summary>The clock; null for the machine's.</summary>
    public IPumpClock? Clock { get; init; }

    /// <summary>Frames that wait for a device that is full.</summary>
    public int QueueFrames { get; init; } = 1024;
}
