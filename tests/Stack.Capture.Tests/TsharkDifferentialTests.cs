using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetStack.Tests;

public sealed class TsharkDifferentialTests
{
    // tshark 4.0 shows time stamps whose fraction is a second or more as they stand (0.1882137472), and lets their
    // product overflow; we add the fraction to the seconds.
    private static readonly string[] OddTimes = ["fuzz-2021-10-13.pcap", "fuzz-2021-06-07-c6c72a0a56.pcap"];

    [Fact]
    public void Frames_have_the_numbers_lengths_and_times_that_tshark_shows()
    {
        Assert.SkipWhen(Captures.Folder is null, "no public captures: set NETSTACK_CAPTURES to their folder");
        List<string> differences = [];
        int frames = 0;
        foreach (string path in Captures.All())
        {
            string[] theirs = Tshark(path, "frame.number", "frame.len", "frame.cap_len", "frame.time_epoch").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string[] ours = [.. Ours(path)];
            frames += ours.Length;
            bool withTimes = !OddTimes.Contains(Path.GetFileName(path));
            if (!Cut(theirs, withTimes).SequenceEqual(Cut(ours, withTimes)))
                differences.Add($"{path}: {theirs.Length} and {ours.Length} frames, first difference: "
                    + theirs.Zip(ours).FirstOrDefault(pair => pair.First != pair.Second));
        }

        Assert.Empty(differences);
        Assert.True(frames > 1000, $"only {frames} frames");
    }

    private static IEnumerable<string> Cut(IEnumerable<string> lines, bool withTimes) =>
        withTimes ? lines : lines.Select(line => line[..line.LastIndexOf('\t')]);

    private static IEnumerable<string> Ours(string path)
    {
        using NetStack.Capture.CaptureFile file = NetStack.Capture.CaptureFile.Open(path);
        while (file.TryRead(out NetStack.Capture.CapturedFrame frame))
        {
            decimal time = frame.Info.Time.Nanoseconds / 1_000_000_000m;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{frame.Info.Number}\t{frame.Info.OriginalLength}\t{frame.Octets.Length}\t{time:F9}");
        }
    }

    internal static string Tshark(string path, params string[] fields)
    {
        ProcessStartInfo start = new("tshark")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-n", "-r", path, "-T", "fields" },
        };
        foreach (string field in fields)
        {
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add(field);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tshark is not installed: sudo apt-get install tshark");
            throw;
        }
    }
}
