using NetStack.Cli;
using Xunit;

namespace NetStack.Tests;

/// <summary>The commands that draw, as a person runs them.</summary>
public sealed class PictureCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netstack-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Layers_draws_a_frame_without_escape_sequences_into_a_pipe()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("layers", Capture());
        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        Assert.Contains("╭─Internet Protocol Version 4", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Output);
        Assert.EndsWith("╯\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_writes_the_picture_to_a_file()
    {
        string picture = Path.Combine(_folder, "layers.svg");
        NetStackProgram.Outcome outcome = NetStackProgram.Run("layers", Capture(), "--svg", picture, "--lang", "zh-CN");
        Assert.Equal(("", ExitCode.Done), (outcome.Output, outcome.ExitCode));
        Assert.StartsWith("<svg ", File.ReadAllText(picture), StringComparison.Ordinal);
        Assert.Contains("源端口", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void States_lists_the_arrows_of_the_state_diagram_with_their_RFC_sections() =>
        Assert.Matches(@"(?m)^ *TIME-WAIT +→ CLOSED +.+ +RFC 9293 §3\.10\.8$", NetStackProgram.Run("states").Output);

    [Fact]
    public void States_writes_the_diagram_to_a_file()
    {
        string picture = Path.Combine(_folder, "states.svg");
        NetStackProgram.Outcome outcome = NetStackProgram.Run("states", "--svg", picture, "--lang", "zh-CN");
        Assert.Equal(("", ExitCode.Done), (outcome.Output, outcome.ExitCode));
        Assert.Contains("收到 SYN 的 ACK", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_is_not_there_is_an_error_that_says_how_many_there_are()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("layers", Capture(), "--frame", "7");
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("has 1 frames, so there is no frame 7", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_draws_the_fields_of_a_protocol()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("header", "udp");
        Assert.Contains("|          Source port          |       Destination port        |", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_takes_the_values_of_a_frame() =>
        Assert.Contains("|             40000             |               9               |",
            NetStackProgram.Run("header", "udp", Capture()).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("header", "dup", "did you mean")]
    [InlineData("header", "frame", "has no header of fixed fields")]
    [InlineData("fields", "no-such-name", "no name or label contains")]
    public void What_is_not_there_is_told_in_one_line(string command, string argument, string message)
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run(command, argument);
        Assert.NotEqual(ExitCode.Done, outcome.ExitCode);
        Assert.Contains(message, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_are_lines_with_tabs_in_a_pipe() =>
        Assert.Contains("udp.srcport\tSource port\t", NetStackProgram.Run("fields", "udp.").Output, StringComparison.Ordinal);

    [Fact]
    public void A_capture_without_TCP_has_no_ladder()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("ladder", Capture());
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("0 TCP connections", outcome.Error, StringComparison.Ordinal);
    }

    private string Capture()
    {
        string path = Path.Combine(_folder, "udp.pcap");
        File.WriteAllBytes(path, Frames.Pcap(Frames.Udp));
        return path;
    }
}
