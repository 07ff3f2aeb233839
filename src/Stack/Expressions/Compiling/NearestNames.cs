using System.Collections.Immutable;

namespace NetStack.Expressions.Compiling;

/// <summary>The known names that one who wrote an unknown name may have meant.</summary>
public static class NearestNames
{
    private const int Most = 5;
    private const int LongestName = 64;

    /// <summary>The nearest names, the best first; none when nothing is like it.</summary>
    public static ImmutableArray<string> Find(string unknown, IEnumerable<string> names)
    {
        if (unknown.Length > LongestName) return [];
        string wanted = unknown.ToLowerInvariant();
        return
        [
            .. names.Select(name => (Name: name, Distance: Distance(wanted, name)))
                .Where(candidate => candidate.Distance <= (wanted.Length + 2) / 3)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(candidate => candidate.Name),
        ];
    }

    /// <summary>Typing errors between two names. A name that only goes on after what was written counts as one error,
    /// and so does one whose last part was written (<c>port</c> for <c>tcp.port</c>).</summary>
    private static int Distance(string wanted, string name)
    {
        string lower = name.ToLowerInvariant();
        if (lower == wanted) return 0; // only the case of letters differs
        if (wanted.Length > 1 && (lower.StartsWith(wanted + ".", StringComparison.Ordinal) || lower.EndsWith("." + wanted, StringComparison.Ordinal)
            || (wanted.Length > 3 && lower.StartsWith(wanted, StringComparison.Ordinal)))) return 1;
        return Math.Abs(wanted.Length - lower.Length) > (wanted.Length + 2) / 3 ? int.MaxValue : EditDistance(wanted, lower);
    }

    /// <summary>The fewest characters to insert, remove, replace, or swap with their neighbour.</summary>
    private static int EditDistance(string a, string b)
    {
        int width = b.Length + 1;
        Span<int> rows = stackalloc int[3 * (2 * LongestName)];
        Span<int> before = rows[..width], above = rows.Slice(width, width), row = rows.Slice(2 * width, width);
        for (int j = 0; j < width; j++) above[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j < width; j++)
            {
                int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            Span<int> free = before;
            before = above;
            above = row;
            row = free;
        }

        return above[b.Length];
    }
}
