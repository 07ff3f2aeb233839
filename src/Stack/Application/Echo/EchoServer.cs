using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Echo;

/// <summary>Sends back what it receives, over TCP and UDP. Source: RFC 862.</summary>
public sealed class EchoServer : StreamServer
{
    /// <summary>The port of the service.</summary>
    public const ushort Port = 7;

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public EchoServer(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options, trace)
    {
    }

    /// <inheritdoc/>
    public override string Name => "echo";

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new EchoSession();

    /// <inheritdoc/>
    protected override DatagramSession CreateDatagrams() => new EchoDatagrams();

    /// <summary>Octets stay in the receive buffer until the send buffer has room for them: the session keeps none,
    /// and a peer that sends without reading is held back by its own window.</summary>
    private sealed class EchoSession : StreamSession
    {
        protected internal override Readiness Step(Timestamp now)
        {
            if (!TryPeek(Scratch, out int count, now)) return Reading;
            if (count == 0) return Over; // the peer's FIN; everything before it has gone back, and ours follows
            int taken = Send(Scratch[..count], now);
            if (taken > 0) TrySkip(taken, out _, now);
            return taken < count ? Writing : Reading;
        }
    }

    private sealed class EchoDatagrams : DatagramSession
    {
        protected override void Take(Span<byte> datagram, in SocketAddress from, Timestamp now) => Answer(datagram, from, now);
    }
}
