using System.Text;
using NetStack.Application.Http;
using NetStack.Application.Http.Serving;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tests.Application.Serving;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Http.Serving;

/// <summary>What a web server answers: RFC 9110 and RFC 9112, request by request.</summary>
public sealed class HttpServerTests
{
    private const string Host = "Host: a\r\n";
    private static readonly Timestamp Changed = Timestamp.FromSeconds(784_111_777); // RFC 9110 §5.6.7: Sun, 06 Nov 1994 08:49:37 GMT
    private readonly EventList _events = new();
    private readonly TwoHosts _net = new();
    private readonly HttpServer _server;

    public HttpServerTests()
    {
        MemoryContent content = new();
        content.Add("/index.html", "<p>hello</p>"u8.ToArray(), lastModified: Changed);
        content.Add("/ten", "0123456789"u8.ToArray(), "text/plain");
        content.Add("/slow", new PatternBody(PatternBody.CreatePattern(), 5, Duration.FromSeconds(3)));
        content.Add("/large", new PatternBody(PatternBody.CreatePattern(), 3_000_000));
        content.Add("/ö /x", "odd"u8.ToArray(), "text/plain");
        _server = new(_net.Server, content, null, null, new(_events));
        Assert.Equal(Errno.None, _net.Server.Run(_server, _net.Now));
    }

    private ScriptedClient Send(string octets, bool closesHalf = false, double seconds = 5)
    {
        ScriptedClient client = new(_net.Client, new(TwoHosts.ServerV4, 80), Encoding.Latin1.GetBytes(octets), closesHalf);
        Assert.Equal(Errno.None, _net.Client.Run(client, _net.Now));
        _net.Run(seconds);
        return client;
    }

    private string Ask(string octets) => Send(octets, closesHalf: true).Text;

    private static string StatusOf(string answer) => answer.Length < 12 ? answer : answer[9..12];

    private static string BodyOf(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    [Fact]
    public void A_page_is_sent_with_what_a_client_wants_to_know_of_it()
    {
        string answer = Ask("GET / HTTP/1.1\r\n" + Host + "\r\n");
        string[] head = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.Equal("HTTP/1.1 200 OK", head[0]);
        Assert.Contains("Date: Thu, 01 Jan 1970 00:16:40 GMT", head);
        Assert.Contains("Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", head);
        Assert.Contains("Content-Type: text/html; charset=utf-8", head);
        Assert.Contains("Content-Length: 12", head);
        Assert.Contains(head, line => line.StartsWith("ETag: \"", StringComparison.Ordinal));
        Assert.Equal("<p>hello</p>", BodyOf(answer));
        HttpAnswered told = Assert.Single(_events.Events.OfType<HttpAnswered>());
        Assert.Equal(("GET", "/", 200, 12L, "http.server.content"), (told.Method, told.Target, told.Status, told.Octets, told.Envelope.Reason.Id));
    }

    [Theory]
    [InlineData("HEAD / HTTP/1.1\r\n" + Host + "\r\n", "200", "")]
    [InlineData("GET /ten HTTP/1.0\r\n\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.7\r\n" + Host + "\r\n", "200", "0123456789")] // a higher minor version, RFC 9112 §2.3
    [InlineData("GET http://b/ten HTTP/1.1\r\n" + Host + "\r\n", "200", "0123456789")]
    [InlineData("GET http://b HTTP/1.1\r\n" + Host + "\r\n", "200", "<p>hello</p>")]
    [InlineData("GET /ten?a=b/../c HTTP/1.1\r\n" + Host + "\r\n", "200", "0123456789")]
    [InlineData("\r\n\r\nGET /ten HTTP/1.1\r\n" + Host + "\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\nHost: a\n\n", "200", "0123456789")] // typed by hand
    [InlineData("GET /%c3%b6%20/x HTTP/1.1\r\n" + Host + "\r\n", "200", "odd")]
    [InlineData("GET //ten HTTP/1.1\r\n" + Host + "\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\r\nhOsT: a\r\nX:\r\nY: \t a\u00e9b \r\n\r\n", "200", "0123456789")]
    [InlineData("GET /nothing HTTP/1.1\r\n" + Host + "\r\n", "404", "404 Not Found\n")]
    [InlineData("HEAD /nothing HTTP/1.1\r\n" + Host + "\r\n", "404", "")]
    [InlineData("DELETE /ten HTTP/1.1\r\n" + Host + "\r\n", "405", null)]
    [InlineData("CONNECT a:1 HTTP/1.1\r\n" + Host + "\r\n", "405", null)]
    [InlineData("OPTIONS * HTTP/1.1\r\n" + Host + "\r\n", "405", null)]
    [InlineData("POST /ten HTTP/1.1\r\n" + Host + "Content-Length: 3\r\n\r\nabc", "405", null)]
    [InlineData("BREW /ten HTTP/1.1\r\n" + Host + "\r\n", "501", null)]
    [InlineData("get /ten HTTP/1.1\r\n" + Host + "\r\n", "501", null)] // methods are case-sensitive
    [InlineData("GET /ten HTTP/2.0\r\n" + Host + "\r\n", "505", null)]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Expect: tea\r\n\r\n", "417", null)]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=2-4\r\n\r\n", "206", "234")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=7-\r\n\r\n", "206", "789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=-4\r\n\r\n", "206", "6789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=-40\r\n\r\n", "206", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=9-99999999999999999\r\n\r\n", "206", "9")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=10-\r\n\r\n", "416", null)]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=-0\r\n\r\n", "416", null)]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=4-2\r\n\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=0-1,3-4\r\n\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: lines=0-1\r\n\r\n", "200", "0123456789")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n\r\n", "200", "0123456789")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n", "304", "")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT\r\n\r\n", "200", "<p>hello</p>")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "If-Modified-Since: yesterday\r\n\r\n", "200", "<p>hello</p>")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "If-None-Match: *\r\n\r\n", "304", "")]
    [InlineData("GET / HTTP/1.1\r\n" + Host + "If-None-Match: \"a\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n", "200", "<p>hello</p>")]
    public void A_request_is_answered_as_the_RFC_asks(string request, string status, string? body)
    {
        string answer = Ask(request);
        Assert.Equal(status, StatusOf(answer));
        if (body is not null) Assert.Equal(body, BodyOf(answer));
    }

    [Theory]
    [InlineData("GET /ten\r\n\r\n", "400", "request-line.bad")]
    [InlineData("GET  /ten HTTP/1.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData(" GET /ten HTTP/1.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("GET /ten HTTP/1.1 \r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("GET /t\u00e9n HTTP/1.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("GET /ten\0 HTTP/1.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("G(T /ten HTTP/1.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("GET /ten HTTP/x.1\r\n" + Host + "\r\n", "400", "request-line.bad")]
    [InlineData("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03 a b\n\n", "400", "request-line.bad")] // TLS on the wrong port
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "X: a\rb\r\n\r\n", "400", "carriage-return.bare")]
    [InlineData("GET /ten HTTP/1.1\r\r\n" + Host + "\r\n", "400", "carriage-return.bare")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "X: a\r\n b\r\n\r\n", "400", "line.folded")]
    [InlineData("GET /ten HTTP/1.1\r\n " + Host + "\r\n", "400", "line.folded")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "X : a\r\n\r\n", "400", "field-line.bad")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "no colon\r\n\r\n", "400", "field-line.bad")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + ": a\r\n\r\n", "400", "field-line.bad")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + "X: a\0b\r\n\r\n", "400", "field-line.bad")]
    [InlineData("GET /ten HTTP/1.1\r\n\r\n", "400", "host.bad")]
    [InlineData("GET /ten HTTP/1.1\r\n" + Host + Host + "\r\n", "400", "host.bad")]
    [InlineData("GET /ten HTTP/1.1\r\nHost: a b\r\n\r\n", "400", "host.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 3, 3\r\n\r\nabc", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: +3\r\n\r\nabc", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 0x3\r\n\r\nabc", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length:\r\n\r\n", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 99999999999999999999\r\n\r\n", "400", "length.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400", "length.and-coding")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", "400", "length.and-coding")]
    [InlineData("POST / HTTP/1.0\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400", "length.and-coding")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked, identity\r\n\r\n", "400", "coding.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: xchunked\r\n\r\n", "400", "coding.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "400", "coding.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501", "coding.unknown")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n1000000000000000\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n0;\n\r\n", "400", "chunk.bad")]
    [InlineData("POST / HTTP/1.1\r\n" + Host + "Content-Length: 1048577\r\n\r\n", "413", "body.too-large")]
    [InlineData("GET /../etc/passwd HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /a/%2e%2e/b HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /a/.%2E HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /..%2fx HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /..\\x HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /..%5cx HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /%00 HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /%252e%252e/ HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /%c0%ae%c0%ae/ HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /%zz HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET /% HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    [InlineData("GET ten HTTP/1.1\r\n" + Host + "\r\n", "400", "path.bad")]
    public void A_hostile_request_is_refused_once_and_the_connection_ends(string request, string status, string reason)
    {
        ScriptedClient client = Send(request + "GET /ten HTTP/1.1\r\n" + Host + "\r\n");
        Assert.Equal(status, StatusOf(client.Text));
        Assert.Equal("http.server." + reason, Assert.Single(_events.Events.OfType<HttpAnswered>()).Envelope.Reason.Id);
        Assert.Contains("\r\nConnection: close\r\n", client.Text, StringComparison.Ordinal);
        Assert.Equal((true, Errno.None), (client.HasEnded, client.Error));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public void No_two_outcomes_share_a_reason_and_each_status_has_a_phrase()
    {
        Assert.Equal(HttpOutcomes.All.Length, HttpOutcomes.Reasons.Distinct().Count());
        Assert.All(HttpOutcomes.All, outcome => Assert.True(HttpStatus.Names.ContainsKey((ulong)outcome.Status)));
    }

    [Theory]
    [InlineData(8_193, 1, "414")]
    [InlineData(100, 101, "431")]
    public void A_head_beyond_its_bounds_is_refused(int targetLength, int fields, string status)
    {
        StringBuilder request = new("GET /" + new string('a', targetLength) + " HTTP/1.1\r\nHost: a\r\n");
        for (int i = 0; i < fields; i++) request.Append("X: y\r\n");
        Assert.Equal(status, StatusOf(Ask(request + "\r\n")));
    }

    [Fact]
    public void A_head_that_never_ends_is_refused_as_soon_as_it_is_too_large()
    {
        Assert.Equal("431", StatusOf(Ask("GET / HTTP/1.1\r\nX: " + new string('y', 200_000))));
        Assert.Equal("414", StatusOf(Ask(new string('y', 200_000))));
    }

    [Fact]
    public void Requests_that_do_not_wait_are_answered_in_their_order()
    {
        StringBuilder requests = new();
        for (int i = 0; i < 50; i++)
        {
            requests.Append("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=").Append(i % 10).Append('-').Append(i % 10).Append("\r\n\r\n");
            if (i == 20) requests.Append("POST /ten HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nabcde\r\n0\r\nT: r\r\n\r\n");
            if (i == 30) requests.Append("GET /large HTTP/1.1\r\n" + Host + "\r\n");
        }

        ScriptedClient client = Send(requests + "GET /ten HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n", seconds: 10);
        Assert.True(client.HasEnded);
        HttpAnswered[] told = [.. _events.Events.OfType<HttpAnswered>()];
        Assert.Equal(53, told.Length);
        Assert.Equal((405, 3_000_000L, 200), (told[21].Status, told[32].Octets, told[^1].Status));
        Assert.EndsWith("0123456789", client.Text, StringComparison.Ordinal);
        string[] parts = [.. client.Text.Split("HTTP/1.1 206 ")[1..].Select(answer => BodyOf(answer)[..1])];
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (i % 10).ToString(System.Globalization.CultureInfo.InvariantCulture)), parts);
    }

    [Fact]
    public void Octet_by_octet_is_a_request_too()
    {
        string request = "GET /ten HTTP/1.1\r\n" + Host + "\r\nPOST /ten HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        ScriptedClient client = Send("", seconds: 0.1);
        foreach (char each in request)
        {
            client.Say(each.ToString());
            _net.Run(0.01);
        }

        Assert.Equal([200, 405], _events.Events.OfType<HttpAnswered>().Select(told => told.Status));
    }

    [Fact]
    public void A_client_that_waits_for_leave_to_send_its_body_gets_it_or_is_refused_at_once()
    {
        ScriptedClient allowed = Send("GET /ten HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", seconds: 1);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", allowed.Text);
        allowed.Say("abc");
        _net.Run(1);
        Assert.Contains("HTTP/1.1 200 OK\r\n", allowed.Text, StringComparison.Ordinal);
        ScriptedClient refused = Send("GET /nothing HTTP/1.1\r\n" + Host + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n", seconds: 4);
        Assert.Equal("404", StatusOf(refused.Text));
        Assert.True(refused.HasEnded);
    }

    [Fact]
    public void A_chunked_body_beyond_the_bound_is_refused()
    {
        string body = string.Concat(Enumerable.Repeat("ffff\r\n" + new string('x', 65_535) + "\r\n", 20));
        Assert.Equal("413", StatusOf(Ask("POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n" + body)));
    }

    [Fact]
    public void A_tag_that_was_given_is_recognised_also_in_a_list_and_as_a_weak_one()
    {
        string tag = Ask("GET /ten HTTP/1.1\r\n" + Host + "\r\n").Split("ETag: ")[1].Split("\r\n")[0];
        Assert.Equal("304", StatusOf(Ask("GET /ten HTTP/1.1\r\n" + Host + "If-None-Match: \"x\", W/" + tag + "\r\n\r\n")));
        Assert.Equal("206", StatusOf(Ask("GET /ten HTTP/1.1\r\n" + Host + "Range: bytes=1-2\r\nIf-Range: " + tag + "\r\n\r\n")));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", 11, "408")] // the head takes too long
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", 61, "408")]
    [InlineData("", 61, "")] // nothing at all is no request: it is only closed
    [InlineData("GET /ten HTTP/1.1\r\nHost: a\r\n\r\n", 61, "200")]
    public void Who_takes_too_long_is_waited_for_no_more(string octets, int seconds, string status)
    {
        ScriptedClient client = Send(octets, seconds: seconds - 2);
        Assert.False(client.HasEnded);
        _net.Run(5);
        Assert.True(client.HasEnded);
        Assert.Equal(status, StatusOf(client.Text));
    }

    [Fact]
    public void An_octet_now_and_then_does_not_keep_a_head_alive()
    {
        ScriptedClient client = Send("GET / HTTP/1.1\r\n", seconds: 1);
        for (int i = 0; i < 12 && !client.HasEnded; i++)
        {
            client.Say("X");
            _net.Run(1);
        }

        Assert.Equal("408", StatusOf(client.Text));
    }

    [Fact]
    public void A_client_that_takes_nothing_is_reset()
    {
        ScriptedClient client = new(_net.Client, new(TwoHosts.ServerV4, 80), Encoding.ASCII.GetBytes("GET /large HTTP/1.1\r\n" + Host + "\r\n"), false) { IsDeaf = true };
        _net.Client.Run(client, _net.Now);
        _net.Run(200);
        Assert.Equal(0, _server.Connections);
        Assert.Equal("app.idle", Assert.Single(_events.Events.OfType<SessionClosed>()).Envelope.Reason.Id);
    }

    [Fact]
    public void A_slow_answer_comes_after_its_time_and_a_client_that_leaves_is_noticed()
    {
        ScriptedClient patient = Send("GET /slow HTTP/1.1\r\n" + Host + "\r\n", seconds: 2.9);
        Assert.Empty(patient.Heard);
        _net.Run(0.2);
        Assert.Equal("200", StatusOf(patient.Text));
        Send("GET /slow HTTP/1.1\r\n" + Host + "\r\n", seconds: 1);
        Assert.Equal(2, _server.Connections);
    }

    [Fact]
    public void A_large_body_is_whole_octet_for_octet()
    {
        ScriptedClient client = Send("GET /large HTTP/1.1\r\n" + Host + "Connection: close\r\n\r\n", closesHalf: true);
        byte[] expected = new byte[3_000_000], pattern = PatternBody.CreatePattern();
        for (int i = 0; i < expected.Length; i++) expected[i] = pattern[i % pattern.Length];
        Assert.Equal(expected, client.Heard[^3_000_000..]);
    }

    [Fact]
    public void The_demonstration_has_a_page_with_twenty_pictures_and_says_which_way_the_request_came()
    {
        DemoContent demo = new();
        SocketAddress peer = new(TwoHosts.ClientV6, 50_000), local = new(TwoHosts.ServerV6, 80);
        Assert.True(demo.TryOpen(new("/", "", peer, local), out IWebBody? page));
        byte[] octets = new byte[page.Length];
        Assert.Equal(octets.Length, page.Read(0, octets));
        string text = Encoding.UTF8.GetString(octets);
        Assert.Contains("from port 50000 to port 80", text, StringComparison.Ordinal);
        Assert.Contains("IPv6: from 2001:db8::1 to 2001:db8::2", text, StringComparison.Ordinal);
        string[] pictures = [.. text.Split("<img src=\"")[1..].Select(each => each[..each.IndexOf('"', StringComparison.Ordinal)])];
        Assert.Equal(20, pictures.Length);
        Assert.All(pictures, path => Assert.True(demo.TryOpen(new(path, "", peer, local), out IWebBody? picture) && picture.ContentType == "image/svg+xml"));
        Assert.True(demo.TryOpen(new("/bytes/1099511627776", "", peer, local), out IWebBody? bytes) && bytes.Length == 1L << 40);
        foreach (string nothing in new[] { "/bytes/", "/bytes/-1", "/bytes/1099511627777", "/picture/20.svg", "/picture/.svg", "/x", "/slow/60001" })
            Assert.False(demo.TryOpen(new(nothing, "", peer, local), out _), nothing);
    }

    [Theory]
    [InlineData(0, "Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData(784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData(951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT")]
    [InlineData(951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT")]
    [InlineData(4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT")]
    [InlineData(-1, "Wed, 31 Dec 1969 23:59:59 GMT")]
    public void Dates_are_written_and_read_as_the_RFC_shows(long seconds, string text)
    {
        Utf8Writer writer = new();
        HttpDate.Write(writer, Timestamp.FromSeconds(seconds));
        Assert.Equal(text, writer.ToString());
        Assert.True(HttpDate.TryParse(Encoding.ASCII.GetBytes(text), out Timestamp read));
        Assert.Equal(Timestamp.FromSeconds(seconds), read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_octets_and_mangled_requests_harm_nobody(int seed)
    {
        SeededRandom random = new((ulong)seed);
        for (int round = 0; round < 60; round++)
        {
            byte[] octets = new byte[random.Next(3000)];
            for (int i = 0; i < octets.Length; i++) octets[i] = unchecked((byte)random.NextBits());
            if (round % 2 == 0)
            {
                octets = Encoding.ASCII.GetBytes("GET /ten HTTP/1.1\r\nHost: a\r\nRange: bytes=1-2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                for (int i = random.Next(4); i >= 0; i--) octets[random.Next(octets.Length)] = unchecked((byte)random.NextBits());
            }

            ScriptedClient client = new(_net.Client, new(TwoHosts.ServerV4, 80), octets);
            Assert.Equal(Errno.None, _net.Client.Run(client, _net.Now));
            _net.Run(0.5);
        }

        _net.Run(90);
        Assert.Equal(0, _server.Connections);
        Assert.Equal("200", StatusOf(Ask("GET /ten HTTP/1.1\r\n" + Host + "\r\n")));
    }
}
