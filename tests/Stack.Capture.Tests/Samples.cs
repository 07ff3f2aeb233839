using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Recording;

namespace NetStack.Tests;

/// <summary>Small recordings, and a folder of its own for each test.</summary>
internal sealed class Samples : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("netstack-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Frame number n is n octets with the value n, at n seconds.</summary>
    public static byte[] Pcapng(int frames = 3)
    {
        Utf8Writer octets = new();
        PcapngWriter writer = new(octets, new());
        writer.WriteInterface(new() { Name = "eth0" });
        for (int n = 1; n <= frames; n++)
        {
            FrameInfo info = new(n, Timestamp.FromSeconds(n), n, LinkType.Ethernet);
            writer.WriteFrame(info, Octets(n), new([$"frame {n}"]));
        }

        return octets.Written.ToArray();
    }

    public static byte[] Octets(int n)
    {
        byte[] octets = new byte[n];
        octets.AsSpan().Fill(unchecked((byte)n));
        return octets;
    }

    public string Write(string name, byte[] octets)
    {
        File.WriteAllBytes(this[name], octets);
        return this[name];
    }

    public static List<(FrameInfo Info, byte[] Octets)> ReadAll(CaptureFile file)
    {
        List<(FrameInfo, byte[])> frames = [];
        while (file.TryRead(out CapturedFrame frame)) frames.Add((frame.Info, frame.Octets.ToArray()));
        return frames;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
