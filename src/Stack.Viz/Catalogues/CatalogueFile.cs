using System.Reflection;
using System.Text;

namespace NetStack.Viz.Catalogues;

/// <summary>The catalogues' files: text embedded in this assembly, named <c>LANGUAGE/FILE</c>. A line is
/// <c>key | label | meaning</c> or <c>key | sentence</c>; a line that starts with # is a comment.</summary>
internal static class CatalogueFile
{
    private static readonly Assembly Home = typeof(CatalogueFile).Assembly;

    /// <summary>The file that a key stands in: the word before the first dot, after a prefix such as <c>finding:</c>.
    /// What has no dot belongs to every protocol, and so to the frame.</summary>
    public static string NameFor(string key)
    {
        ReadOnlySpan<char> name = key.AsSpan(key.IndexOf(':', StringComparison.Ordinal) + 1);
        int dot = name.IndexOf('.');
        return dot < 0 ? "frame" : name[..dot].ToString();
    }

    /// <summary>The names of a language's files.</summary>
    public static IEnumerable<string> NamesOf(string language) =>
        Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(language + "/", StringComparison.Ordinal))
            .Select(name => name[(language.Length + 1)..])
            .Order(StringComparer.Ordinal);

    /// <summary>The entries of a file in their order; none when there is no such file.</summary>
    public static IEnumerable<KeyValuePair<string, CatalogueEntry>> Read(string language, string file)
    {
        using Stream? stream = Home.GetManifestResourceStream($"{language}/{file}");
        if (stream is null) yield break;
        using StreamReader reader = new(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (TryParse(line, out KeyValuePair<string, CatalogueEntry> entry)) yield return entry;
        }
    }

    private static bool TryParse(string line, out KeyValuePair<string, CatalogueEntry> entry)
    {
        entry = default;
        string[] parts = line.Split('|', 3, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || line[0] == '#') return false;
        entry = new(parts[0], new(parts[1], parts.Length > 2 ? parts[2] : ""));
        return true;
    }
}
