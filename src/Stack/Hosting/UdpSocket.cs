using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Udp;

namespace NetStack.Hosting;

/// <summary>A datagram socket.</summary>
internal sealed class UdpSocket : Socket, IUdpUser
{
    private readonly UdpEndpoint _endpoint;
    private List<(int Interface, IpAddress Group)>? _groups;
    private bool _isBound, _receiveClosed, _sendClosed; // bound: the application has chosen the port

    public UdpSocket(Host host, IpFamily family)
        : base(host, family)
    {
        _endpoint = host.Udp.Open();
        _endpoint.User = this;
        _endpoint.ReceiveLimitOctets = host.Options.UdpReceiveOctets;
        _endpoint.ReceiveLimitDatagrams = host.Options.UdpReceiveDatagrams;
    }

    public override SocketKind Kind => SocketKind.Datagram;

    public override int InputQueue => _endpoint.NextLength;

    public override Readiness Readiness
    {
        get
        {
            Readiness ready = Readiness.Writable;
            if (_endpoint.Waiting > 0 || _receiveClosed) ready |= Readiness.Readable;
            if (_receiveClosed) ready |= Readiness.ReadHangUp;
            if (_receiveClosed && _sendClosed) ready |= Readiness.HangUp;
            if (_endpoint.PendingError != Errno.None) ready |= Readiness.Error | Readiness.Readable;
            return ready;
        }
    }

    public override SocketAddress LocalName => Give(_endpoint.LocalAddress, _endpoint.LocalPort);

    protected override IpAddress Peer => _endpoint.RemoteAddress;

    public override Errno TryGetPeerName(out SocketAddress name)
    {
        name = _endpoint.IsConnected ? Give(_endpoint.RemoteAddress, _endpoint.RemotePort) : default;
        return _endpoint.IsConnected ? Errno.None : Errno.ENOTCONN;
    }

    public override Errno Bind(in SocketAddress address, Timestamp now)
    {
        Errno error = TakeLocal(address.Address, out IpAddress local);
        if (error != Errno.None) return error;
        error = Host.Udp.Bind(_endpoint, local, address.Port);
        _isBound |= error == Errno.None;
        return error;
    }

    public override Errno Connect(in SocketAddress to, Timestamp now)
    {
        if (to.Address.Family == IpFamily.None) return Disconnect();
        Errno error = Take(to.Address, out IpAddress remote);
        if (error != Errno.None) return error;
        if (IsAny(remote)) remote = ThisHost(remote.Family);
        if (IsBroadcast(remote) && !Settings.Broadcast) return Errno.EACCES;
        if (!BindIfNeeded()) return Errno.EAGAIN;
        return Host.Udp.Connect(_endpoint, remote, to.Port);
    }

    /// <summary>connect with AF_UNSPEC: takes everybody's datagrams again; a port that was not asked for is given back.</summary>
    private Errno Disconnect()
    {
        Host.Udp.Connect(_endpoint, default, 0);
        if (!_isBound) Host.Udp.Unbind(_endpoint);
        return Errno.None;
    }

    private bool BindIfNeeded() => _endpoint.LocalPort != 0 || Host.Udp.Bind(_endpoint, AnyLocal, 0) == Errno.None;

    public override int Send(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error, Timestamp now)
    {
        error = TrySend(data, flags, to, now);
        return error == Errno.None ? data.Length : -1;
    }

    private Errno TrySend(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, Timestamp now)
    {
        if ((flags & SocketFlags.OutOfBand) != 0) return Errno.EOPNOTSUPP;
        if (data.Length > UdpLayer.MaxDataV6) return Errno.EMSGSIZE;
        IpAddress remote = _endpoint.RemoteAddress;
        ushort port = _endpoint.RemotePort;
        if (to.Address.Family != IpFamily.None)
        {
            Errno error = Take(to.Address, out remote);
            if (error != Errno.None) return error;
            if (to.Port == 0) return Errno.EINVAL;
            port = to.Port;
            if (IsAny(remote)) remote = ThisHost(remote.Family);
        }
        else if (!_endpoint.IsConnected)
        {
            return Errno.EDESTADDRREQ;
        }

        if (_endpoint.PendingError != Errno.None) return _endpoint.TakeError();
        if (_sendClosed) return Errno.EPIPE;
        if (IsBroadcast(remote) && !Settings.Broadcast) return Errno.EACCES;
        if (!BindIfNeeded()) return Errno.EAGAIN;
        SetFor(remote.Family);
        return Host.Udp.Send(_endpoint, data, remote, port, now);
    }

    /// <summary>A dual-stack socket has settings for each version of IP.</summary>
    private void SetFor(IpFamily family)
    {
        bool isV6 = family == IpFamily.V6;
        _endpoint.TrafficClass = isV6 ? Settings.TrafficClassV6 : Settings.TrafficClassV4;
        _endpoint.HopLimit = isV6 ? Settings.HopLimitV6 : Settings.HopLimitV4;
    }

    public override int Receive(Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error, Timestamp now)
    {
        from = default;
        error = (flags & SocketFlags.OutOfBand) != 0 ? Errno.EOPNOTSUPP
            : (flags & SocketFlags.ErrorQueue) != 0 ? Errno.EAGAIN
            : _endpoint.TakeError();
        if (error != Errno.None) return -1;
        int count = _endpoint.Receive(data, (flags & SocketFlags.Peek) != 0, out ReceivedDatagram head);
        if (count >= 0)
        {
            from = Give(head.Source, head.SourcePort);
            return (flags & SocketFlags.Truncate) != 0 ? head.Length : count;
        }

        if (_receiveClosed) return 0;
        error = Errno.EAGAIN;
        return -1;
    }

    public override Errno Shutdown(ShutdownHow how, Timestamp now)
    {
        _receiveClosed |= how != ShutdownHow.Send;
        _sendClosed |= how != ShutdownHow.Receive;
        OnReady(Readiness.Readable | Readiness.ReadHangUp);
        return _endpoint.IsConnected ? Errno.None : Errno.ENOTCONN; // as Linux: it takes effect all the same
    }

    public override void Close(Timestamp now)
    {
        foreach ((int @interface, IpAddress group) in _groups ?? [])
            Host.Internet.LeaveGroup(@interface, group, now);
        _groups = null;
        Host.Udp.Close(_endpoint);
    }

    public override Errno TakeError() => _endpoint.TakeError();

    protected override Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now)
    {
        switch (option)
        {
            case SocketOption.Ipv4JoinGroup or SocketOption.Ipv6JoinGroup: return Join(value, now);
            case SocketOption.Ipv4LeaveGroup or SocketOption.Ipv6LeaveGroup: return Leave(value, now);
            case SocketOption.Ipv6Only when _endpoint.LocalPort != 0: return Errno.EINVAL;
        }

        SocketSettings s = Settings;
        _endpoint.SharesPort = s.ReuseAddress || s.ReusePort;
        _endpoint.WantsErrors = s.ReceiveErrorsV4 || s.ReceiveErrorsV6;
        _endpoint.MtuDiscovery = (MtuDiscovery)Math.Min(s.MtuDiscovery, (byte)MtuDiscovery.Probe);
        _endpoint.GroupHopLimit = s.GroupHopLimit;
        _endpoint.GroupInterface = s.GroupInterface;
        if (s.ReceiveBuffer > 0) _endpoint.ReceiveLimitOctets = s.ReceiveBuffer;
        return Errno.None;
    }

    private Errno Join(in SocketOptionValue value, Timestamp now)
    {
        Errno error = FindGroup(value, out (int Interface, IpAddress Group) membership);
        if (error != Errno.None) return error;
        if (_groups?.Contains(membership) == true) return Errno.EADDRINUSE;
        if (!Host.Internet.JoinGroup(membership.Interface, membership.Group, now)) return Errno.ENOBUFS;
        (_groups ??= []).Add(membership);
        return Errno.None;
    }

    private Errno Leave(in SocketOptionValue value, Timestamp now)
    {
        Errno error = FindGroup(value, out (int Interface, IpAddress Group) membership);
        if (error != Errno.None) return error;
        if (_groups?.Remove(membership) != true) return Errno.EADDRNOTAVAIL;
        Host.Internet.LeaveGroup(membership.Interface, membership.Group, now);
        return Errno.None;
    }

    private Errno FindGroup(in SocketOptionValue value, out (int Interface, IpAddress Group) membership)
    {
        membership = (value.Extra, value.Group);
        if (!value.Group.IsMulticast || value.Group.Family != Family) return Errno.EINVAL;
        if (value.Extra < 0 || value.Extra > Host.Internet.InterfaceCount) return Errno.ENODEV;
        if (value.Extra > 0) return Errno.None;
        if (!Host.Internet.TryFindPath(value.Group, default, out DatagramPath path)) return Errno.ENODEV;
        membership = (path.Interface, value.Group);
        return Errno.None;
    }

    protected override bool TryReadLive(SocketOption option, out SocketOptionValue value)
    {
        value = option switch
        {
            SocketOption.ReceiveBuffer => 2 * _endpoint.ReceiveLimitOctets,
            SocketOption.SendBuffer => 2 * (Settings.SendBuffer > 0 ? Settings.SendBuffer : Host.Options.UdpReceiveOctets),
            _ => default(SocketOptionValue),
        };
        return option is SocketOption.ReceiveBuffer or SocketOption.SendBuffer;
    }

    private static IpAddress ThisHost(IpFamily family) => family == IpFamily.V4 ? IpAddress.V4(0x7F00_0001) : IpAddress.V6(0, 1);
}
