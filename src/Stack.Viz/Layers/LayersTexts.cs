namespace NetStack.Viz.Layers;

/// <summary>Texts of the encapsulation picture.</summary>
public static class LayersTexts
{
    /// <summary>The heading: frame number, octets.</summary>
    public const string Title = "layers.title";

    /// <summary>How much of the frame is headers: octets, all octets, per cent.</summary>
    public const string Share = "layers.share";

    /// <summary>A layer's size: header, whole.</summary>
    public const string Size = "layers.size";

    /// <summary>The size of a layer that wraps nothing.</summary>
    public const string Whole = "layers.whole";

    /// <summary>So many octets that are not shown.</summary>
    public const string MoreOctets = "layers.more-octets";

    /// <summary>So many fields that are not shown.</summary>
    public const string MoreFields = "layers.more-fields";

    /// <summary>Octets behind what a layer wraps.</summary>
    public const string Trailer = "layers.trailer";

    /// <summary>The payload is part of a message that is shown in a box of its own.</summary>
    public const string Part = "layers.part";

    /// <summary>The layer's octets were put together or decoded: the source's name.</summary>
    public const string Source = "layers.source";

    /// <summary>The layer is quoted in an ICMP error.</summary>
    public const string Quoted = "layers.quoted";

    /// <summary>The frame was cut by the capture: captured octets.</summary>
    public const string Cut = "layers.cut";

    /// <summary>The strip of the frame from its first octet to its last, for those who do not see it.</summary>
    public const string Strip = "layers.strip";
}
