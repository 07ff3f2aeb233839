namespace NetStack.Viz.Headers;

/// <summary>Texts of the header diagram.</summary>
public static class HeaderTexts
{
    /// <summary>The heading: title, octets of the fixed part.</summary>
    public const string Title = "header.title";

    /// <summary>The octets of the fixed part.</summary>
    public const string Fixed = "header.fixed";

    /// <summary>Which frame the values are from.</summary>
    public const string Frame = "header.frame";

    /// <summary>Bits that no field names.</summary>
    public const string Unnamed = "header.unnamed";

    /// <summary>What follows the fixed part: fields.</summary>
    public const string Tail = "header.tail";

    /// <summary>What follows the fixed part in a frame: fields, octets.</summary>
    public const string TailOctets = "header.tail-octets";

    /// <summary>What follows when no field of it is known by name.</summary>
    public const string Variable = "header.variable";

    /// <summary>Options.</summary>
    public const string Options = "header.options";

    /// <summary>A long field: octets.</summary>
    public const string Octets = "header.octets";
}
