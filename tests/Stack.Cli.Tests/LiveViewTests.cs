using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using NetStack.Cli;
using NetStack.Tests.Live;
using Xunit;

namespace NetStack.Tests;

/// <summary>Views of packets while they pass, over a cable to a network namespace.</summary>
public sealed class LiveViewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_connection_is_drawn_step_by_step_while_it_lives_and_as_a_whole_at_the_end()
    {
        using VethPair cable = VethPair.Create();
        using Process capture = StartCapture(cable, "tcp", "--view", "ladder");
        using TcpListener server = new(IPAddress.Parse(cable.NearAddress), 0);
        server.Start();
        int port = ((IPEndPoint)server.LocalEndpoint).Port;
        using Process client = cable.StartFar("bash", "-c", $"cat < /dev/tcp/{cable.NearAddress}/{port}");
        List<string> lines = [];
        using (Socket peer = await server.AcceptSocketAsync().WaitAsync(Patience, TestContext.Current.CancellationToken))
        {
            // The connection is open and stays so until the handshake was drawn: the view is not behind the wire.
            await ReadUntil(capture, lines, line => line.Contains("│ ESTABLISHED", StringComparison.Ordinal));
            await peer.SendAsync(Encoding.ASCII.GetBytes("hello"));
            await ReadUntil(capture, lines, line => line.Contains("len=5", StringComparison.Ordinal));
        }

        await ReadUntil(capture, lines, line => line.Contains("TIME-WAIT", StringComparison.Ordinal) && line.Contains("CLOSED", StringComparison.Ordinal));
        lines.AddRange(await Interrupt(capture));
        int whole = lines.LastIndexOf(lines[0]); // the heading again: now the whole ladder begins
        Assert.InRange(whole, 1, lines.Count - 1);
        Assert.StartsWith("TCP connection 0: ", lines[0], StringComparison.Ordinal);
        Assert.Contains($"{cable.NearAddress}:{port}", lines[0], StringComparison.Ordinal);
        string[] rungs = [.. lines.Take(whole).Where(line => line.StartsWith("[0]", StringComparison.Ordinal))];
        Assert.Matches(new Regex(@"^\[0\] +0\.000000 +SYN-SENT │─.* SYN seq=0 .*─▶│ SYN-RECEIVED$"), rungs[0]);
        Assert.Matches(new Regex(@"^\[0\] +[0-9.]+ +ESTABLISHED │◀─.* SYN ACK seq=0 .*─│ SYN-RECEIVED$"), rungs[1]);
        Assert.All(rungs, rung => Assert.Matches(new Regex(@" [A-Z0-9-]+ │.*│ [A-Z0-9-]+$"), rung)); // both states, each time
        Assert.Equal(2, lines.Skip(whole).Count(line => line.Contains(" ╭ ", StringComparison.Ordinal))); // the opening and the close
        Assert.Equal(rungs.Length, CountOfSegments(lines[whole + 1]));
    }

    [Fact]
    public async Task Each_packet_is_drawn_layer_in_layer()
    {
        using VethPair cable = VethPair.Create();
        using Process capture = StartCapture(cable, "icmp", "--view", "layers", "-c", "2");
        using Process ping = cable.StartPing(1);
        string output = await capture.StandardOutput.ReadToEndAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        await capture.WaitForExitAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, capture.ExitCode);
        Assert.StartsWith("Frame 1: 98 octets\n", output, StringComparison.Ordinal);
        Assert.Contains("\nFrame 2: 98 octets\n", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split("╭─Internet Control Message Protocol").Length - 1);
    }

    private static Process StartCapture(VethPair cable, string filter, params string[] options)
    {
        Process capture = NetStackProgram.Start(["capture", "-i", cable.Device, "-f", filter, .. options]);
        Assert.StartsWith("Capturing on ", capture.StandardError.ReadLine(), StringComparison.Ordinal);
        return capture;
    }

    private static async Task ReadUntil(Process process, List<string> lines, Func<string, bool> isIt)
    {
        do
        {
            string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            Assert.True(line is not null, string.Join('\n', lines));
            lines.Add(line);
        }
        while (!isIt(lines[^1]));
    }

    /// <summary>Ctrl-C, and what is printed after it.</summary>
    private static async Task<string[]> Interrupt(Process capture)
    {
        using (Process kill = Process.Start("kill", ["-INT", $"{capture.Id}"]))
            await kill.WaitForExitAsync();
        string rest = await capture.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await capture.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(ExitCode.Done, capture.ExitCode);
        return rest.TrimEnd('\n').Split('\n');
    }

    private static int CountOfSegments(string line) => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
