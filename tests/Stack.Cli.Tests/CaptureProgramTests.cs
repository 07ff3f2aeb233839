using System.Diagnostics;
using NetStack.Capture;
using NetStack.Capture.Live;
using NetStack.Cli;
using Xunit;

namespace NetStack.Tests;

public sealed class CaptureProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netstack-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Devices_are_listed_a_line_each()
    {
        SkipUnlessItMayCapture();
        NetStackProgram.Outcome outcome = NetStackProgram.Run("devices");
        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("lo ", StringComparison.Ordinal) && line.Contains("up, loopback"));
    }

    [Fact]
    public void A_device_that_does_not_exist_ends_with_the_status_for_missing_things()
    {
        SkipUnlessItMayCapture();
        NetStackProgram.Outcome outcome = NetStackProgram.Run("capture", "-i", "l0");
        Assert.Equal(ExitCode.Missing, outcome.ExitCode);
        Assert.StartsWith("netstack: there is no device l0; near it: lo", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("-a", "duration")]
    [InlineData("-a", "duration:-1")]
    [InlineData("-a", "filesize:10")] // without -w
    [InlineData("-c", "0")]
    [InlineData("-s", "-1")]
    [InlineData("--view", "film")]
    [InlineData("-Y", "tcp.flgs")]
    public void What_makes_no_sense_is_told_before_a_device_is_opened(string option, string value) =>
        Assert.Equal(ExitCode.Usage, NetStackProgram.Run("capture", "-i", "no-such-device", option, value).ExitCode);

    [Fact]
    public void A_wrong_capture_filter_is_a_mistake_of_usage()
    {
        SkipUnlessItMayCapture();
        NetStackProgram.Outcome outcome = NetStackProgram.Run("capture", "-i", "lo", "-f", "tcp prot 80");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("the capture filter \"tcp prot 80\" is wrong", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_ends_a_capture_in_good_order_and_leaves_a_whole_file(string signal)
    {
        SkipUnlessItMayCapture();
        string path = Path.Combine(_folder, "a.pcapng");
        using Process capture = NetStackProgram.Start("capture", "-i", "lo", "-f", "icmp", "-w", path);
        Assert.Equal("Capturing on lo. Ctrl-C ends it.", capture.StandardError.ReadLine());
        using (Process ping = Process.Start(new ProcessStartInfo("ping", "-n -c 2 -i 0.2 127.0.0.1") { RedirectStandardOutput = true })!)
            ping.WaitForExit();
        using (Process kill = Process.Start("kill", $"-{signal} {capture.Id}"))
            kill.WaitForExit();
        string end = capture.StandardError.ReadToEnd();
        capture.WaitForExit();
        Assert.Equal(ExitCode.Done, capture.ExitCode);
        Assert.Contains("4 packets captured, 4 selected; 0 dropped by the kernel, 0 by the device", end, StringComparison.Ordinal);
        using CaptureFile file = CaptureFile.Open(path);
        while (file.TryRead(out _))
        {
        }

        Assert.Equal((4, null), (file.FrameCount, file.Fault));
        Assert.Equal(4ul, file.Interfaces[0].Statistics?.Delivered);
        Assert.Equal("icmp", file.Interfaces[0].Filter);
    }

    [Fact]
    public void Packets_are_shown_a_line_each_and_the_count_ends_the_capture()
    {
        SkipUnlessItMayCapture();
        using Process capture = NetStackProgram.Start("capture", "-i", "lo", "-f", "icmp", "-c", "2", "-Y", "ip.src == 127.0.0.1");
        capture.StandardError.ReadLine();
        using (Process ping = Process.Start(new ProcessStartInfo("ping", "-n -c 1 127.0.0.1") { RedirectStandardOutput = true })!)
            ping.WaitForExit();
        string[] lines = capture.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
        capture.WaitForExit();
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("127.0.0.1 → 127.0.0.1", line, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, capture.ExitCode);
    }

    [Fact]
    public void A_quiet_device_is_left_when_the_time_is_over()
    {
        SkipUnlessItMayCapture();
        NetStackProgram.Outcome outcome = NetStackProgram.Run("capture", "-i", "lo", "-f", "udp port 1", "-a", "duration:0.1");
        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        Assert.Contains("0 packets captured", outcome.Error, StringComparison.Ordinal);
    }

    private static void SkipUnlessItMayCapture()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loopback device has another name here");
        try
        {
            LiveCapture.Open(new() { Device = "lo" }).Dispose();
        }
        catch (CaptureException e)
        {
            Assert.Skip(e.Message);
        }
    }
}
