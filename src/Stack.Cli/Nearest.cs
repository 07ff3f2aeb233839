namespace NetStack.Cli;

/// <summary>Names that look like one that is not known: a typing mistake away, or with the same beginning.</summary>
internal static class Nearest
{
    /// <summary>The nearest names, the best first, with commas between.</summary>
    public static string Names(string wanted, IEnumerable<string> known, int count = 3) => string.Join(", ", known
        .Select(name => (Name: name, Distance: Distance(wanted, name)))
        .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Take(count).Select(candidate => candidate.Name));

    /// <summary>How many characters must be inserted, removed or replaced (Levenshtein).</summary>
    public static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            above = row;
        }

        return above[b.Length];
    }
}
