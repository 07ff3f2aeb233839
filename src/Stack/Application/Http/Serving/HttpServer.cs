using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;

namespace NetStack.Application.Http.Serving;

/// <summary>A web server: GET and HEAD, connections that stay open, requests that do not wait for answers, parts of
/// bodies, and bodies that have not changed. Source: RFC 9110, RFC 9112.</summary>
public sealed class HttpServer : StreamServer
{
    /// <summary>The port of the service.</summary>
    public const ushort Port = 80;

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="content">What it has to offer.</param>
    /// <param name="options">Where it listens, and how many connections it takes; null for the usual.</param>
    /// <param name="limits">What it puts up with; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public HttpServer(
        Host host, IWebContent content, StreamServerOptions? options = null, HttpServerOptions? limits = null, EventPublisher? trace = null)
        : base(host, Port, (options ?? new()) with { IdleLimit = default }, trace) // sessions have times of their own
    {
        (Content, Limits) = (content, limits ?? new());
        Reader = new(Limits);
    }

    /// <inheritdoc/>
    public override string Name => "http";

    /// <summary>What it has to offer.</summary>
    public IWebContent Content { get; }

    /// <summary>What it puts up with.</summary>
    public HttpServerOptions Limits { get; }

    /// <summary>Requests that were answered, ever.</summary>
    public long Answered { get; internal set; }

    internal HttpRequestReader Reader { get; }

    /// <summary>For use within a step.</summary>
    internal Utf8Writer Writer { get; } = new(1024);

    internal EventPublisher? Events => Trace;

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new HttpServerSession(this, now);
}
