using System.Runtime.CompilerServices;

namespace NetStack.Tests;

/// <summary>The captures that are there: the project's own, and public ones in NETSTACK_CAPTURES or beside the checkout.</summary>
internal static class Captures
{
    private static readonly string[] Extensions = [".pcap", ".pcapng", ".cap", ".trace"];

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All of them, with a short name each. QUIC is left out: tshark decrypts its TLS handshakes.</summary>
    public static IEnumerable<(string Name, string Path)> All() =>
        Folders().Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Select(path => (Name: Path.GetRelativePath(folder, path), path))
            .Where(capture => !capture.Name.StartsWith("quic", StringComparison.Ordinal))
            .OrderBy(capture => capture.Name, StringComparer.Ordinal));

    private static IEnumerable<string> Folders() =>
    [
        Path.Combine(Root, "tests", "captures"), Path.Combine(Root, "labs", "captures"),
        Environment.GetEnvironmentVariable("NETSTACK_CAPTURES") ?? Path.Combine(Root, "..", "shared", "captures"),
    ];

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
