using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>An application that opens connections: it connects, and then its session goes on.</summary>
public abstract class StreamClient : SocketApplication
{
    private static readonly Duration DefaultConnectLimit = Duration.FromSeconds(30);

    /// <summary>A client that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="trace">Where events go, or null.</param>
    protected StreamClient(Host host, EventPublisher? trace)
        : base(host, trace)
    {
    }

    /// <summary>How long opening a connection may take.</summary>
    public Duration ConnectLimit { get; init; } = DefaultConnectLimit;

    /// <summary>How long a connection may do nothing; zero for as long as it likes.</summary>
    public Duration IdleLimit { get; init; } = Duration.FromSeconds(60);

    /// <inheritdoc/>
    public override bool IsFinished => IsRunning && Sessions.Count == 0;

    /// <summary>Opens a connection. When it is open the session's first step comes; when it fails the session is
    /// told that it has ended.</summary>
    /// <returns>Why it cannot even begin, or none.</returns>
    protected Errno Connect(in SocketAddress to, StreamSession session, Timestamp now)
    {
        int socket = CreateSocket(SocketKind.Stream, to, out Errno error);
        if (socket < 0) return error;
        error = Host.Sockets.Connect(socket, to, now);
        if (error is not (Errno.None or Errno.EINPROGRESS))
        {
            Host.Sockets.Close(socket, now);
            return error;
        }

        session.Peer = to;
        session.ConnectionId = Host.Sockets.ConnectionOf(socket)?.Id ?? 0;
        Add(new Connecting(this, to, session, now + ConnectLimit), socket, Readiness.Writable);
        return Errno.None;
    }

    /// <inheritdoc/>
    protected override void OnEnded(SocketSession session, Timestamp now)
    {
        if (session is not StreamSession stream) return;
        Trace?.Publish(new SessionClosed(
            Trace.Envelope(now, stream.EndReason, stream.ConnectionId), Name, stream.Peer.Address, stream.Peer.Port, stream.Received, stream.Sent));
    }

    /// <summary>The connection is open: its socket goes over to the session.</summary>
    private void Begin(StreamSession session, int socket, Timestamp now)
    {
        session.IdleLimit = IdleLimit;
        session.OnProgress(now);
        Trace?.Publish(new SessionOpened(
            Trace.Envelope(now, ServiceReasons.Connected, session.ConnectionId), Name, session.Peer.Address, session.Peer.Port));
        Add(session, socket, Readiness.Readable);
        session.Run(Readiness.Writable, now);
    }

    private void GiveUp(StreamSession session, Errno error, Timestamp now)
    {
        session.FailToConnect(error);
        session.OnEnded(now);
        OnEnded(session, now);
    }

    /// <summary>A socket whose connection is being opened.</summary>
    private sealed class Connecting : SocketSession
    {
        private readonly StreamClient _client;
        private readonly SocketAddress _to;
        private readonly StreamSession _session;

        public Connecting(StreamClient client, in SocketAddress to, StreamSession session, Timestamp limit)
        {
            (_client, _to, _session) = (client, to, session);
            Deadline = limit;
        }

        protected internal override Readiness Step(Timestamp now)
        {
            Errno error = Sockets.Connect(Descriptor, _to, now);
            if (error is Errno.EALREADY or Errno.EINPROGRESS) return Writing;
            if (error is not (Errno.None or Errno.EISCONN))
            {
                Fail(error);
                return Over;
            }

            int socket = Descriptor;
            _client.Release(this);
            _client.Begin(_session, socket, now);
            return Over;
        }

        protected override Readiness OnDeadline(Timestamp now)
        {
            Fail(Errno.ETIMEDOUT);
            return Over;
        }

        protected internal override void OnEnded(Timestamp now) =>
            _client.GiveUp(_session, Error == Errno.None ? Errno.ECONNABORTED : Error, now);
    }
}
