using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>A server of connections: it listens, accepts, and gives each connection a session.</summary>
/// <remarks>A server of a protocol says what its sessions are; everything else stands here.</remarks>
public abstract class StreamServer : SocketApplication
{
    private readonly ushort _port;

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="port">The port of its service.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    protected StreamServer(Host host, ushort port, StreamServerOptions? options, EventPublisher? trace)
        : base(host, trace) => (_port, Options) = (port, options ?? new());

    /// <summary>Where it listens and its bounds.</summary>
    public StreamServerOptions Options { get; }

    /// <summary>Where it really listens.</summary>
    public SocketAddress LocalName { get; private set; }

    /// <summary>Connections now.</summary>
    public int Connections { get; private set; }

    /// <summary>Connections that were accepted, ever.</summary>
    public long Accepted { get; private set; }

    /// <summary>Connections that were reset because there were too many.</summary>
    public long Refused { get; private set; }

    /// <summary>A session for a connection that was accepted.</summary>
    protected abstract StreamSession CreateSession(Timestamp now);

    /// <summary>What answers datagrams on the same port, or null.</summary>
    protected virtual DatagramSession? CreateDatagrams() => null;

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        SocketAddress at = new(Options.At.Address, Options.At.Port != 0 ? Options.At.Port : _port);
        Errno error = Bind(SocketKind.Stream, at, out int listener, now);
        if (error != Errno.None) return error;
        Add(new ListeningSession(this), listener, Readiness.Readable);
        error = Host.Sockets.Listen(listener, Options.Backlog, now);
        if (error != Errno.None || !Options.HasDatagrams || CreateDatagrams() is not { } datagrams) return error;
        error = Bind(SocketKind.Datagram, at, out int socket, now);
        if (error == Errno.None) Add(datagrams, socket, Readiness.Readable);
        return error;
    }

    /// <inheritdoc/>
    protected override void OnEnded(SocketSession session, Timestamp now)
    {
        if (session is not StreamSession stream) return;
        Connections--;
        Trace?.Publish(new SessionClosed(
            Trace.Envelope(now, stream.EndReason, stream.ConnectionId), Name, stream.Peer.Address, stream.Peer.Port, stream.Received, stream.Sent));
    }

    /// <summary>Takes the connections that wait.</summary>
    /// <param name="listener">The listening socket.</param>
    /// <param name="most">The most to take.</param>
    /// <param name="now">The time.</param>
    internal void Accept(int listener, int most, Timestamp now)
    {
        for (; most > 0; most--)
        {
            int descriptor = Host.Sockets.Accept(listener, out SocketAddress peer, out _, now);
            if (descriptor < 0) return; // too many descriptors is like nobody there: a later turn tries again
            peer = new(SocketAddress.Unmap(peer.Address), peer.Port);
            if (Connections >= Options.MaxConnections) Refuse(descriptor, peer, now);
            else Begin(descriptor, peer, now);
        }
    }

    private void Begin(int descriptor, in SocketAddress peer, Timestamp now)
    {
        StreamSession session = CreateSession(now);
        session.Peer = peer;
        session.IdleLimit = Options.IdleLimit;
        session.ConnectionId = Host.Sockets.ConnectionOf(descriptor)?.Id ?? 0;
        session.OnProgress(now);
        Connections++;
        Accepted++;
        Trace?.Publish(new SessionOpened(Trace.Envelope(now, ServiceReasons.Accepted, session.ConnectionId), Name, peer.Address, peer.Port));
        Add(session, descriptor, Readiness.Readable);
        session.Run(Readiness.Readable, now); // data may have come already, and some protocols let the server speak first
    }

    private void Refuse(int descriptor, in SocketAddress peer, Timestamp now)
    {
        Refused++;
        int connection = Host.Sockets.ConnectionOf(descriptor)?.Id ?? 0;
        Trace?.Publish(new SessionRefused(Trace.Envelope(now, ServiceReasons.TooMany, connection), Name, peer.Address, peer.Port));
        Host.Sockets.SetOption(descriptor, SocketOption.Linger, new(1, 0), now);
        Host.Sockets.Close(descriptor, now);
    }

    private Errno Bind(SocketKind kind, in SocketAddress at, out int socket, Timestamp now)
    {
        socket = CreateSocket(kind, at, out Errno error);
        if (socket < 0) return error;
        if (kind == SocketKind.Stream) Host.Sockets.SetOption(socket, SocketOption.ReuseAddress, true, now);
        error = Host.Sockets.Bind(socket, at, now);
        if (error != Errno.None)
        {
            Host.Sockets.Close(socket, now);
            return error;
        }

        if (kind == SocketKind.Stream && Host.Sockets.GetLocalName(socket, out SocketAddress name) == Errno.None) LocalName = name;
        return error;
    }

    /// <summary>The listening socket.</summary>
    private sealed class ListeningSession(StreamServer server) : SocketSession
    {
        private const int AcceptedAtATime = 64;

        protected internal override Readiness Step(Timestamp now)
        {
            server.Accept(Descriptor, AcceptedAtATime, now);
            return Reading;
        }
    }
}
