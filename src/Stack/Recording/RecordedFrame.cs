using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Where a frame lies in the window that was handed to <see cref="RecordingReader.Read"/>.</summary>
/// <param name="RecordAt">The recording's octet where the frame's record or block begins, from 0.</param>
/// <param name="Offset">The frame's first octet, counted from the start of the window.</param>
/// <param name="Length">Octets captured.</param>
/// <param name="Info">What is known of the frame.</param>
/// <param name="OptionsOffset">Where pcapng options begin in the window.</param>
/// <param name="OptionsLength">Octets of options: 0 for none.</param>
public readonly record struct RecordedFrame(
    long RecordAt, int Offset, int Length, FrameInfo Info, int OptionsOffset = 0, int OptionsLength = 0);
