using System.Globalization;
using NetStack.Application;
using NetStack.Bytes;
using NetStack.Capture;
using NetStack.Dissection;
using PacketDotNet;
using SharpPcap;
using SharpPcap.LibPcap;

namespace NetStack.Benchmarks.Peers;

/// <summary><c>peer NAME FILE</c>: runs one contestant that is a library over a file. Those whose start-up would hide what is
/// measured run many times and print the CPU seconds of their best round.</summary>
internal static class PeerCommand
{
    private const int Rounds = 30; // short ones: on a busy machine some of them run undisturbed

    public static int Run(string name, string file)
    {
        switch (name)
        {
            case "read": PrintBest(() => HandWritten.ReadFile(file).Frames); return 0;
            case "index": PrintBest(() => Index(file)); return 0;
            case "tree": PrintTree(file); return 0;
            case "headers-hand": PrintHeaders(file, octets => HandWritten.ReadHeaders(octets)); return 0;
            case "headers-views": PrintHeaders(file, octets => Views.ReadHeaders(octets)); return 0;
            case "headers-packetdotnet": PrintHeaders(file, PacketDotNetPeer.ReadHeaders); return 0;
            case "packetdotnet": Console.WriteLine(LoopPacketDotNet(file)); return 0;
            default: return 2;
        }
    }

    /// <summary>Header reading alone: the first frames of the file, from memory, over and over.</summary>
    private static void PrintHeaders(string path, Func<byte[], ulong> read)
    {
        const int Frames = 1000, Repeats = 1000;
        byte[][] all = [.. ReadFirst(path, Frames).Select(frame => frame.Octets)];
        ulong sum = 0;
        PrintBest(() =>
        {
            for (int i = 0; i < Repeats; i++)
                foreach (byte[] octets in all) sum += read(octets);
            return sum > 0 ? all.Length * Repeats : 0;
        });
    }

    private static void PrintBest(Func<int> round)
    {
        TimeSpan best = TimeSpan.MaxValue;
        int frames = 0;
        for (int i = 0; i < Rounds; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            frames = round();
            TimeSpan used = Environment.CpuUsage.TotalTime - before;
            if (used < best) best = used;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames} {best.TotalSeconds:F6}"));
    }

    /// <summary>Opens a file for random access.</summary>
    private static int Index(string file)
    {
        using CaptureIndex index = CaptureIndex.Open(file);
        return index.Count;
    }

    /// <summary>The full tree of every frame, with conversations and analysis, from memory and printed nowhere.</summary>
    private static void PrintTree(string path)
    {
        const int Frames = 100_000;
        ProtocolRegistry registry = StandardProtocols.CreateRegistry();
        List<(byte[] Octets, FrameInfo Info)> frames = ReadFirst(path, Frames);
        PrintBest(() =>
        {
            DissectionSession session = new(registry);
            int fields = 0;
            foreach ((byte[] octets, FrameInfo info) in frames) fields += session.Dissect(octets, info).Fields.Length;
            return fields > 0 ? frames.Count : 0;
        });
    }

    private static List<(byte[] Octets, FrameInfo Info)> ReadFirst(string path, int count)
    {
        List<(byte[], FrameInfo)> frames = [];
        using CaptureFile file = CaptureFile.Open(path);
        while (frames.Count < count && file.TryRead(out CapturedFrame frame)) frames.Add((frame.Octets.ToArray(), frame.Info));
        return frames;
    }

    private static ulong LoopPacketDotNet(string file)
    {
        using CaptureFileReaderDevice device = new(file);
        device.Open();
        ulong sum = 0;
        while (device.GetNextPacket(out PacketCapture capture) == GetPacketStatus.PacketRead)
        {
            RawCapture raw = capture.GetPacket();
            sum += PacketDotNetPeer.ReadHeaders(raw.Data);
        }

        return sum;
    }
}
