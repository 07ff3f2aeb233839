using System.Xml.Linq;
using Xunit;

namespace NetStack.Tests;

public sealed class DrillCommandTests : IDisposable
{
    private const string Good = "0 < S 0:0(0) win 1000\n+0 > R. 0:0(0) ack 1 win 0\n";
    private const string Bad = "0 < S 0:0(0) win 1000\n+0 > R. 0:0(0) ack 2 win 0\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netstack-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Scripts_of_a_folder_run_in_the_order_of_their_names_and_the_last_line_counts_them()
    {
        Write("b.pkt", Good);
        Write("a/z.pkt", Good);
        Write("a/readme.txt", "no script");
        NetStackProgram.Outcome outcome = NetStackProgram.Run("drill", "-v", _folder.FullName);
        string[] lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(3, lines.Length);
        Assert.Contains("a/z.pkt  IPv4+IPv6", lines[0], StringComparison.Ordinal);
        Assert.Contains("b.pkt  IPv4+IPv6", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 passed, 0 failed", lines[2]);
    }

    [Fact]
    public void A_failed_script_shows_the_line_what_was_expected_the_ladder_and_the_reasons()
    {
        string file = Write("bad.pkt", """
            `sysctl net.ipv4.tcp_timestamps=0`
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 connect(3, ..., ...) = -1 EINPROGRESS
            +0 > S 0:0(0) win 7 <...>
            """);
        NetStackProgram.Outcome outcome = NetStackProgram.Run("drill", file, Write("good.pkt", Good));
        string[] parts = outcome.Output.Split("  What the stack did last, and why:\n");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"""
            {file}:4: IPv4: The packet is not as this line says.
                +0 > S 0:0(0) win 7 <...>
                  field  expected  actual
                  win    7         64240
              Packets so far:
              ! 0.000000  >  S 0:0(0) win 64240 <mss 1460,nop,nop,sackOK,nop,wscale 8>  (line 4)

            """, parts[0]);
        Assert.StartsWith("    0.000000  tcp.state-changed: ", parts[1], StringComparison.Ordinal);
        Assert.Contains("(RFC 9293 §3.10.1)", parts[1], StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_told_in_Chinese_too() => Assert.Contains(":2: IPv4: 报文与这一行所写的不同。\n",
        NetStackProgram.Run("--lang", "zh-CN", "drill", Write("bad.pkt", Bad)).Output, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_script_is_shown_with_its_place_and_ends_with_3()
    {
        string file = Write("not.pkt", "0 socket(...) = 3\n+0 < Q 0:0(0)\n");
        NetStackProgram.Outcome outcome = NetStackProgram.Run("drill", file);
        Assert.Equal(3, outcome.ExitCode);
        Assert.StartsWith($"{file}:2:6: Expected TCP flags", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\n    +0 < Q 0:0(0)\n         ^\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_there_or_has_no_scripts_ends_with_3()
    {
        Assert.Equal(3, NetStackProgram.Run("drill", Path.Combine(_folder.FullName, "nowhere")).ExitCode);
        Assert.Equal(3, NetStackProgram.Run("drill", _folder.FullName).ExitCode);
    }

    [Fact]
    public void Nothing_to_run_is_a_mistake_on_the_command_line() => Assert.Equal(2, NetStackProgram.Run("drill").ExitCode);

    [Fact]
    public void Results_are_written_as_JUnit_XML_too()
    {
        string xml = Path.Combine(_folder.FullName, "results.xml");
        NetStackProgram.Run("drill", Write("bad.pkt", Bad), Write("good.pkt", Good), Write("not.pkt", "?"), "--junit", xml);
        XElement suite = XDocument.Load(xml).Root!;
        Assert.Equal(("3", "1", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        Assert.Equal(["bad", "good", "not"], suite.Elements("testcase").Select(element => element.Attribute("name")!.Value));
        Assert.Contains("Packets so far", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
