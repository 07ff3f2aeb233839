using System.Text;
using CsCheck;
using NetStack.Application;
using NetStack.Application.Http;
using NetStack.Dissection.Streams;
using NetStack.Tests.Dissection.Streams;
using Xunit;

namespace NetStack.Tests.Application.Http;

/// <summary>HTTP/1.1 as RFC 9112 describes it.</summary>
public sealed class HttpTests
{
    private const string Get = "GET /hello.txt HTTP/1.1\r\nUser-Agent: curl/7.64.1\r\nHost: www.example.com\r\n\r\n";
    private const string Hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello";

    private static StreamHarness Http(IContentDecoder? decoder = null) => new("http", decoder: decoder);

    [Fact]
    public void The_request_of_RFC_9110_3_9_is_read_field_by_field()
    {
        StreamHarness http = Http().Client(Get);
        Assert.Equal("GET", http["http.request.method"]);
        Assert.Equal("/hello.txt", http["http.request.uri"]);
        Assert.Equal("HTTP/1.1", http["http.request.version"]);
        Assert.Equal("www.example.com", http["http.host"]);
        Assert.Equal("curl/7.64.1", http["http.user_agent"]);
        Assert.Equal("http://www.example.com/hello.txt", http["http.request.full_uri"]);
        Assert.Equal("GET /hello.txt HTTP/1.1 ", http.Summary);
    }

    [Fact]
    public void A_response_names_its_request_and_the_time_since()
    {
        StreamHarness http = Http().Client(Get).Server(Hello);
        Assert.Equal("200", http["http.response.code"]);
        Assert.Equal("OK", http["http.response.phrase"]);
        Assert.Equal("1", http["http.request_in"]);
        Assert.Equal("0.001000000", http["http.time"]);
        Assert.Equal("http://www.example.com/hello.txt", http["http.response_for.uri"]);
        Assert.Equal("hello", http["http.file_data"]);
        Assert.Equal("http:data-text-lines", http.Layers);
        Assert.Equal("HTTP/1.1 200 OK  (text/plain)", http.Summary);
    }

    [Fact]
    public void Pipelined_messages_are_one_message_each()
    {
        StreamHarness http = Http().Client(Get + Get).Server(Hello + Hello);
        Assert.Equal(4, http.Messages.Count);
        Assert.Equal("hello,hello", http["http.file_data"]);
    }

    [Theory]
    [InlineData("HEAD", "200 OK")]
    [InlineData("GET", "304 Not Modified")]
    [InlineData("GET", "204 No Content")]
    [InlineData("GET", "103 Early Hints")]
    public void A_response_that_can_have_no_body_ends_with_its_header_section(string method, string status)
    {
        StreamHarness http = Http().Client(method + " / HTTP/1.1\r\nHost: a\r\n\r\n")
            .Server($"HTTP/1.1 {status}\r\nContent-Length: 500\r\n\r\n").Server(Hello);
        Assert.Equal(3, http.Messages.Count);
        Assert.Equal("hello", http["http.file_data"]);
    }

    [Fact]
    public void An_interim_response_leaves_the_final_one_to_come()
    {
        StreamHarness http = Http().Client(Get).Server("HTTP/1.1 103 Early Hints\r\n\r\n" + Hello);
        Assert.Equal("1,1", http["http.request_in"]);
    }

    [Fact]
    public void A_response_without_a_length_ends_with_the_connection()
    {
        StreamHarness http = Http().Client(Get).Server("HTTP/1.0 200 OK\r\n\r\nabc").Server("def");
        Assert.Single(http.Messages);
        Assert.Equal("abcdef", http.End()["http.file_data"]);
    }

    [Fact]
    public void A_request_without_a_length_has_no_body() =>
        Assert.Equal(2, Http().Client("POST / HTTP/1.1\r\nHost: a\r\n\r\n" + Get).Messages.Count);

    [Fact]
    public void Chunks_are_joined_and_extensions_and_trailers_read_over()
    {
        StreamHarness http = Http().Client(Get).Server(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5;ext=\"1\"\r\nhello\r\n00a\r\n, chunks! \r\n0\r\nExpires: never\r\n\r\n" + Hello);
        Assert.Equal("5,10,0", http["http.chunk_size"]);
        Assert.Equal("hello, chunks! ,hello", http["http.file_data"]);
        Assert.Equal("Expires: never\\r\\n", http["http.chunked_trailer_part"]);
    }

    [Theory]
    [InlineData("10000000000000000")]
    [InlineData("80000000")]
    [InlineData("-1")]
    [InlineData("zz")]
    [InlineData("")]
    public void A_chunk_size_that_is_no_sensible_number_ends_the_message_with_a_finding(string size)
    {
        StreamHarness http = Http().Client("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\nabc\r\n0\r\n\r\n");
        Assert.Equal("POST", http["http.request.method"]);
        Assert.Contains("http.chunk.bad", http.Findings);
    }

    [Fact]
    public void NOTIFY_brings_news_and_asks_nothing()
    {
        StreamHarness http = Http().Client("NOTIFY * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\n\r\n");
        Assert.Equal("NOTIFY", http["http.request.method"]);
        Assert.Equal("1", http["http.notification"]);
        Assert.Equal("", http["http.request"]);
    }

    [Fact]
    public void What_follows_a_broken_chunk_is_not_taken_for_another_request()
    {
        StreamHarness http = Http().Client("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\n" + Get);
        Assert.Equal("POST", http["http.request.method"]);
    }

    [Fact]
    public void Text_on_a_connection_that_has_spoken_HTTP_is_a_body_without_its_header_section()
    {
        StreamHarness http = Http().Client("what is this\n");
        Assert.Empty(http.Messages);
        http.Client(Get).Server("more of\na body\n").Server("\0binary");
        Assert.Equal("more of\\na body\\n", http["http.file_data"]);
        Assert.Equal("Continuation", http.Summary);
    }

    [Fact]
    public void A_header_section_that_the_capture_cut_tells_what_it_has()
    {
        StreamHarness http = Http().Client(Get).Server("HTTP/1.1 200 OK\r\nServer: s\r\nContent-Le");
        Assert.Single(http.Messages);
    }

    [Theory]
    [InlineData("3x")]
    [InlineData("+3")]
    [InlineData("-3")]
    [InlineData("99999999999999999999999")]
    [InlineData("")]
    public void A_content_length_that_is_no_number_leaves_the_body_to_the_end_of_the_connection(string length)
    {
        StreamHarness http = Http().Client(Get).Server($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nabc");
        Assert.Equal("abc", http.End()["http.file_data"]);
    }

    [Fact]
    public void A_folded_field_line_is_one_value()
    {
        StreamHarness http = Http().Client("GET / HTTP/1.1\r\nUser-Agent: one\r\n  two\r\nHost: h\r\n\r\n");
        Assert.Equal("one\\r\\n  two", http["http.user_agent"]);
        Assert.Equal("h", http["http.host"]);
    }

    [Fact]
    public void Lines_may_end_with_a_lone_LF_and_an_empty_line_may_come_first() =>
        Assert.Equal("h", Http().Client("\r\nGET / HTTP/1.1\nHost: h\n\n")["http.host"]);

    [Fact]
    public void Octets_that_ASCII_does_not_have_are_shown_as_what_they_are_not() =>
        Assert.Equal("a\uFFFDb", Http().Client("GET / HTTP/1.1\r\nReferer: a\u00e9b\r\n\r\n")["http.referer"]);

    [Fact]
    public void Names_and_passwords_of_basic_authorization_are_readable_by_anybody() =>
        Assert.Equal("user:pass", Http().Client("GET / HTTP/1.1\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n")["http.authbasic"]);

    [Fact]
    public void A_body_is_decoded_by_whoever_the_program_provides()
    {
        const string Response = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz";
        Assert.Equal("XYZ", Http(new Shouting()).Client(Get).Server(Response)["http.file_data"]);
        StreamHarness none = Http().Client(Get).Server(Response);
        Assert.Equal("", none["http.file_data"]);
        Assert.Equal("http:data", none.Layers);
        Assert.Contains("http.content-coding.failed", none.Findings);
    }

    [Fact]
    public void After_101_the_stream_is_no_longer_HTTP()
    {
        StreamHarness http = Http().Client("GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
            .Server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n" + Hello);
        Assert.Equal("data", http.Layers);
        Assert.Equal("101", http["http.response.code"]);
    }

    [Fact]
    public void After_CONNECT_has_succeeded_the_target_s_port_says_what_is_spoken()
    {
        StreamHarness http = Http().Client("CONNECT a.example:9 HTTP/1.1\r\n\r\n").Server("HTTP/1.1 200 OK\r\n\r\n").Client(Get);
        Assert.Equal("data", http.Layers);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", true)]
    [InlineData("HTTP/1.0 404 Not Found\r\n", true)]
    [InlineData("GET /a b HTTP/1.1\r\n", true)]
    [InlineData("GET / HTTP/1.1x\r\n", false)]
    [InlineData("GET / HTTP/1.1", false)] // no whole line: another protocol may come to it
    [InlineData("GET /\r\n", false)]
    [InlineData("EHLO mail HTTP/1.1\r\n", false)]
    [InlineData("\x16\x03\x01", false)]
    [InlineData("", false)]
    public void A_first_line_that_names_its_version_is_recognised_on_any_port(string octets, bool recognised) =>
        Assert.Equal(recognised, new HttpDissector().Recognizes(Encoding.Latin1.GetBytes(octets)));

    [Theory]
    [InlineData("G", MessageLength.Kind.NeedMore)]
    [InlineData("HTT", MessageLength.Kind.NeedMore)]
    [InlineData("GET / HT", MessageLength.Kind.NeedMore)]
    [InlineData("get / HTTP/1.1\r\n\r\n", MessageLength.Kind.NotThisProtocol)] // methods are case-sensitive
    [InlineData("hello there\r\n", MessageLength.Kind.NotThisProtocol)]
    [InlineData("\0\x1\x2", MessageLength.Kind.NotThisProtocol)]
    public void A_start_line_is_waited_for_only_while_it_may_become_one(string octets, MessageLength.Kind answer) =>
        Assert.Equal(answer, new HttpFraming().Measure(Encoding.Latin1.GetBytes(octets), HttpMethodKind.Other).Answer);

    [Fact]
    public void A_header_section_without_end_is_given_up_at_a_bound()
    {
        byte[] endless = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: " + new string('x', HttpHead.MaxLength));
        Assert.Equal(MessageLength.NotThisProtocol, new HttpFraming().Measure(endless, HttpMethodKind.Other));
    }

    [Fact]
    public void However_a_conversation_is_cut_into_pieces_the_messages_are_the_same()
    {
        string requests = Get + "POST /f HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n" + Get;
        string responses = Hello + Hello + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nhi\r\n0\r\n\r\n";
        List<string> whole = Play(requests, responses, []);
        Assert.Equal(6, whole.Count);
        Gen.Int[1, 40].Array[0, 60].Sample(cuts => Assert.Equal(whole, Play(requests, responses, cuts)), iter: 200);
    }

    [Fact]
    public void Damaged_octets_never_throw()
    {
        byte[] sample = Encoding.ASCII.GetBytes(
            "POST /f?a=b HTTP/1.1\r\nHost: h\r\nCookie: a=1; b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n" + Get + Hello);
        Gen.Select(Gen.Int[0, sample.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            byte[] damaged = [.. sample];
            foreach ((int at, byte value) in changes) damaged[at] = value;
            Http().Client(damaged).Server(damaged).End();
        }, iter: 2000);
    }

    private static List<string> Play(string requests, string responses, int[] cuts)
    {
        StreamHarness http = Http();
        foreach (string piece in Cut(requests, cuts)) http.Client(piece);
        foreach (string piece in Cut(responses, cuts)) http.Server(piece);
        return http.End().Messages;
    }

    private static IEnumerable<string> Cut(string text, int[] lengths)
    {
        int at = 0;
        foreach (int length in lengths.TakeWhile(_ => at < text.Length))
        {
            int end = Math.Min(text.Length, at + length);
            yield return text[at..end];
            at = end;
        }

        if (at < text.Length) yield return text[at..];
    }

    private sealed class Shouting : IContentDecoder
    {
        public byte[]? TryDecode(string coding, ReadOnlySpan<byte> encoded, int maxOctets) =>
            coding == "gzip" ? Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(encoded).ToUpperInvariant()) : null;
    }
}
