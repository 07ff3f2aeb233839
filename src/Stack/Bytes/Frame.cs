namespace NetStack.Bytes;

/// <summary>What a device or a link says of the transport checksum of a frame.</summary>
public enum ChecksumState : byte
{
    /// <summary>Nothing: it stands in the octets and is to be verified. The value of <c>default</c>.</summary>
    Unverified,

    /// <summary>The device has verified it.</summary>
    Verified,

    /// <summary>Only the pseudo-header's part stands there; whoever puts the frame on a wire completes it.</summary>
    Partial,
}

/// <summary>A frame: octets plus what the device said of them. The octets are valid during a call only: whoever keeps
/// them copies them.</summary>
/// <param name="octets">From the link header (or, on an interface without one, from the IP header) to the end.</param>
/// <param name="checksum">The state of the transport checksum.</param>
/// <param name="segmentSize">Octets of data in each segment of a super-segment, 0 for an ordinary frame.</param>
public readonly ref struct Frame(ReadOnlySpan<byte> octets, ChecksumState checksum = ChecksumState.Unverified, int segmentSize = 0)
{
    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Octets { get; } = octets;

    /// <summary>The state of the transport checksum.</summary>
    public ChecksumState Checksum { get; } = checksum;

    /// <summary>Octets of data in each segment of a super-segment, 0 for an ordinary frame.</summary>
    public int SegmentSize { get; } = segmentSize;
}
