using System.Net;
using System.Net.Sockets;
using System.Text;
using NetStack.Application.Echo;
using NetStack.Application.Http.Serving;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Hosting;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Many connections, at a time and one after the other. Nothing else runs beside these tests: they count memory.</summary>
[Collection(Alone)]
public sealed class CrowdTests
{
    private const string Alone = "alone";
    private const int Crowd = 10_000, OctetsEach = 3000, AtATime = 256;

    [Fact]
    public async Task Ten_thousand_connections_at_a_time_each_get_their_own_octets_back()
    {
        using TapRig rig = new();
        EchoServer echo = new(rig.Pump.Host);
        rig.Run(echo);
        Socket[] sockets = CreateSockets(rig.Place.Name, Crowd);
        try
        {
            IPEndPoint to = new(IPAddress.Parse(TapRig.HostV4), EchoServer.Port);
            await ForEach(sockets, async (socket, _) => await socket.ConnectAsync(to, TestContext.Current.CancellationToken));
            Playground.Await(() => rig.Pump.Call((_, _) => echo.Connections).Result == Crowd, "they are not all accepted");
            await ForEach(sockets, SayAndHear);
        }
        finally
        {
            foreach (Socket socket in sockets) socket.Dispose();
        }

        Playground.Await(() => rig.Pump.Call((_, _) => echo.Connections).Result == 0, "the server keeps connections");
        Playground.Await(() => rig.Pump.Call((host, _) => host.Tcp.ConnectionCount).Result == 0, "the host keeps connections");
        Assert.Equal(0, rig.Pump.Call((host, _) => host.Buffers.InUse).Result);
    }

    [Fact]
    public void One_connection_after_the_other_needs_no_more_memory_than_TIME_WAIT()
    {
        int rounds = Playground.RunsAll ? 10 : 3, each = Playground.RunsAll ? 10_000 : 3000;
        string[] clients = ["10.99.0.11", "10.99.0.12", "10.99.0.13", "10.99.0.14"];
        HostOptions options = new() { Tcp = new HostOptions().Tcp with { TimeWait = Duration.FromSeconds(1) } };
        using TapRig rig = new(options: new() { Host = options });
        foreach (string client in clients) rig.Place.Run("ip", "addr", "add", $"{client}/24", "dev", TapRig.Device);
        HttpServer server = new(rig.Pump.Host, new DemoContent());
        rig.Run(server);
        long most = 0, first = 0;
        for (int round = 0; round < rounds; round++)
        {
            NetworkNamespace.Run(rig.Place.Name, () => VisitAll(clients, each));
            most = Math.Max(most, rig.Pump.Call((host, _) => (long)host.Tcp.ConnectionCount).Result);
            Playground.Await(() => rig.Pump.Call((host, _) => host.Tcp.ConnectionCount).Result == 0, "TIME-WAIT does not end");
            Assert.Equal((0L, 1), rig.Pump.Call((host, _) => (host.Buffers.InUse, Sockets: host.Sockets.Count)).Result);
            long memory = GC.GetTotalMemory(forceFullCollection: true);
            if (round == 0) first = memory;
            Assert.InRange(memory, 0, first + 2_000_000);
        }

        Assert.Equal((long)rounds * each, rig.Pump.Call((_, _) => server.Answered).Result);
        Assert.True(most > 0, "the server closes first: TIME-WAIT is ours");
    }

    private static Socket[] CreateSockets(string network, int count) => NetworkNamespace.Run(network, () =>
    {
        Socket[] sockets = new Socket[count];
        try
        {
            for (int i = 0; i < count; i++) sockets[i] = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TooManyOpenSockets)
        {
            foreach (Socket? socket in sockets) socket?.Dispose();
            Assert.Skip("too few file descriptors for ten thousand connections: ulimit -n 20000");
        }

        return sockets;
    });

    private static Task ForEach(Socket[] sockets, Func<Socket, int, Task> action) => Parallel.ForEachAsync(
        Enumerable.Range(0, sockets.Length), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, _) => await action(sockets[i], i));

    private static async Task SayAndHear(Socket socket, int number)
    {
        byte[] octets = new byte[OctetsEach], back = new byte[OctetsEach];
        new Random(number).NextBytes(octets);
        await socket.SendAsync(octets);
        socket.Shutdown(SocketShutdown.Send);
        int filled = 0;
        for (int got = 1; got > 0 && filled < back.Length; filled += got)
            got = await socket.ReceiveAsync(back.AsMemory(filled));
        Assert.Equal(octets, back);
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1]));
    }

    /// <summary>A request a connection; the server closes first.</summary>
    private static int VisitAll(string[] clients, int count)
    {
        byte[] request = Encoding.ASCII.GetBytes("GET /bytes/100 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), buffer = new byte[4096];
        IPEndPoint to = new(IPAddress.Parse(TapRig.HostV4), HttpServer.Port);
        for (int i = 0; i < count; i++)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
            socket.Bind(new IPEndPoint(IPAddress.Parse(clients[i % clients.Length]), 0));
            socket.Connect(to);
            socket.Send(request);
            int octets = 0;
            for (int got = socket.Receive(buffer); got > 0; got = socket.Receive(buffer)) octets += got;
            Assert.True(octets > 100, "no answer");
        }

        return count;
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;
}
