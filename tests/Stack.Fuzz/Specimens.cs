using NetStack.Bytes;
using NetStack.Capture;

namespace NetStack.Fuzz;

/// <summary>What is damaged.</summary>
public static class Specimens
{
    /// <summary>Headers of the long tail, written by hand from their formats.</summary>
    public static IReadOnlyDictionary<string, (LinkType Link, string[] Frames)> LongTail { get; } =
        new Dictionary<string, (LinkType, string[])>
        {
            ["wol"] = (LinkType.Ethernet,
            [
                "ffffffffffff 020000000001 0842 ffffffffffff" + string.Concat(Enumerable.Repeat("0219d1020304", 16)),
                "ffffffffffff 020000000001 0842 ffffffffffff" + string.Concat(Enumerable.Repeat("0219d1020304", 16)) + "c0000201",
                "ffffffffffff 020000000001 0842 ffffffffffff" + string.Concat(Enumerable.Repeat("0219d1020304", 16)) + "010203040506",
            ]),
            ["radiotap"] = (LinkType.Ieee80211Radiotap,
            [
                "0000 1900 6f080000 1122334400000000 10 02 6c09a000 c4 a0 01 0000000000 80000000ffffffffffff001122334455001122334455a000",
                "0000 0f00 2a000000 0c 00 6c09a000 c4 d4000000001122334455",
                "0000 1200 2e480000 00 0c 6c09a000 c4 00 01 0000 d4000000001122334455",
                "0000 1000 20 00 00 a0 20 00 00 00 c4 00 00 00 d4000000001122334455",
                "0000 0800 00000000 08420000 01005e7f fffa 001122334455 001122334466 1000 aaaa030000000800 4500",
            ]),
            ["wlan"] = (LinkType.Ieee80211,
            [
                "8000 0000 ffffffffffff 001122334455 001122334455 a000 0102030405060708 6400 1104 0004686f6d65 010482848b96 030106 dd0700 50f20101",
                "4000 3a01 ffffffffffff 001122334466 ffffffffffff b000 0000 010402040b16 32080c1218243048606c",
                "0000 3a01 001122334455 001122334466 001122334455 c000 1104 0a00 0004686f6d65 01088284",
                "b000 3a01 001122334455 001122334466 001122334455 d000 0000 0100 0000",
                "c000 3a01 001122334455 001122334466 001122334455 e000 0700",
                "0801 2c00 001122334455 001122334466 01005e0000fb f000 aaaa030000000800 45000014000100004001000000000000",
                "8802 2c00 001122334466 001122334455 001122334477 f000 0000 aaaa0300000086dd 6000",
                "d400 0000 001122334455", "b400 3000 001122334455 001122334466", "a400 0100 001122334455 001122334466",
                "9400 0000 001122334455 001122334466 0500 1000 ffffffffffffffff", "8400 0000 001122334455 001122334466 0500 1000",
            ]),
        };

    /// <summary>Frames of capture files in and below folders, each with its link type; an equal number of each file.</summary>
    public static List<(LinkType Link, byte[] Octets)> ReadCaptures(IEnumerable<string> folders, int perFile = 200)
    {
        List<(LinkType, byte[])> frames = [];
        foreach (string path in folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.pcap*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            using CaptureFile file = CaptureFile.Open(path);
            for (int i = 0; i < perFile && file.TryRead(out CapturedFrame frame); i++)
                frames.Add((frame.Info.LinkType, frame.Octets[..Math.Min(frame.Octets.Length, 2048)].ToArray()));
        }

        return frames;
    }

    /// <summary>The folders of captures around a checkout: those in it, and those beside it when they are there.</summary>
    public static IEnumerable<string> CaptureFolders(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "NetStack.sln"))) continue;
            string root = folder.FullName;
            string beside = Environment.GetEnvironmentVariable("NETSTACK_CAPTURES") ?? Path.Combine(root, "..", "shared", "captures");
            return [Path.Combine(root, "tests", "captures"), Path.Combine(root, "labs", "captures"), beside];
        }

        return [];
    }

    /// <summary>Octets from hexadecimal text with blanks.</summary>
    public static byte[] Parse(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
