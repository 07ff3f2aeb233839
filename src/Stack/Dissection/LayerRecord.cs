namespace NetStack.Dissection;

/// <summary>One layer as found in one frame: a header and what it wraps.</summary>
/// <param name="Dissector">Who read it.</param>
/// <param name="Source">The source that the layer's octets are in: 0 is the frame.</param>
/// <param name="Start">Where the layer starts in its source.</param>
/// <param name="HeaderLength">Octets of its header (for a layer that wraps nothing: of all of it).</param>
/// <param name="Length">Captured octets of header and all that it wraps.</param>
/// <param name="FirstField">The index of its first field record.</param>
/// <param name="Depth">How many layers wrap it: 0 for the frame itself.</param>
/// <param name="IsQuoted">True inside a packet that an ICMP error quotes.</param>
public readonly record struct LayerRecord(
    Dissector Dissector, byte Source, int Start, int HeaderLength, int Length, int FirstField, byte Depth, bool IsQuoted)
{
    /// <summary>The layer's protocol.</summary>
    public Protocol Protocol => Dissector.Protocol;
}
