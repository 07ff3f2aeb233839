namespace NetStack.Dissection;

/// <summary>A range of a source's octets, given to a dissector.</summary>
/// <remarks>Two lengths count: what was captured (<see cref="Length"/>) and what the headers below say was there
/// (<see cref="ReportedLength"/>). A range that ends early because the capture was cut is short; one that ends early
/// although all was captured is malformed.</remarks>
public readonly ref struct Octets
{
    /// <summary>A range.</summary>
    /// <param name="span">The captured octets of the range.</param>
    /// <param name="source">Which source they are of: 0 is the frame.</param>
    /// <param name="start">Where the range starts in its source.</param>
    /// <param name="reportedLength">How long it was on the wire, at least as long as <paramref name="span"/>.</param>
    public Octets(ReadOnlySpan<byte> span, int source, int start, int reportedLength)
    {
        Span = span;
        Source = (byte)source;
        Start = start;
        ReportedLength = Math.Max(reportedLength, span.Length);
    }

    /// <summary>The captured octets.</summary>
    public ReadOnlySpan<byte> Span { get; }

    /// <summary>The source that the range is in: 0 is the frame.</summary>
    public byte Source { get; }

    /// <summary>Where the range starts in its source.</summary>
    public int Start { get; }

    /// <summary>Captured octets.</summary>
    public int Length => Span.Length;

    /// <summary>Octets on the wire.</summary>
    public int ReportedLength { get; }

    /// <summary>True when the capture holds less than was on the wire.</summary>
    public bool IsCut => Span.Length < ReportedLength;

    /// <summary>One octet.</summary>
    public byte this[int at] => Span[at];

    /// <summary>What follows the first <paramref name="at"/> octets; empty when there is nothing.</summary>
    public Octets From(int at)
    {
        int captured = Math.Min(at, Span.Length);
        return new(Span[captured..], Source, Start + captured, Math.Max(0, ReportedLength - at));
    }

    /// <summary>At most <paramref name="length"/> octets from <paramref name="at"/>; fewer where the wire held fewer.</summary>
    public Octets Slice(int at, int length)
    {
        int captured = Math.Min(at, Span.Length);
        int reported = Math.Clamp(length, 0, Math.Max(0, ReportedLength - at));
        return new(Span.Slice(captured, Math.Min(reported, Span.Length - captured)), Source, Start + captured, reported);
    }
}
