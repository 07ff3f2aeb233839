using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NetStack.Application.Echo;
using NetStack.Application.Http.Serving;
using NetStack.Application.Serving;
using NetStack.Capture.Devices;
using NetStack.Capture.Sockets;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>How connections begin and end, with the kernel at the other end.</summary>
public sealed class ConnectionTests
{
    private const ushort Port = 5000;
    private static readonly LingerOption NoLinger = new(true, 0);

    [Theory]
    [InlineData(TapRig.HostV4)]
    [InlineData(TapRig.HostV6)]
    public void A_peer_that_has_said_all_still_hears_our_answer(string address)
    {
        using TapRig rig = new();
        EchoServer echo = new(rig.Pump.Host);
        rig.Run(echo);
        Assert.Equal(Pattern.Digest(20_000_000), KernelPeer.Echo(rig.Place.Name, address, EchoServer.Port, 20_000_000));
        AwaitNoConnections(rig, echo);
    }

    [Theory]
    [InlineData(TapRig.KernelV4)]
    [InlineData(TapRig.KernelV6)]
    public async Task We_hear_the_peers_answer_when_we_have_said_all(string address)
    {
        const int octets = 5_000_000;
        using TapRig rig = new TapRig().Run();
        using Socket listener = KernelPeer.Listen(rig.Place.Name, address, Port);
        Task server = Task.Run(() => AnswerWithDigest(listener), TestContext.Current.CancellationToken);
        using HostStream stream = rig.Pump.Connect(new(IPAddress.Parse(address), Port));
        for (long at = 0; at < octets; at += Pattern.At(at, octets).Length)
            stream.Write(Pattern.At(at, octets));
        stream.CloseWriting();
        byte[] answer = new byte[32];
        stream.ReadExactly(answer);
        Assert.Equal(Pattern.Digest(octets), answer);
        Assert.Equal(0, stream.Read(answer));
        await server;
    }

    [Fact]
    public void A_reset_in_mid_transfer_ends_that_connection_only()
    {
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        using Process other = Curl.Start(rig.Place, $"http://{TapRig.HostV4}/bytes/20000000", "--limit-rate", "20M", "-o", "/dev/null", "-w", "%{size_download}");
        for (int i = 0; i < 20; i++)
        {
            using Socket socket = KernelPeer.Connect(rig.Place.Name, TapRig.HostV4, HttpServer.Port);
            socket.Send("GET /bytes/1000000000 HTTP/1.1\r\nHost: x\r\n\r\n"u8);
            byte[] buffer = new byte[100_000];
            for (int got = 0; got < 1_000_000;) got += socket.Receive(buffer);
            socket.LingerState = NoLinger;
        }

        Assert.Equal("20000000", Playground.Finish(other));
        AwaitNoConnections(rig, server);
    }

    [Fact]
    public async Task Our_reset_in_mid_transfer_is_felt_by_the_peer()
    {
        using TapRig rig = new TapRig().Run();
        using Socket listener = KernelPeer.Listen(rig.Place.Name, TapRig.KernelV4, Port);
        Task<SocketError> server = Task.Run(() => SendUntilError(listener), TestContext.Current.CancellationToken);
        HostStream stream = rig.Pump.Connect(new(IPAddress.Parse(TapRig.KernelV4), Port));
        stream.ReadExactly(new byte[1_000_000]);
        stream.Socket.Abort();
        Assert.NotEqual(SocketError.Success, await server.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Matches(@"TcpEstabResets +1\s", rig.Place.Run("nstat", "-asz", "TcpEstabResets"));
        AwaitNothing(rig);
    }

    [Fact]
    public void A_peer_that_is_killed_in_mid_transfer_leaves_nothing_behind()
    {
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        for (int i = 0; i < 5; i++)
        {
            using Process curl = Curl.Start(rig.Place, $"http://[{TapRig.HostV6}]/bytes/100000000000", "--limit-rate", "50M", "-o", "/dev/null");
            Playground.Await(() => rig.Pump.Call((_, _) => server.Connections).Result == 1, "curl does not connect");
            Thread.Sleep(100);
            curl.Kill(); // SIGKILL
            curl.WaitForExit();
            AwaitNoConnections(rig, server);
        }

        AwaitNothing(rig);
    }

    [Fact]
    public async Task A_download_goes_on_when_the_device_is_back()
    {
        const long octets = 20_000_000;
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        Task<string> download = Task.Run(
            () => Curl.Digest(rig.Place, $"http://{TapRig.HostV4}/bytes/{octets}", "--limit-rate", "10M"), TestContext.Current.CancellationToken);
        Playground.Await(() => rig.Pump.Call((_, _) => server.Connections).Result == 1, "curl does not connect");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        rig.Place.Run("ip", "link", "del", TapRig.Device);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.False(download.IsCompleted);
        rig.Place.Run("ip", "tuntap", "add", "dev", TapRig.Device, "mode", "tap");
        rig.Place.Run("ip", "addr", "add", $"{TapRig.KernelV4}/24", "dev", TapRig.Device);
        Assert.Equal(Convert.ToHexString(WebFiles.DigestOf(octets)), await download);
    }

    [Fact]
    public void A_load_generator_meets_no_error()
    {
        Playground.Demand("wrk", "wrk");
        using TapRig rig = new();
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        string seconds = Playground.RunsAll ? "10s" : "2s";
        string output = rig.Place.Run("wrk", "-t", "2", "-c", "100", "-d", seconds, $"http://{TapRig.HostV4}/picture/1.svg");
        TestContext.Current.SendDiagnosticMessage(output);
        Assert.DoesNotContain("Socket errors", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Non-2xx", output, StringComparison.Ordinal);
        Assert.True(rig.Pump.Call((_, _) => server.Answered).Result > 2000, output);
        AwaitNoConnections(rig, server);
    }

    private static void AwaitNoConnections(TapRig rig, StreamServer server) =>
        Playground.Await(() => rig.Pump.Call((_, _) => server.Connections).Result == 0, "the server keeps a connection");

    /// <summary>No connection (TIME-WAIT would be one), no memory.</summary>
    private static void AwaitNothing(TapRig rig)
    {
        Playground.Await(() => rig.Pump.Call((host, _) => host.Tcp.ConnectionCount).Result == 0, "the host keeps a connection");
        Assert.Equal(0, rig.Pump.Call((host, _) => host.Buffers.InUse).Result);
    }

    private static void AnswerWithDigest(Socket listener)
    {
        using Socket accepted = listener.Accept();
        using NetworkStream stream = new(accepted);
        accepted.Send(SHA256.HashData(stream));
    }

    private static SocketError SendUntilError(Socket listener)
    {
        using Socket accepted = listener.Accept();
        SocketError error = SocketError.Success;
        while (error == SocketError.Success) accepted.Send(new byte[65_536], 0, 65_536, SocketFlags.None, out error);
        return error;
    }
}
