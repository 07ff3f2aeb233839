using System.Collections.Immutable;
using NetStack.Expressions.Compiling;

namespace NetStack.Cli;

/// <summary>Names to suggest in place of one that is not known.</summary>
internal static class Nearest
{
    private const int Most = 5;

    /// <summary>The nearest names, the best first, with commas between; some names when nothing is like it.</summary>
    public static string Names(string wanted, IReadOnlyCollection<string> known)
    {
        ImmutableArray<string> near = NearestNames.Find(wanted, known);
        return string.Join(", ", near.IsEmpty ? known.Take(Most) : near);
    }
}
