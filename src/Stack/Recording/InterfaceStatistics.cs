using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>What a capture point counted, from an Interface Statistics Block; null where it did not say.</summary>
public sealed record InterfaceStatistics
{
    /// <summary>When it was counted.</summary>
    public Timestamp Time { get; init; }

    /// <summary>When the capture began.</summary>
    public Timestamp? Started { get; init; }

    /// <summary>When the capture ended.</summary>
    public Timestamp? Ended { get; init; }

    /// <summary>Frames that the interface received.</summary>
    public ulong? Received { get; init; }

    /// <summary>Frames that the interface dropped for want of room.</summary>
    public ulong? Dropped { get; init; }

    /// <summary>Frames that passed the capture filter.</summary>
    public ulong? Accepted { get; init; }

    /// <summary>Frames that the operating system dropped after the filter.</summary>
    public ulong? DroppedBySystem { get; init; }

    /// <summary>Frames that reached the capturing program.</summary>
    public ulong? Delivered { get; init; }
}
