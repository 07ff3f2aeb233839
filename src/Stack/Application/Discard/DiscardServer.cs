using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Discard;

/// <summary>Throws away what it receives, over TCP and UDP, and never answers. Source: RFC 863.</summary>
public sealed class DiscardServer : StreamServer
{
    /// <summary>The port of the service.</summary>
    public const ushort Port = 9;

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public DiscardServer(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options, trace)
    {
    }

    /// <inheritdoc/>
    public override string Name => "discard";

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new DiscardSession();

    /// <inheritdoc/>
    protected override DatagramSession CreateDatagrams() => new DiscardDatagrams();

    private sealed class DiscardSession : StreamSession
    {
        protected internal override Readiness Step(Timestamp now) =>
            TrySkip(int.MaxValue, out int count, now) && count == 0 ? Over : Reading;
    }

    private sealed class DiscardDatagrams : DatagramSession
    {
        protected override void Take(Span<byte> datagram, in SocketAddress from, Timestamp now)
        {
        }
    }
}
