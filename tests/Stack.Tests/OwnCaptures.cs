using NetStack.Bytes;
using NetStack.Recording;

namespace NetStack.Tests;

/// <summary>The project's own captures, in tests/captures.</summary>
internal static class OwnCaptures
{
    /// <summary>Reads all frames of one of them.</summary>
    public static (byte[] Octets, FrameInfo Info)[] Read(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Folder(), name));
        RecordingReader reader = RecordingReader.Recognize(file)!;
        List<(byte[], FrameInfo)> frames = [];
        for (int at = 0; reader.Read(file.AsSpan(at), isLast: true, out RecordedFrame frame) == ReadStatus.Frame; at += reader.Consumed)
            frames.Add((file.AsSpan(at + frame.Offset, frame.Length).ToArray(), frame.Info));
        return [.. frames];
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "tests", "captures");
            if (Directory.Exists(folder)) return folder;
        }

        throw new DirectoryNotFoundException("tests/captures");
    }
}
