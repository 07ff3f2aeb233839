namespace NetStack.Capture.Pumping;

/// <summary>What a pump has moved since it was made. Written by its thread; others may read at any time.</summary>
public sealed class PumpCounters
{
    /// <summary>Frames read from the device.</summary>
    public long FramesIn { get; internal set; }

    /// <summary>Their octets.</summary>
    public long OctetsIn { get; internal set; }

    /// <summary>Frames written to the device.</summary>
    public long FramesOut { get; internal set; }

    /// <summary>Their octets.</summary>
    public long OctetsOut { get; internal set; }

    /// <summary>Frames that found the device full and no room in the queue, or the device gone.</summary>
    public long Dropped { get; internal set; }

    /// <summary>Frames that the device refused: it is down, or they are too large for it.</summary>
    public long Refused { get; internal set; }

    /// <summary>How often the pump slept.</summary>
    public long Sleeps { get; internal set; }
}
