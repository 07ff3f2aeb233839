using NetStack.Bytes;

namespace NetStack.Capture;

/// <summary>A frame from a file or a device.</summary>
/// <param name="octets">What was captured.</param>
/// <param name="info">When, where, and how long it was on the wire.</param>
public struct CapturedFrame(ReadOnlyMemory<byte> octets, FrameInfo info)
{
    // Sources set both in place: to copy the pair as a whole took three times as long as finding the frame.

    /// <summary>What was captured; how long it stays valid, the source says.</summary>
    public ReadOnlyMemory<byte> Octets { readonly get; internal set; } = octets;

    /// <summary>When, where, and how long it was on the wire.</summary>
    public FrameInfo Info { readonly get; internal set; } = info;
}
