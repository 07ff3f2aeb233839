using NetStack.Bytes;

namespace NetStack.Capture;

/// <summary>A frame from a file or a device.</summary>
/// <param name="Octets">What was captured; how long it stays valid, the source says.</param>
/// <param name="Info">When, where, and how long it was on the wire.</param>
public readonly record struct CapturedFrame(ReadOnlyMemory<byte> Octets, FrameInfo Info);
