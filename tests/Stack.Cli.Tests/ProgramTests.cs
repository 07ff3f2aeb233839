using NetStack.Cli;
using Xunit;

namespace NetStack.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netstack-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Version_is_a_line() => Assert.Matches(@"^netstack \d+\.\d+\.\d+\n$", NetStackProgram.Run("--version").Output);

    [Fact]
    public void Without_arguments_it_explains_itself_in_a_screenful()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run();
        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        Assert.InRange(outcome.Output.Split('\n').Length, 10, 40);
        Assert.Equal(3, outcome.Output.Split('\n').Count(line => line.StartsWith("  netstack ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Usage:")]
    [InlineData("用法：", "--lang", "zh-CN")]
    public void Help_speaks_the_language_that_was_asked_for(string heading, params string[] more) =>
        Assert.Contains(heading, NetStackProgram.Run(["dissect", "--help", .. more]).Output);

    [Theory]
    [InlineData("disect", "near it: dissect")]
    [InlineData("dissect", "FILE is missing; write: netstack dissect FILE")]
    [InlineData("dissect a b", "\"b\" is one argument too many")]
    [InlineData("dissect - -c x", "-c: \"x\" makes no sense")]
    [InlineData("dissect - -T bar", "-T bar: there is no such form")]
    [InlineData("dissect - -T fields", "-T fields needs at least one -e")]
    [InlineData("dissect - -e ip.src", "-e needs -T fields")]
    [InlineData("dissect - -o tcp.check:TRUE", "near it: tcp.check_checksum")]
    [InlineData("dissect - -o tcp.check_checksum:maybe", "TRUE or FALSE")]
    [InlineData("dissect - -d tcp.port==1", "write SELECTOR==KEY,PROTOCOL")]
    [InlineData("dissect - -d udp.port==70000,udp", "must be a number from 0 to 65535")]
    [InlineData("dissect - -d udp.port==7,upd", "near it: udp")]
    [InlineData("--lang tlh", "choose one of en, zh-CN")]
    public void A_mistake_in_the_command_line_is_one_line_and_exit_code_2(string commandLine, string said)
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run(commandLine.Split(' '));
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(said, outcome.Error);
        Assert.StartsWith("netstack: ", outcome.Error);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void A_wrong_filter_gets_a_caret_under_the_wrong_place()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("dissect", "-", "-Y", "udp and ip.scr == 1.2.3.4");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.EndsWith("  udp and ip.scr == 1.2.3.4\n          ^^^^^^\n", outcome.Error);
    }

    [Fact]
    public void A_filter_selects_frames()
    {
        byte[] capture = Frames.Pcap(Frames.Udp, Frames.Quiet, Frames.IpInIp);
        NetStackProgram.Outcome outcome = NetStackProgram.RunWithInput(
            capture, "dissect", "-", "-Y", "ip.src == 198.51.100.1", "-T", "fields", "-e", "frame.number");
        Assert.Equal("3\n", outcome.Output);
    }

    [Fact]
    public void A_file_that_is_cut_short_gives_its_whole_frames_then_one_line_and_exit_code_3()
    {
        byte[] capture = Frames.Pcap(Frames.Udp, Frames.Udp);
        NetStackProgram.Outcome outcome = NetStackProgram.RunWithInput(
            capture[..^3], "dissect", "-", "-T", "fields", "-e", "frame.number");
        Assert.Equal(("1\n", ExitCode.BadInput), (outcome.Output, outcome.ExitCode));
        Assert.Matches(@"^netstack: standard input: byte \d+: .*\n$", outcome.Error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_line_and_exit_code_3()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("dissect", Path.Combine(_folder, "none.pcap"));
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Count_ends_reading_early() => Assert.Equal("1\n2\n", NetStackProgram.RunWithInput(
        Frames.Pcap(Frames.Udp, Frames.Udp, Frames.Udp), "dissect", "-", "-c", "2", "-Tfields", "-eframe.number").Output);

    [Fact]
    public void Selected_frames_are_written_to_a_file_and_not_printed()
    {
        string path = Path.Combine(_folder, "selected.pcapng");
        NetStackProgram.Outcome outcome = NetStackProgram.RunWithInput(
            Frames.Pcap(Frames.Quiet, Frames.Udp), "dissect", "-", "-Y", "udp", "-w", path);
        Assert.Equal(("", "", ExitCode.Done), (outcome.Output, outcome.Error, outcome.ExitCode));
        Assert.Equal("46\n", NetStackProgram.Run("dissect", path, "-T", "fields", "-e", "frame.len").Output);
    }

    [Fact]
    public void A_file_is_not_written_over_itself()
    {
        string path = Path.Combine(_folder, "same.pcap");
        File.WriteAllBytes(path, Frames.Pcap(Frames.Udp));
        Assert.Equal(ExitCode.Usage, NetStackProgram.Run("dissect", path, "-w", path).ExitCode);
        Assert.Equal(Frames.Pcap(Frames.Udp), File.ReadAllBytes(path));
    }

    [Fact]
    public void Decode_as_takes_a_range_of_ports() => Assert.Contains("\"data\"", NetStackProgram.RunWithInput(
        Frames.Pcap(Frames.Udp), "dissect", "-", "-d", "udp.port==5-10,data", "-T", "json").Output);
}
