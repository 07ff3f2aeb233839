using NetStack.Bytes;

namespace NetStack.Simulation.Links;

/// <summary>What one direction of a link does to frames. <c>default</c> is a perfect link: at once, unlimited.</summary>
/// <remarks>Probabilities are in millionths: whole numbers are the same on every platform.</remarks>
public readonly record struct LinkOptions
{
    /// <summary>A certainty, in millionths.</summary>
    public const int Always = 1_000_000;

    /// <summary>The time that a signal takes.</summary>
    public Duration Delay { get; init; }

    /// <summary>Up to so much more, each length equally likely; frames keep their order unless <see cref="Reorder"/> says otherwise.</summary>
    public Duration Jitter { get; init; }

    /// <summary>Bits a second that the link transmits; 0 is unlimited. A frame occupies the link while it is sent.</summary>
    public long BitsPerSecond { get; init; }

    /// <summary>Frames that wait for the link, the one being sent included; 0 is unlimited. What comes then is dropped (drop-tail).</summary>
    public int QueueFrames { get; init; }

    /// <summary>The largest frame that passes; 0 is unlimited. Larger ones vanish: a black hole.</summary>
    public int LargestFrame { get; init; }

    /// <summary>Frames lost, in millionths.</summary>
    public int Loss { get; init; }

    /// <summary>Frames that arrive twice, in millionths.</summary>
    public int Duplicate { get; init; }

    /// <summary>Frames in which a bit is turned, in millionths.</summary>
    public int Corrupt { get; init; }

    /// <summary>Frames that are held back by <see cref="ReorderDelay"/> and overtaken, in millionths.</summary>
    public int Reorder { get; init; }

    /// <summary>How long a frame is held back to be overtaken.</summary>
    public Duration ReorderDelay { get; init; }
}
