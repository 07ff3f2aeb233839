using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Samples;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>The samples against real programs: .NET's HTTP client and ASP.NET Core on our TCP.</summary>
public sealed class SampleTests
{
    private const int Port = 80;
    private const string Quiet = "--Logging:LogLevel:Default=Warning";

    [Theory]
    [InlineData(TapRig.KernelV4)]
    [InlineData("[" + TapRig.KernelV6 + "]")]
    public async Task HttpClient_downloads_over_our_stack_what_a_real_server_has(string server)
    {
        const int octets = 10_000_000;
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(at => File.Exists(Path.Combine(at, "python3"))),
            "python3 is not installed");
        using TapRig rig = new TapRig().Run();
        int before = await CountOf(rig.Pump);
        string folder = Directory.CreateTempSubdirectory("netstack").FullName;
        byte[] content = Pattern.At(0, 1_000_003).ToArray();
        using (FileStream file = File.Create(Path.Combine(folder, "file")))
            for (int at = 0; at < octets;) { int n = Math.Min(content.Length, octets - at); file.Write(content, 0, n); at += n; }

        using Process python = rig.Place.Start("python3", "-m", "http.server", "8000", "--bind", server.Trim('[', ']'), "--directory", folder);
        try
        {
            AwaitListener(rig.Place, 8000);
            using HttpClient client = NetStackHttpClient.Create(rig.Pump);
            byte[][] digests = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                await using Stream body = await client.GetStreamAsync(new Uri($"http://{server}:8000/file"));
                return await SHA256.HashDataAsync(body);
            }));
            Assert.All(digests, digest => Assert.Equal(Pattern.Digest(octets), digest));
        }
        finally
        {
            python.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }

        await AwaitCount(rig.Pump, before);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_HttpRequestException_that_says_refused()
    {
        using TapRig rig = new TapRig().Run();
        using HttpClient client = NetStackHttpClient.Create(rig.Pump);
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetStringAsync(new Uri($"http://{TapRig.KernelV4}:8000/")));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<HostSocketException>(error.InnerException, exactMatch: false).SocketErrorCode);
    }

    [Theory]
    [InlineData(TapRig.HostV4)]
    [InlineData("[" + TapRig.HostV6 + "]")]
    public async Task Curl_downloads_from_Kestrel_on_our_stack(string address)
    {
        const long octets = 20_000_000;
        using TapRig rig = new TapRig().Run();
        await using WebApplication site = await Serve(rig);
        string page = rig.Place.Run("curl", "-sS", "--max-time", "20", $"http://{address}/");
        Assert.Contains("carried by our own TCP", page, StringComparison.Ordinal);
        string sum = rig.Place.Run("sh", "-c", $"curl -sS --max-time 20 'http://{address}/octets/{octets}' | sha256sum");
        Assert.StartsWith(DigestOfOctets(octets), sum, StringComparison.Ordinal);
        string lines = rig.Place.Run("curl", "-sS", "-i", "--max-time", "20", $"http://{address}/count/5");
        Assert.Contains("Transfer-Encoding: chunked", lines, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("1\n2\n3\n4\n5\n", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_curls_at_a_time_get_what_they_asked_for_and_leave_no_socket_behind()
    {
        const long octets = 300_000;
        using TapRig rig = new TapRig().Run();
        int before = await CountOf(rig.Pump);
        await using (WebApplication site = await Serve(rig))
        {
            string sums = rig.Place.Run("sh", "-c",
                $"seq 150 | xargs -P 50 -I % sh -c 'curl -sS --max-time 30 http://{TapRig.HostV4}/octets/{octets} | sha256sum'");
            Assert.Equal(Enumerable.Repeat($"{DigestOfOctets(octets)}  -", 150), sums.Trim().Split('\n'));
            await AwaitCount(rig.Pump, before + 1); // the listener
        }

        await AwaitCount(rig.Pump, before);
    }

    [Fact]
    public async Task Thousands_of_kernel_connections_to_Kestrel_leave_no_socket_behind()
    {
        const int connections = 2_000, atATime = 40;
        using TapRig rig = new TapRig().Run();
        await using WebApplication site = await Serve(rig);
        int before = await CountOf(rig.Pump);
        using HttpClient client = KernelClient(rig, keepsConnections: false);
        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (_, token) =>
            Assert.Equal("1\n", await client.GetStringAsync(new Uri($"http://{TapRig.HostV4}/count/1"), token)));
        await AwaitCount(rig.Pump, before);
    }

    [Fact]
    public async Task A_WebSocket_to_Kestrel_carries_messages_each_way()
    {
        using TapRig rig = new TapRig().Run();
        await using WebApplication site = await Serve(rig);
        using HttpMessageInvoker invoker = new(KernelHandler(rig));
        using ClientWebSocket socket = new();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(new Uri($"ws://{TapRig.HostV4}/echo"), invoker, limit.Token);
        byte[] sent = Pattern.At(0, 200_000).ToArray(), got = new byte[sent.Length];
        Task sending = socket.SendAsync(sent, WebSocketMessageType.Binary, true, limit.Token);
        for (int filled = 0; filled < got.Length;)
            filled += (await socket.ReceiveAsync(got.AsMemory(filled), limit.Token)).Count;
        await sending;
        Assert.Equal(sent, got);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        Assert.Equal(WebSocketState.Closed, socket.State);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_mid_transfer_leaves_no_socket_behind()
    {
        using TapRig rig = new TapRig().Run();
        await using WebApplication site = await Serve(rig);
        int before = await CountOf(rig.Pump);
        using (Socket client = KernelPeer.Connect(rig.Place.Name, TapRig.HostV4, Port))
        {
            client.Send("GET /octets/1000000000 HTTP/1.1\r\nHost: x\r\n\r\n"u8);
            client.Receive(new byte[100_000]);
            client.LingerState = new(true, 0); // a reset
        }

        await AwaitCount(rig.Pump, before);
    }

    private static async Task<WebApplication> Serve(TapRig rig)
    {
        WebApplication site = Site.Create(rig.Pump, new(IPAddress.IPv6Any, Port), Quiet);
        await site.StartAsync();
        return site;
    }

    private static HttpClient KernelClient(TapRig rig, bool keepsConnections)
    {
        HttpClient client = new(KernelHandler(rig));
        client.DefaultRequestHeaders.ConnectionClose = !keepsConnections;
        return client;
    }

    /// <summary>The kernel's TCP in the namespace.</summary>
    private static SocketsHttpHandler KernelHandler(TapRig rig) => new()
    {
        ConnectCallback = (context, _) => new(new NetworkStream(
            KernelPeer.Connect(rig.Place.Name, context.DnsEndPoint.Host, context.DnsEndPoint.Port), ownsSocket: true)),
    };

    private static string DigestOfOctets(long count)
    {
        byte[] octets = new byte[count];
        for (long i = 0; i < count; i++) octets[i] = (byte)(i % 251);
        return Convert.ToHexStringLower(SHA256.HashData(octets));
    }

    private static Task<int> CountOf(HostPump pump) => pump.Call((host, _) => host.Sockets.Count);

    private static async Task AwaitCount(HostPump pump, int expected)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (await CountOf(pump) != expected && since.Elapsed < TimeSpan.FromSeconds(10)) await Task.Delay(20);
        Assert.Equal(expected, await CountOf(pump));
    }

    private static void AwaitListener(Playground place, int port)
    {
        Stopwatch since = Stopwatch.StartNew();
        string filter = string.Create(CultureInfo.InvariantCulture, $"sport = :{port}");
        while (!place.Run("ss", "-Hltn", filter).Contains("LISTEN", StringComparison.Ordinal))
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "the server does not listen");
            Thread.Sleep(50);
        }
    }
}
