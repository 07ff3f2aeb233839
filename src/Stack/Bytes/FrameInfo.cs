namespace NetStack.Bytes;

/// <summary>What is known of a captured frame besides its octets.</summary>
/// <param name="Number">The frame's number in its source, from 1.</param>
/// <param name="Time">When it was captured. May be earlier than the frame before.</param>
/// <param name="OriginalLength">Octets on the wire: as many as were captured, or more.</param>
/// <param name="LinkType">What the frame begins with.</param>
/// <param name="Interface">The capture point: an index into the source's interfaces, from 0.</param>
public readonly record struct FrameInfo(
    int Number, Timestamp Time, int OriginalLength, LinkType LinkType, int Interface = 0);
