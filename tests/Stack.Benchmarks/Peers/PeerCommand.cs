using System.Diagnostics;
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
/// measured run five times and print the CPU seconds of their best round.</summary>
internal static class PeerCommand
{
    private const int Rounds = 5;

    public static int Run(string name, string file)
    {
        switch (name)
        {
            case "read": PrintBest(() => HandWritten.ReadFile(file).Frames); return 0;
            case "index": PrintBest(() => Index(file)); return 0;
            case "tree": PrintBest(() => Dissect(file)); return 0;
            case "packetdotnet": Console.WriteLine(LoopPacketDotNet(file)); return 0;
            default: return 2;
        }
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

    /// <summary>The full tree of every frame, with conversations and analysis, printed nowhere.</summary>
    private static int Dissect(string path)
    {
        DissectionSession session = new(StandardProtocols.CreateRegistry());
        using CaptureFile file = CaptureFile.Open(path);
        int fields = 0;
        while (file.TryRead(out CapturedFrame frame)) fields += session.Dissect(frame.Octets, frame.Info).Fields.Length;
        return fields > 0 ? file.FrameCount : 0;
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
