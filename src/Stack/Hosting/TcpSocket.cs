using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>A stream socket: first nothing, then a listener or a connection.</summary>
/// <remarks>The files: this one (names, listening, reading, closing), Connecting, Options.</remarks>
internal sealed partial class TcpSocket : Socket, ITcpUser
{
    private readonly TcpPorts _ports;
    private IpAddress _localAddress; // as bound: default is any of both versions of IP
    private ushort _localPort;
    private bool _isBound; // the application has chosen the port: it outlives a connection
    private Listener? _listener;
    private Connection? _connection;
    private ConnectPhase _phase;
    private Errno _error;

    public TcpSocket(Host host, IpFamily family, TcpPorts ports)
        : base(host, family) => _ports = ports;

    private enum ConnectPhase : byte
    {
        Unconnected,

        /// <summary>connect was called, and has not said yet how it ended.</summary>
        Connecting,

        /// <summary>connect has returned 0; the SYN waits for the first data. Source: RFC 7413, TCP_FASTOPEN_CONNECT.</summary>
        Deferred,

        Connected,
    }

    public override SocketKind Kind => SocketKind.Stream;

    public override bool IsListening => _listener is not null;

    public override int InputQueue => _connection?.Readable ?? 0;

    public override int OutputQueue => _connection?.SendQueued ?? 0;

    /// <summary>May share its port with sockets that say so, too.</summary>
    internal bool SharesPort => Settings.ReuseAddress;

    internal bool SharesListening => Settings.ReusePort;

    internal IpAddress LocalAddress => _localAddress;

    internal Connection? Connection => _connection;

    public override Readiness Readiness
    {
        get
        {
            if (_listener is not null) return _listener.Waiting > 0 ? Readiness.Readable : Readiness.None;
            if (_connection is not null) return _connection.Readiness;
            return _phase == ConnectPhase.Deferred ? Readiness.Writable : Readiness.Writable | Readiness.HangUp;
        }
    }

    public override SocketAddress LocalName => _connection is null
        ? Give(_localAddress, _localPort)
        : Give(_connection.Key.LocalAddress, _connection.Key.LocalPort);

    protected override IpAddress Peer => _connection?.Key.RemoteAddress ?? default;

    public override Errno TryGetPeerName(out SocketAddress name)
    {
        name = default;
        if (_connection is null || _connection.State is TcpState.Closed or TcpState.SynSent) return Errno.ENOTCONN;
        name = Give(_connection.Key.RemoteAddress, _connection.Key.RemotePort);
        return Errno.None;
    }

    public override Errno Bind(in SocketAddress address, Timestamp now)
    {
        Errno error = TakeLocal(address.Address, out IpAddress local);
        if (error != Errno.None) return error;
        if (_localPort != 0 || _connection is not null || _listener is not null) return Errno.EINVAL;
        return Reserve(local, address.Port, now);
    }

    private Errno Reserve(in IpAddress local, ushort port, Timestamp now)
    {
        if (port == 0) port = _ports.Choose(local, default, 0, Settings.LocalPorts, now);
        else if (_ports.IsTaken(this, local, port)) return Errno.EADDRINUSE;
        if (port == 0) return Errno.EADDRINUSE;
        (_localAddress, _localPort, _isBound) = (local, port, true);
        _ports.Add(this, port);
        return Errno.None;
    }

    public override Errno Listen(int backlog, Timestamp now)
    {
        if (_connection is not null || _phase != ConnectPhase.Unconnected) return Errno.EINVAL;
        backlog = backlog < 0 ? int.MaxValue : backlog;
        if (_listener is not null)
        {
            _listener.Backlog = backlog;
            return Errno.None;
        }

        if (_localPort == 0)
        {
            Errno bound = Reserve(AnyLocal, 0, now);
            if (bound != Errno.None) return bound;
        }

        if (_ports.IsListenedOn(this, _localAddress, _localPort)) return Errno.EADDRINUSE;
        _listener = Host.Tcp.Listen(_localAddress, _localPort, OwnProfile, out Errno error);
        if (_listener is null) return error;
        _listener.Backlog = backlog;
        _listener.FastOpenQueue = Settings.FastOpenQueue;
        _listener.DeferAccept = Duration.FromSeconds(Settings.DeferAccept);
        _listener.Configure = Configure;
        _listener.User = this;
        return Errno.None;
    }

    public override Socket? Accept(out SocketAddress peer, out Errno error, Timestamp now)
    {
        peer = default;
        error = _listener is null ? Errno.EINVAL : Errno.None;
        if (_listener?.Accept() is not { } connection)
        {
            if (error == Errno.None) error = Errno.EAGAIN;
            return null;
        }

        TcpSocket accepted = new(Host, Family, _ports)
        {
            Settings = Settings, _connection = connection, _phase = ConnectPhase.Connected,
        };
        connection.User = accepted;
        peer = Give(connection.Key.RemoteAddress, connection.Key.RemotePort);
        return accepted;
    }

    public override int Receive(Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error, Timestamp now)
    {
        from = default;
        error = Errno.None;
        if ((flags & SocketFlags.ErrorQueue) != 0) error = Errno.EAGAIN;
        else if (_connection is null) error = _phase == ConnectPhase.Deferred ? Errno.EAGAIN : Errno.ENOTCONN;
        else if ((flags & SocketFlags.OutOfBand) != 0) error = Errno.EINVAL; // urgent data stays in the stream: RFC 6093 §6
        if (error != Errno.None) return -1;
        bool isPeek = (flags & SocketFlags.Peek) != 0;
        if ((flags & SocketFlags.Truncate) == 0 || isPeek || _connection!.Readable == 0)
            return _connection!.Receive(data, isPeek, out error, now);
        return _connection.Discard(data.Length, now);
    }

    public override Errno Shutdown(ShutdownHow how, Timestamp now)
    {
        if (_listener is not null)
        {
            if (how != ShutdownHow.Send) StopListening(now);
            return Errno.None;
        }

        if (_connection is null || _connection.State == TcpState.Closed) return Errno.ENOTCONN;
        if (_connection.State == TcpState.SynSent)
        {
            Forget(now);
            return Errno.None;
        }

        if (how != ShutdownHow.Send) _connection.ShutdownReceive();
        if (how != ShutdownHow.Receive) _connection.ShutdownSend(now);
        return Errno.None;
    }

    public override void Close(Timestamp now)
    {
        StopListening(now);
        if (_connection is { } connection)
        {
            connection.User = null;
            if (Settings is { LingerOn: true, LingerSeconds: 0 }) connection.Abort(now);
            connection.Close(now);
            _connection = null;
        }

        ReleasePort();
    }

    public override Errno TakeError()
    {
        Errno error = _error;
        _error = Errno.None;
        return error != Errno.None ? error : _connection?.TakeError() ?? Errno.None;
    }

    public override TcpInfo Info(Timestamp now)
    {
        if (_connection is not null) return _connection.Status(now);
        const byte Close = 7, Listen = 10;
        return _listener is null ? new() { State = Close }
            : new() { State = Listen, Unacked = (uint)_listener.Waiting, Sacked = (uint)Math.Min(_listener.Backlog, ushort.MaxValue) };
    }

    private void StopListening(Timestamp now)
    {
        if (_listener is null) return;
        _listener.User = null;
        _listener.Close(now);
        _listener = null;
        OnReady(Readiness.HangUp);
    }

    private void ReleasePort()
    {
        if (_localPort != 0) _ports.Remove(this, _localPort);
        (_localAddress, _localPort, _isBound) = (default, 0, false);
    }
}
