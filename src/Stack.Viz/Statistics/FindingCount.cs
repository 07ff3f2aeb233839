using NetStack.Dissection;

namespace NetStack.Viz.Statistics;

/// <summary>A kind of finding, and how often it was made.</summary>
/// <param name="first">The first of its kind.</param>
/// <param name="protocol">The protocol that it is about.</param>
/// <param name="frame">The frame of the first.</param>
public sealed class FindingCount(Finding first, Protocol protocol, int frame)
{
    /// <summary>The first of its kind: what its sentence is made of.</summary>
    public Finding First { get; } = first;

    /// <summary>The protocol that it is about.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>The frame of the first.</summary>
    public int FirstFrame { get; } = frame;

    /// <summary>How often.</summary>
    public long Count { get; internal set; }
}
