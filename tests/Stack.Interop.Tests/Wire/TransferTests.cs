using System.Net;
using System.Security.Cryptography;
using NetStack.Application.Http.Fetching;
using NetStack.Application.Http.Serving;
using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Capture.Sockets;
using NetStack.Hosting;
using Xunit;

namespace NetStack.Tests.Wire;

/// <summary>Downloads of curl from our web server and of ours from nginx, over all kinds of cables: the same octets every time.</summary>
/// <remarks><c>NETSTACK_MATRIX=all</c> tries all combinations; without it a part that takes a minute.</remarks>
public sealed class TransferTests(WebFiles files) : IClassFixture<WebFiles>
{
    private const int TimeLimitSeconds = 600;

    public static TheoryData<string> Rows
    {
        get
        {
            TheoryData<string> rows = [];
            foreach (Transfer row in Chosen) rows.Add(row.ToString());
            return rows;
        }
    }

    private static IEnumerable<Transfer> Chosen => Playground.RunsAll ? TransferMatrix.All() : TransferMatrix.Quick;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_octets_that_arrive_are_those_that_were_sent(string which)
    {
        Transfer row = Chosen.First(each => each.ToString() == which);
        using TapRig rig = row.CreateRig();
        string digest = row.WeServe ? FetchWithCurl(rig, row) : row.ReadsSlowly ? ReadSlowly(rig, row) : Fetch(rig, row);
        Assert.Equal(Convert.ToHexString(WebFiles.DigestOf(row.Octets)), digest);
        if (row.Cable.StartsWith("--loss", StringComparison.Ordinal)) Assert.True(rig.Cable!.LostInwards + rig.Cable.LostOutwards > 0, "the cable lost nothing");
    }

    private static string FetchWithCurl(TapRig rig, Transfer row)
    {
        rig.Run(new HttpServer(rig.Pump.Host, new DemoContent()));
        string address = row.Version == 4 ? row.Address : $"[{row.Address}]";
        string[] slowly = row.ReadsSlowly ? ["--limit-rate", "2500K"] : [];
        return Curl.Digest(rig.Place, $"http://{address}/bytes/{row.Octets}", ["--max-time", $"{TimeLimitSeconds}", .. slowly]);
    }

    private string Fetch(TapRig rig, Transfer row)
    {
        using Nginx nginx = new(rig.Place, files.Folder);
        HashingSink sink = new();
        string name = files.FileOf(row.Octets);
        Assert.True(IpAddress.TryParse(row.KernelAddress, out IpAddress server));
        HttpFetch fetch = new(rig.Pump.Host, new(server, 80), "nginx", [new HttpFetchRequest("/" + name) { Sink = sink }]);
        rig.Run(fetch);
        HttpFetchResult result = fetch.Results[0];
        Playground.Await(
            () => rig.Pump.Call((_, _) => result.Error != HttpFetchError.Pending).Result, "the download does not end", TimeLimitSeconds);
        Assert.Equal((HttpFetchError.None, 200, row.Octets), (result.Error, result.Status, result.Octets));
        return sink.Finish();
    }

    /// <summary>A program of ours that looks up now and then only.</summary>
    private string ReadSlowly(TapRig rig, Transfer row)
    {
        using Nginx nginx = new(rig.Place, files.Folder);
        rig.Run();
        HostSocket socket = rig.Pump.CreateTcpSocket(row.Version == 4 ? IpFamily.V4 : IpFamily.V6);
        socket.SetOption(SocketOption.ReceiveBuffer, new(65_536));
        socket.Connect(new(IPAddress.Parse(row.KernelAddress), 80));
        using HostStream stream = new(socket);
        stream.Write(System.Text.Encoding.ASCII.GetBytes($"GET /{files.FileOf(row.Octets)} HTTP/1.0\r\n\r\n"));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[32_768];
        SkipHead(stream);
        for (int got = stream.Read(buffer); got > 0; got = stream.Read(buffer))
        {
            hash.AppendData(buffer, 0, got);
            Thread.Sleep(10);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Reads to the empty line that ends an answer's head.</summary>
    private static void SkipHead(HostStream stream)
    {
        const uint emptyLine = 0x0D0A_0D0A;
        for (uint last = 0; last != emptyLine;)
        {
            int next = stream.ReadByte();
            Assert.True(next >= 0, "no answer");
            last = unchecked((last << 8) | (uint)next);
        }
    }
}
