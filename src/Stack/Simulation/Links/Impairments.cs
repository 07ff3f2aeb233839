using NetStack.Bytes;

namespace NetStack.Simulation.Links;

/// <summary>What a person wants one direction of a link to do: the link's options, and frames that are dropped by script.</summary>
public sealed record Impairments
{
    /// <summary>What the link does to frames.</summary>
    public LinkOptions Link { get; init; }

    /// <summary>The numbers of frames that are dropped, from 1, ascending.</summary>
    public IReadOnlyList<long> Drops { get; init; } = [];

    /// <summary>True for a frame that the script drops: what <see cref="LinkDirection.DropsFrame"/> takes.</summary>
    public bool DropsFrame(long number)
    {
        int low = 0, high = Drops.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (Drops[middle] == number) return true;
            if (Drops[middle] < number) low = middle + 1;
            else high = middle - 1;
        }

        return false;
    }

    /// <summary>A link that does all this.</summary>
    public LinkDirection CreateLink(SeededRandom random) => new(Link, random) { DropsFrame = Drops.Count > 0 ? DropsFrame : null };
}
