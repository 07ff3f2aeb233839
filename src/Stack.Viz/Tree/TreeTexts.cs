namespace NetStack.Viz.Tree;

/// <summary>Texts of the packet tree.</summary>
public static class TreeTexts
{
    /// <summary>So many octets.</summary>
    public const string Octets = "tree.octets";

    /// <summary>A flag that is 1.</summary>
    public const string Set = "tree.set";

    /// <summary>A flag that is 0.</summary>
    public const string NotSet = "tree.not-set";

    /// <summary>Said of a layer that an ICMP error quotes.</summary>
    public const string Quoted = "tree.quoted";
}
