using System.Buffers;
using System.Text;
using NetStack.Application.Http.Fetching;
using NetStack.Application.Http.Serving;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Http.Fetching;

/// <summary>A web client, against our own server and against servers that say whatever a test wants.</summary>
public sealed class HttpFetchTests
{
    private readonly EventList _events = new();

    private HttpFetch Fetch(TwoHosts net, HttpFetchOptions? options, params HttpFetchRequest[] requests)
    {
        HttpFetch fetch = new(net.Client, new(TwoHosts.ServerV4, 80), "server", requests, options, new(_events));
        Assert.Equal(Errno.None, net.Client.Run(fetch, net.Now));
        return fetch;
    }

    private static string Text(ArrayBufferWriter<byte> sink) => Encoding.Latin1.GetString(sink.WrittenSpan);

    /// <summary>Asks a server that says this, whatever it is asked, and closes.</summary>
    private (HttpFetchResult Result, string Body) Ask(string answer, string method = "GET", HttpFetchOptions? options = null, bool closes = true)
    {
        TwoHosts net = new();
        net.Server.Run(new Parrot(net.Server, Encoding.Latin1.GetBytes(answer), closes), net.Now);
        ArrayBufferWriter<byte> sink = new();
        HttpFetch fetch = Fetch(net, options, new HttpFetchRequest("/") { Method = method, Sink = sink });
        net.Run(100);
        Assert.Empty(net.Client.Applications);
        return (fetch.Results[0], Text(sink));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_page_and_its_objects_are_fetched_over_one_connection(bool isPipelined, bool isLossy)
    {
        TwoHosts net = new(isLossy ? new() { Delay = Duration.FromMilliseconds(20), Loss = 30_000, Reorder = 20_000, ReorderDelay = Duration.FromMilliseconds(9) } : new() { Delay = Duration.FromMilliseconds(20) });
        HttpServer server = new(net.Server, new DemoContent());
        net.Server.Run(server, net.Now);
        ArrayBufferWriter<byte> download = new();
        HttpFetchRequest[] requests =
        [
            new("/"), .. Enumerable.Range(0, 20).Select(i => new HttpFetchRequest($"/picture/{i}.svg")),
            new("/bytes/300000") { Sink = download }, new("/bytes/0"), new("/") { Method = "HEAD" }, new("/nothing"),
        ];
        HttpFetch fetch = Fetch(net, new() { IsPipelined = isPipelined }, requests);
        net.Run(100);
        Assert.All(fetch.Results, result => Assert.Equal(HttpFetchError.None, result.Error));
        Assert.All(fetch.Results.SkipLast(1), result => Assert.Equal(200, result.Status));
        Assert.Equal((404, 0L, 1L), (fetch.Results[^1].Status, fetch.Results[^2].Octets, server.Accepted));
        byte[] expected = new byte[300_000];
        new PatternBody(PatternBody.CreatePattern(), expected.Length).Read(0, expected);
        Assert.Equal(expected, download.WrittenSpan.ToArray());
        Assert.Equal("image/svg+xml", fetch.Results[1].Field("content-type"));
        HttpFetchResult first = fetch.Results[0];
        Assert.True(first.StartedAt < first.ConnectedAt && first.AskedAt >= first.ConnectedAt);
        Assert.True(first.FirstOctetAt > first.AskedAt && first.LastOctetAt >= first.FirstOctetAt);
        if (isPipelined) Assert.Equal(first.AskedAt, fetch.Results[^1].AskedAt);
        else Assert.True(fetch.Results[^1].AskedAt > first.LastOctetAt);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", "abc")] // what follows was not asked for
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: r\r\n\r\n", "abcde")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", "a")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "")]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na", "a")]
    public void An_answer_is_read_to_its_end(string answer, string body)
    {
        (HttpFetchResult result, string got) = Ask(answer);
        Assert.Equal((HttpFetchError.None, body), (result.Error, got));
        Assert.Equal(body.Length, result.Octets);
        Assert.Equal("http.client.answered", Assert.Single(_events.Events.OfType<HttpFetched>()).Envelope.Reason.Id);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", HttpFetchError.Incomplete)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", HttpFetchError.Incomplete)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", HttpFetchError.Incomplete)]
    [InlineData("", HttpFetchError.Incomplete)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", HttpFetchError.BadBody)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", HttpFetchError.BadHead)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", HttpFetchError.BadHead)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc", HttpFetchError.BadHead)]
    [InlineData("SSH-2.0-x\r\n\r\n", HttpFetchError.BadHead)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", HttpFetchError.BadHead)]
    public void A_broken_answer_is_told_as_what_it_is(string answer, HttpFetchError error)
    {
        Assert.Equal(error, Ask(answer).Result.Error);
        Assert.Equal(HttpFetchReasons.All[(int)error], Assert.Single(_events.Events.OfType<HttpFetched>()).Envelope.Reason);
    }

    [Fact]
    public void Answers_beyond_the_bounds_are_given_up()
    {
        Assert.Equal(HttpFetchError.TooLarge, Ask("HTTP/1.1 200 OK\r\nX: " + new string('y', 70_000)).Result.Error);
        Assert.Equal(HttpFetchError.TooLarge, Ask("HTTP/1.1 200 OK\r\n\r\n0123456789", options: new() { MaxBody = 5 }).Result.Error);
        Assert.Equal(HttpFetchError.TooLarge, Ask("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789", options: new() { MaxBody = 5 }).Result.Error);
    }

    [Fact]
    public void The_answer_to_HEAD_has_no_body_whatever_it_says()
    {
        (HttpFetchResult result, string body) = Ask("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "HEAD");
        Assert.Equal((HttpFetchError.None, "", "100"), (result.Error, body, result.Field("Content-Length")));
    }

    [Fact]
    public void A_server_that_says_nothing_is_given_up_after_the_idle_limit()
    {
        Assert.Equal(HttpFetchError.TooSlow, Ask("HTTP/1.1 200 OK\r\n", closes: false).Result.Error);
        Assert.Equal(HttpFetchError.TooSlow, Ask("", closes: false).Result.Error);
    }

    [Fact]
    public void A_server_that_is_not_there_is_told()
    {
        TwoHosts net = new();
        HttpFetch fetch = Fetch(net, null, new HttpFetchRequest("/"), new HttpFetchRequest("/x"));
        net.Run(5);
        Assert.All(fetch.Results, result => Assert.Equal(HttpFetchError.NotConnected, result.Error));
        Assert.True(fetch.IsFinished);
    }

    [Fact]
    public void A_body_is_sent_with_its_length()
    {
        TwoHosts net = new();
        EventList told = new();
        net.Server.Run(new HttpServer(net.Server, new DemoContent(), null, null, new(told)), net.Now);
        HttpFetch fetch = Fetch(net, null, new HttpFetchRequest("/") { Method = "POST", Body = new byte[500_000] }, new HttpFetchRequest("/"));
        net.Run(5);
        Assert.Equal([405, 200], fetch.Results.Select(result => result.Status));
    }

    [Theory]
    [InlineData("/ HTTP/1.1\r\nX: y")]
    [InlineData("/a b")]
    [InlineData("")]
    public void What_cannot_be_written_is_a_mistake_of_the_caller(string target)
    {
        TwoHosts net = new();
        Assert.Throws<ArgumentException>(() => new HttpFetch(net.Client, default, "a", [new(target)]));
        Assert.Throws<ArgumentException>(() => new HttpFetch(net.Client, default, "a", []));
        Assert.Throws<ArgumentException>(() => new HttpFetch(net.Client, default, "a", [new("/") { Fields = [("A", "b\nc")] }]));
    }

    [Fact]
    public void Random_answers_end_in_a_result()
    {
        SeededRandom random = new(5);
        for (int round = 0; round < 60; round++)
        {
            byte[] octets = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            for (int i = random.Next(5); i >= 0; i--) octets[random.Next(octets.Length)] = unchecked((byte)random.NextBits());
            Assert.NotEqual(HttpFetchError.Pending, Ask(Encoding.Latin1.GetString(octets)).Result.Error);
        }
    }

    /// <summary>Says the same to everybody who has said something.</summary>
    private sealed class Parrot(Host host, byte[] words, bool closes) : StreamServer(host, 80, new() { HasDatagrams = false }, null)
    {
        public override string Name => "parrot";

        protected override StreamSession CreateSession(Timestamp now) => new Talk(words, closes);

        private sealed class Talk(byte[] words, bool closes) : StreamSession
        {
            private bool _hasHeard;
            private int _at;

            protected internal override Readiness Step(Timestamp now)
            {
                if (TrySkip(int.MaxValue, out int count, now))
                {
                    if (count == 0) return Over;
                    _hasHeard = true;
                }

                if (_hasHeard) _at += Send(words.AsSpan(_at), now);
                if (_hasHeard && _at == words.Length && closes) CloseSending(now);
                return _hasHeard && _at < words.Length ? Reading | Writing : Reading;
            }
        }
    }
}
