using System.Diagnostics;
using System.Globalization;
using NetStack.Cli;
using Xunit;

namespace NetStack.Tests;

/// <summary>Our own host on a TAP device, used as a person uses it: in a playground that <c>tap up</c> makes and <c>tap down</c> removes.</summary>
public sealed class LiveCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static int _count;
    private readonly string _namespace = string.Create(
        CultureInfo.InvariantCulture, $"nsc{Environment.ProcessId % 100_000}x{Interlocked.Increment(ref _count)}");

    private readonly string _tap;

    public LiveCommandTests() => _tap = "t" + _namespace;

    [Fact]
    public async Task A_playground_is_made_served_in_and_undone()
    {
        TapUp();
        Assert.Contains($"ip netns delete {_namespace}", NetStackProgram.Run("tap", "status").Output, StringComparison.Ordinal);
        using Process host = await StartHost("--serve", "http:80", "--serve", "echo:7");
        Assert.Equal("200 100000", InNamespace("curl -s -o /dev/null -w %{http_code}_%{size_download} http://10.9.0.2/bytes/100000").Replace('_', ' '));
        Assert.Equal("200", InNamespace("curl -s -g -o /dev/null -w %{http_code} http://[fd00:9::2]/"));
        Assert.Contains(" 0% packet loss", InNamespace("ping -n -c 1 -W 5 10.9.0.2"), StringComparison.Ordinal);
        (string output, string error) = await Terminate(host);
        Assert.Contains("│─────── SYN seq=0 win=", output, StringComparison.Ordinal);
        Assert.Contains("TIME-WAIT", output, StringComparison.Ordinal);
        Assert.Matches(@"after .*: \d+ frames \(\d+ octets\) in, \d+ frames \(\d+ octets\) out, 0 dropped", error);
        NetStackProgram.Outcome down = NetStackProgram.Run("tap", "down", "--name", _tap);
        Assert.Equal(ExitCode.Done, down.ExitCode);
        Assert.DoesNotContain(_namespace, Run("ip", "netns"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Missing, NetStackProgram.Run("tap", "down", "--name", _tap).ExitCode);
    }

    [Fact]
    public async Task Events_tell_what_the_layers_decide_and_why()
    {
        TapUp();
        using Process host = await StartHost("--serve", "http:80", "--view", "events");
        Assert.Equal("200", InNamespace("curl -s -o /dev/null -w %{http_code} http://10.9.0.2/"));
        (string output, _) = await Terminate(host);
        Assert.Matches(@"#1 tcp\.state-changed SYN-RECEIVED → ESTABLISHED: .* \(RFC 9293 §3\.10\.7\.4\)", output);
        Assert.Contains("http.answered", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ping_and_get_reach_the_kernel_over_a_link_that_loses_and_a_capture_is_written()
    {
        TapUp();
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is missing: sudo apt-get install python3");
        string folder = Directory.CreateTempSubdirectory().FullName;
        byte[] sent = new byte[2_000_000];
        new Random(1).NextBytes(sent);
        File.WriteAllBytes(Path.Combine(folder, "file"), sent);
        string[] serve = ["netns", "exec", _namespace, "/usr/bin/python3", "-m", "http.server", "-d", folder, "-b", "10.9.0.1", "8000"];
        using Process server = Process.Start(new ProcessStartInfo("ip", serve) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            NetStackProgram.Outcome ping = Client("ping", "10.9.0.1", "-c", "2", "--interval", "0.05");
            Assert.Equal(ExitCode.Done, ping.ExitCode);
            Assert.Contains("2 sent, 2 received, 0% lost", ping.Output, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Done, Client("ping", "fd00:9::1", "-c", "1").ExitCode);
            string file = Path.Combine(folder, "got"), capture = Path.Combine(folder, "get.pcapng");
            NetStackProgram.Outcome get = Client("get", "http://10.9.0.1:8000/file", "-o", file, "-w", capture, "--loss", "1%", "--delay", "2ms");
            Assert.True(get.ExitCode == ExitCode.Done, get.Error);
            Assert.True(sent.AsSpan().SequenceEqual(File.ReadAllBytes(file)), "the file is not what was sent");
            string ladder = NetStackProgram.Run("conversations", capture).Output;
            Assert.Contains("10.9.0.1:8000", ladder, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Failed, Client("get", "http://10.9.0.1:8000/nothing").ExitCode);
            // python sends /inner on to /inner/
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName, "index.html"), "inner");
            Assert.Equal("inner", Client("get", "http://10.9.0.1:8000/inner").Output);
        }
        finally
        {
            server.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--stack does not know sack=maybe", "host", "--stack", "sack=maybe")]
    [InlineData(ExitCode.Usage, "--serve does not know gopher:70", "host", "--serve", "gopher:70")]
    [InlineData(ExitCode.Usage, "10.9.0.2/33 is no address", "host", "--ip", "10.9.0.2/33")]
    [InlineData(ExitCode.Usage, "--loss: ", "host", "--loss", "2")]
    [InlineData(ExitCode.Usage, "a cable has two ends", "between", "eth0", "eth0")]
    [InlineData(ExitCode.Usage, "is no http URL", "get", "ftp://10.9.0.1/")]
    [InlineData(ExitCode.Usage, "say what to observe", "observe")]
    [InlineData(ExitCode.Usage, "is no name for a device", "tap", "up", "--name", "a b", "--dry-run")]
    [InlineData(ExitCode.Usage, "a port is a number", "chat", "10.9.0.1", "bob", "--port", "99999")]
    [InlineData(ExitCode.Usage, "--interval", "ping", "10.9.0.1", "--interval", "1e300")]
    [InlineData(ExitCode.Usage, "fd00::1/64 is no address", "tap", "up", "--dry-run", "--ip", "fd00::1/64")]
    [InlineData(ExitCode.Usage, "--longest", "drill", "--live", ".", "--longest", "-1")]
    [InlineData(ExitCode.Missing, "its folder is not there", "get", "http://10.9.0.1/", "-o", "/nowhere/at/all/x", "--tap", "lo")]
    [InlineData(ExitCode.BadInput, "there is no such file", "sim", "run", "/nowhere/at/all.yaml")]
    [InlineData(ExitCode.BadInput, "is a folder", "sim", "run", "/")]
    [InlineData(ExitCode.BadInput, "there is no folder", "host", "--serve", "http:80:/nowhere/at/all")]
    [InlineData(ExitCode.Missing, "127.0.0.1 is this machine's own address", "ping", "10.9.0.1", "--ip", "127.0.0.1/8")]
    [InlineData(ExitCode.Missing, "", "host", "--tap", "lo")]
    public void What_is_wrong_is_said_in_one_line(int exitCode, string says, params string[] arguments)
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run(arguments);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void What_tap_up_would_run_can_be_looked_at_first()
    {
        NetStackProgram.Outcome outcome = NetStackProgram.Run("tap", "up", "--dry-run", "--name", "tap7", "--user", "alice", "--netns", "lab");
        Assert.Equal(
            """
            ip netns add lab
            ip -n lab link set lo up
            ip -n lab tuntap add dev tap7 mode tap user alice
            ip -n lab addr add 10.9.0.1/24 dev tap7
            ip -n lab -6 addr add fd00:9::1/64 dev tap7 nodad
            ip -n lab link set tap7 up

            """, outcome.Output.ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        if (File.Exists($"/run/netstack/{_tap}.undo")) NetStackProgram.Run("tap", "down", "--name", _tap);
    }

    private void TapUp()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TAP devices are Linux's");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may make TAP devices: run the tests with sudo");
        Assert.SkipUnless(File.Exists("/dev/net/tun"), "there is no /dev/net/tun: sudo modprobe tun");
        NetStackProgram.Outcome up = NetStackProgram.Run("tap", "up", "--name", _tap, "--netns", _namespace);
        Assert.True(up.ExitCode == ExitCode.Done, up.Error);
        Assert.Contains($"+ ip netns add {_namespace}", up.Error, StringComparison.Ordinal);
    }

    private async Task<Process> StartHost(params string[] options)
    {
        Process host = NetStackProgram.Start(["host", "--tap", _tap, "--netns", _namespace, .. options]);
        string? line;
        do
        {
            line = await host.StandardError.ReadLineAsync().WaitAsync(Patience);
            Assert.NotNull(line);
        }
        while (!line.StartsWith("Ctrl-C", StringComparison.Ordinal));
        return host;
    }

    private NetStackProgram.Outcome Client(params string[] arguments) => NetStackProgram.Run([.. arguments, "--tap", _tap, "--netns", _namespace]);

    private static async Task<(string Output, string Error)> Terminate(Process host)
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{host.Id}"]))
            await kill.WaitForExitAsync();
        Task<string> output = host.StandardOutput.ReadToEndAsync(), error = host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(ExitCode.Done, host.ExitCode);
        return (await output, await error);
    }

    private string InNamespace(string command) => Run("ip", $"netns exec {_namespace} {command}");

    private static string Run(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
