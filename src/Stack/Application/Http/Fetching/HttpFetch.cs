using System.Globalization;
using System.Text;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Http.Fetching;

/// <summary>Asks a web server, once or several times over one connection, and ends. Source: RFC 9110, RFC
/// 9112.</summary>
public sealed class HttpFetch : StreamClient
{
    private readonly SocketAddress _to;
    private readonly string _hostName;
    private readonly HttpFetchResult[] _results;

    /// <summary>A client that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="to">The server.</param>
    /// <param name="hostName">The server's name for the Host field, with its port when that is not 80.</param>
    /// <param name="requests">What to ask, in this order.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">A request cannot be written, or there is none.</exception>
    public HttpFetch(
        Host host, SocketAddress to, string hostName, IReadOnlyList<HttpFetchRequest> requests,
        HttpFetchOptions? options = null, EventPublisher? trace = null)
        : base(host, trace)
    {
        if (requests.Count == 0) throw new ArgumentException("There is nothing to ask.", nameof(requests));
        foreach (HttpFetchRequest request in requests) Check(request);
        CheckText(hostName, nameof(hostName));
        (_to, _hostName, Options) = (to, hostName, options ?? new());
        (ConnectLimit, IdleLimit) = (Options.ConnectLimit, Options.IdleLimit);
        _results = [.. requests.Select(request => new HttpFetchResult(request))];
    }

    /// <inheritdoc/>
    public override string Name => "http-client";

    /// <summary>How it asks.</summary>
    public HttpFetchOptions Options { get; }

    /// <summary>What became of each request.</summary>
    public IReadOnlyList<HttpFetchResult> Results => _results;

    internal Timestamp StartedAt { get; private set; }

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        StartedAt = now;
        foreach (HttpFetchResult result in _results) result.StartedAt = now;
        return Connect(_to, new HttpFetchSession(this), now);
    }

    /// <summary>Writes a request as it goes out.</summary>
    internal byte[] Write(HttpFetchRequest request)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} HTTP/1.1\r\nHost: {_hostName}\r\n")
            .Append("User-Agent: NetStack\r\nAccept: */*\r\n");
        foreach ((string name, string value) in request.Fields) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (request.Body.Length > 0 || request.Method is "POST" or "PUT")
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. request.Body.Span];
    }

    /// <summary>A request has ended.</summary>
    internal void Finish(HttpFetchResult result, HttpFetchError error, int connection, Timestamp now)
    {
        result.Error = error;
        Trace?.Publish(new HttpFetched(
            Trace.Envelope(now, HttpFetchReasons.All[(int)error], connection), result.Request.Method, result.Request.Target,
            result.Status, result.Octets));
    }

    private static void Check(HttpFetchRequest request)
    {
        CheckText(request.Method, nameof(request.Method));
        CheckText(request.Target, nameof(request.Target));
        foreach ((string name, string value) in request.Fields)
        {
            CheckText(name, nameof(request.Fields));
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw new ArgumentException("Only visible ASCII can be sent.", nameof(request));
        }
    }

    /// <summary>A line end in a name would begin a second request.</summary>
    private static void CheckText(string text, string name)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("It has to be visible ASCII without spaces; anything else is percent-encoded.", name);
    }
}
