using NetStack.Bytes;
using NetStack.Capture;

namespace NetStack.Benchmarks.Micro;

/// <summary>Frames of one of the project's captures, in memory.</summary>
internal static class Samples
{
    /// <summary>A TCP transfer with losses: 109 frames of 66 to 614 octets.</summary>
    public const string Transfer = "lossy-sender.pcap";

    /// <summary>Reads all frames of a file in tests/captures.</summary>
    public static (byte[] Octets, FrameInfo Info)[] Read(string name)
    {
        using CaptureFile file = CaptureFile.Open(Path.Combine(Folder(), name));
        List<(byte[], FrameInfo)> frames = [];
        while (file.TryRead(out CapturedFrame frame)) frames.Add((frame.Octets.ToArray(), frame.Info));
        return [.. frames];
    }

    /// <summary>tests/captures, from wherever a benchmark's process runs.</summary>
    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "tests", "captures");
            if (Directory.Exists(folder)) return folder;
        }

        throw new DirectoryNotFoundException("tests/captures is in no folder above " + AppContext.BaseDirectory);
    }
}
