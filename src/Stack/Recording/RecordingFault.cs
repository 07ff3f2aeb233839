namespace NetStack.Recording;

/// <summary>Why a recording cannot be read further.</summary>
public enum RecordingFaultReason : byte
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>It begins with no magic number that we know (Value: its first four octets, big-endian).</summary>
    NotARecording,

    /// <summary>A version of the format that we do not know (Value: major version).</summary>
    UnsupportedVersion,

    /// <summary>It ends within a header, record or block (Value: octets needed, Limit: octets there).</summary>
    Truncated,

    /// <summary>A record claims more octets than a frame can plausibly have (Value: claimed, Limit: accepted).</summary>
    FrameTooLong,

    /// <summary>A block claims more octets than we accept (Value: claimed, Limit: accepted).</summary>
    BlockTooLong,

    /// <summary>A block is too short for what its type holds (Value: its length, Limit: the least).</summary>
    BlockTooShort,

    /// <summary>The lengths at both ends of a block differ (Value: the first, Limit: the second).</summary>
    BlockLengthsDiffer,

    /// <summary>A frame runs past the end of its block (Value: octets claimed, Limit: octets there).</summary>
    FrameBeyondBlock,

    /// <summary>A frame names an interface that was not described (Value: it, Limit: how many there are).</summary>
    UnknownInterface,

    /// <summary>More interfaces than we accept (Limit: how many that is).</summary>
    TooManyInterfaces,

    /// <summary>A section header without the byte-order magic (Value: what stands there).</summary>
    BadByteOrderMagic,

    /// <summary>The compression around the recording is damaged.</summary>
    DamagedCompression,
}

/// <summary>Where and why reading a recording stopped. Everything before <paramref name="At"/> was whole.</summary>
/// <param name="Reason">What is wrong; says what the two numbers mean.</param>
/// <param name="At">The octet where the faulty header, record or block begins, from 0 (of the decompressed octets).</param>
/// <param name="Value">What was found.</param>
/// <param name="Limit">What would have been right.</param>
public readonly record struct RecordingFault(
    RecordingFaultReason Reason, long At, long Value = 0, long Limit = 0);
