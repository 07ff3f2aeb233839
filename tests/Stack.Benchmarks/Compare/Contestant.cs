namespace NetStack.Benchmarks.Compare;

/// <summary>A program with arguments, that goes through a capture.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Packets">Frames that it goes through: slow ones get fewer.</param>
/// <param name="Rounds">How often it runs; the median counts.</param>
/// <param name="TimesItself">Prints its own frames and CPU seconds (of its best round), in place of being measured whole.</param>
internal sealed record Contestant(string Name, string[] Command, int Packets, int Rounds, bool TimesItself = false);

/// <summary>A wanted ratio between two contestants. Source: the project's goals for speed.</summary>
/// <param name="Fast">The name of the one that should be fast.</param>
/// <param name="Slow">The name of the one it is compared with.</param>
/// <param name="AtLeast">How many times faster it should be (0.5: at most twice as slow).</param>
internal sealed record Goal(string Fast, string Slow, double AtLeast);

/// <summary>Who takes part, and what is wanted.</summary>
internal static class Contestants
{
    private static readonly string[] EightFields = [.. new[]
    {
        "frame.number", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.ack", "tcp.len",
    }.SelectMany(field => new[] { "-e", field })];

    /// <summary>What the issue of the project's first end asks for.</summary>
    public static IReadOnlyList<Goal> Goals { get; } =
    [
        new("headers: our views", "headers: PacketDotNet", 8),
        new("headers: our views", "headers: by hand", 1 / 1.5),
        new("index", "hand-written read", 0.5),
        new("netstack summary", "tcpdump -n", 2),
        new("netstack summary", "tshark -n", 8),
        new("netstack -T fields", "tshark -T fields", 20),
        new("netstack -T json", "tshark -T json", 8),
    ];

    /// <summary>All of them.</summary>
    /// <param name="file">The capture.</param>
    /// <param name="packets">Frames in it.</param>
    /// <param name="netstack">The program's file.</param>
    public static IEnumerable<Contestant> All(string file, int packets, string netstack)
    {
        int few = Math.Min(packets, 100_000);
        string[] first = ["-c", $"{few}"];
        string us = Environment.ProcessPath!;
        const int Headers = 1_000_000;
        yield return new("headers: by hand", [us, "peer", "headers-hand", file], Headers, 3, TimesItself: true);
        yield return new("headers: our views", [us, "peer", "headers-views", file], Headers, 3, TimesItself: true);
        yield return new("headers: PacketDotNet", [us, "peer", "headers-packetdotnet", file], Headers, 3, TimesItself: true);
        yield return new("hand-written read", [us, "peer", "read", file], packets, 3, TimesItself: true);
        yield return new("index", [us, "peer", "index", file], packets, 3, TimesItself: true);
        yield return new("full tree, unprinted", [us, "peer", "tree", file], few, 3, TimesItself: true);
        yield return new("netstack summary", [netstack, "dissect", file], packets, 3);
        yield return new("netstack -T fields", [netstack, "dissect", file, "-T", "fields", .. EightFields], packets, 3);
        yield return new("netstack -Y tcp.flags.syn==1", [netstack, "dissect", file, "-Y", "tcp.flags.syn==1"], packets, 3);
        yield return new("netstack -T tree", [netstack, "dissect", file, "-T", "tree"], packets, 1);
        yield return new("netstack -T json", [netstack, "dissect", file, "-T", "json"], packets, 1);
        yield return new("SharpPcap + PacketDotNet", [us, "peer", "packetdotnet", file], packets, 3);
        if (Shell.Has("tcpdump")) yield return new("tcpdump -n", ["tcpdump", "-n", "-r", file], packets, 3);
        if (!Shell.Has("tshark")) yield break;
        yield return new("tshark -n", ["tshark", "-n", "-r", file], packets, 1);
        yield return new("tshark -T fields", ["tshark", "-n", "-r", file, "-T", "fields", .. EightFields], packets, 1);
        yield return new("tshark -T json", ["tshark", "-n", "-r", file, "-T", "json", .. first], few, 1);
    }
}
