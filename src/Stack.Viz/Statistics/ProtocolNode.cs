using NetStack.Dissection;

namespace NetStack.Viz.Statistics;

/// <summary>A protocol below the protocols that wrapped it, and how much was seen of it there.</summary>
/// <param name="dissector">Who reads the protocol.</param>
public sealed class ProtocolNode(Dissector dissector)
{
    private readonly List<ProtocolNode> _children = [];

    /// <summary>Who reads the protocol.</summary>
    public Dissector Dissector { get; } = dissector;

    /// <summary>The protocol.</summary>
    public Protocol Protocol => Dissector.Protocol;

    /// <summary>Frames that have it in this place.</summary>
    public long Frames { get; private set; }

    /// <summary>Octets of those frames, as long as they were on the wire.</summary>
    public long Octets { get; private set; }

    /// <summary>What it wrapped, in the order in which it was first seen.</summary>
    public IReadOnlyList<ProtocolNode> Children => _children;

    internal void Count(long octets)
    {
        Frames++;
        Octets += octets;
    }

    /// <summary>The node of a protocol below this one; null when it is new and there may be no more nodes.</summary>
    internal ProtocolNode? Child(Dissector dissector, ref int left)
    {
        foreach (ProtocolNode child in _children)
        {
            if (child.Dissector == dissector) return child;
        }

        if (left == 0) return null;
        left--;
        _children.Add(new(dissector));
        return _children[^1];
    }
}
