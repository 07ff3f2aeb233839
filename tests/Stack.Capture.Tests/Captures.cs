namespace NetStack.Tests;

/// <summary>The public captures that tests use when they are there: in NETSTACK_CAPTURES, or beside the checkout.</summary>
internal static class Captures
{
    public static string? Folder { get; } = Find();

    public static IEnumerable<string> All() => Folder is null ? [] : Directory
        .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".pcap" or ".pcapng" or ".cap")
        .Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NETSTACK_CAPTURES") is { } named) return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string beside = Path.Combine(at.FullName, "shared", "captures");
            if (Directory.Exists(beside)) return beside;
        }

        return null;
    }
}
