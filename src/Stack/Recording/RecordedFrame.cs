using System.Runtime.CompilerServices;
using NetStack.Bytes;

namespace NetStack.Recording;

/// <summary>Where a frame lies in the window that was handed to <see cref="RecordingReader.Read"/>, and what is known
/// of it.</summary>
/// <remarks>The reader fills it in place, number by number: copying structs that were just written costs more time
/// than reading the record.</remarks>
public struct RecordedFrame
{
    /// <summary>The recording's octet where the frame's record or block begins, from 0.</summary>
    public long RecordAt { get; internal set; }

    /// <summary>When it was captured.</summary>
    public Timestamp Time { get; internal set; }

    /// <summary>The frame's first octet, counted from the start of the window.</summary>
    public int Offset { get; internal set; }

    /// <summary>Octets captured.</summary>
    public int Length { get; internal set; }

    /// <summary>Octets on the wire.</summary>
    public int OriginalLength { get; internal set; }

    /// <summary>The frame's number, from 1.</summary>
    public int Number { get; internal set; }

    /// <summary>The capture point: an index into the reader's interfaces.</summary>
    public int Interface { get; internal set; }

    /// <summary>What the frame begins with.</summary>
    public LinkType LinkType { get; internal set; }

    /// <summary>Where pcapng options begin in the window.</summary>
    public int OptionsOffset { get; internal set; }

    /// <summary>Octets of options: 0 for none.</summary>
    public int OptionsLength { get; internal set; }

    /// <summary>What is known of the frame besides its octets.</summary>
    public readonly FrameInfo Info
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)] // else it is copied, from octets that were just written
        get => new(Number, Time, OriginalLength, LinkType, Interface);
    }
}
