using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

// connect in its several calls: EINPROGRESS, EALREADY, once 0, then EISCONN; and send, which may be the first call of all.
internal sealed partial class TcpSocket
{
    private SocketAddress _deferredTo;

    public override Errno Connect(in SocketAddress to, Timestamp now)
    {
        if (to.Address.Family == IpFamily.None) return Dissolve(now);
        if (_listener is not null) return Errno.EISCONN;
        switch (_phase)
        {
            case ConnectPhase.Connected:
                return Errno.EISCONN;
            case ConnectPhase.Deferred:
                return Errno.EALREADY;
            case ConnectPhase.Connecting:
                return ContinueConnecting(now);
        }

        Errno error = Prepare(to, out ConnectionKey key, out _, now);
        if (error != Errno.None) return error;
        if (Settings.FastOpenConnect && MayBearData(key.RemoteAddress))
        {
            (_phase, _deferredTo) = (ConnectPhase.Deferred, to);
            return Errno.None;
        }

        error = Open(key, now);
        if (error != Errno.None) return error;
        Host.Tcp.Connect(_connection!, Settings.FastOpenConnect && Host.Tcp.Profile.FastOpenClient, now);
        return Errno.EINPROGRESS;
    }

    /// <summary>How the opening stands. An error is told once, and the socket can be used for another.</summary>
    private Errno ContinueConnecting(Timestamp now)
    {
        if (_connection!.State is TcpState.SynSent or TcpState.SynReceived) return Errno.EALREADY;
        if (_connection.State != TcpState.Closed)
        {
            _phase = ConnectPhase.Connected;
            return Errno.None;
        }

        Errno error = _connection.TakeError();
        Forget(now);
        return error == Errno.None ? Errno.ECONNABORTED : error;
    }

    /// <summary>Everything that a connection needs before it can be opened.</summary>
    private Errno Prepare(in SocketAddress to, out ConnectionKey key, out DatagramPath path, Timestamp now)
    {
        key = default;
        path = default;
        Errno error = Take(to.Address, out IpAddress remote);
        if (error != Errno.None) return error;
        if (IsAny(remote)) remote = remote.Family == IpFamily.V4 ? IpAddress.V4(0x7F00_0001) : IpAddress.V6(0, 1); // as Linux: this host
        if (IsForMany(remote)) return Errno.ENETUNREACH; // RFC 9293 §3.9.2.3 (MUST-57)
        IpAddress bound = IsAny(_localAddress) ? default : _localAddress;
        if (!Host.Internet.TryFindPath(remote, bound, out path)) return Errno.ENETUNREACH;
        remote = Addresses.Scoped(remote, path.Interface);
        ushort port = _localPort != 0 ? _localPort : _ports.Choose(path.Source, remote, to.Port, Settings.LocalPorts, now);
        if (port == 0) return Errno.EADDRNOTAVAIL;
        key = new(path.Source, remote, port, to.Port);
        return Errno.None;
    }

    private Errno Open(in ConnectionKey key, Timestamp now)
    {
        _connection = Host.Tcp.Open(key, ProfileOf(), Configure, out Errno error, now);
        if (_connection is null) return error;
        _connection.User = this;
        _phase = ConnectPhase.Connecting;
        return Errno.None;
    }

    /// <summary>connect with AF_UNSPEC: the socket is as new, but keeps a port that it was bound to.</summary>
    private Errno Dissolve(Timestamp now)
    {
        StopListening(now);
        Forget(now);
        return Errno.None;
    }

    private void Forget(Timestamp now)
    {
        _phase = ConnectPhase.Unconnected;
        if (_connection is not { } connection) return;
        connection.User = null;
        _connection = null;
        connection.Abort(now);
        connection.Close(now);
        OnReady(Readiness.Writable | Readiness.HangUp);
    }

    public override int Send(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error, Timestamp now)
    {
        if ((flags & SocketFlags.FastOpen) != 0 && _phase == ConnectPhase.Unconnected)
            return SendOpening(data, to, out error, now);
        if ((flags & SocketFlags.FastOpen) != 0 && _phase == ConnectPhase.Connecting && _connection!.State == TcpState.SynSent)
        {
            error = Errno.EALREADY; // one opening is under way
            return -1;
        }

        if (_phase == ConnectPhase.Deferred) return SendOpening(data, _deferredTo, out error, now);
        error = Errno.None;
        if ((flags & SocketFlags.OutOfBand) != 0) error = Errno.EOPNOTSUPP; // RFC 6093 §6 advises against sending urgent data
        else if (_connection is null) error = Errno.EPIPE;
        if (error != Errno.None) return -1;
        if (_phase == ConnectPhase.Connecting && _connection!.State is TcpState.Established or TcpState.CloseWait) _phase = ConnectPhase.Connected;
        int taken = _connection!.Send(data, (flags & SocketFlags.More) != 0, out error, now);
        if (error == Errno.EAGAIN && (flags & SocketFlags.DontWait) == 0) _connection.WriterWaits = true;
        return taken;
    }

    /// <summary>Opens with data in the SYN where a cookie is known; otherwise the SYN asks for one, and the data has to wait.
    /// Source: RFC 7413 §4.2.1.</summary>
    private int SendOpening(ReadOnlySpan<byte> data, in SocketAddress to, out Errno error, Timestamp now)
    {
        const int SynOptions = 40, Ipv4AndTcp = 40, Ipv6AndTcp = 60;
        bool isDeferred = _phase == ConnectPhase.Deferred;
        error = !Host.Tcp.Profile.FastOpenClient ? Errno.EOPNOTSUPP
            : _listener is not null ? Errno.EISCONN
            : to.Address.Family == IpFamily.None ? Errno.EOPNOTSUPP // AF_UNSPEC, which takes a connection back
            : Prepare(to, out _, out _, now);
        if (error != Errno.None) return -1;
        error = Prepare(to, out ConnectionKey key, out DatagramPath path, now);
        if (error == Errno.None) error = Open(key, now);
        if (error != Errno.None) return -1;
        _phase = ConnectPhase.Connecting;
        int room = path.Mtu - (key.RemoteAddress.Family == IpFamily.V4 ? Ipv4AndTcp : Ipv6AndTcp), known = Host.Tcp.FastOpen.RecallMss(key.RemoteAddress);
        if (known > 0) room = Math.Min(room, known);
        if (Settings.MaxSegment > 0) room = Math.Min(room, Settings.MaxSegment);
        room -= SynOptions;
        int taken = -1;
        if (MayBearData(key.RemoteAddress)) taken = _connection!.QueueForSyn(data[..Math.Clamp(data.Length, 0, Math.Max(0, room))]);
        else error = isDeferred ? Errno.EAGAIN : Errno.EINPROGRESS;
        Host.Tcp.Connect(_connection!, true, now);
        if (data.IsEmpty && taken == 0) (taken, error) = (-1, Errno.EINPROGRESS); // no data at all: an ordinary connect
        return taken;
    }

    private bool MayBearData(in IpAddress remote) => Host.Tcp.Profile.FastOpenClient
        && (Host.Tcp.Profile.FastOpenClientWithoutCookie || Host.Tcp.FastOpen.Recall(remote).Length > 0);
}
