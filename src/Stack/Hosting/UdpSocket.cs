using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Udp;

namespace NetStack.Hosting;

/// <summary>A datagram socket.</summary>
internal sealed class UdpSocket : DatagramSocket
{
    private readonly UdpEndpoint _endpoint;
    private List<(int Interface, IpAddress Group)>? _groups;
    private bool _isBound; // the application has chosen the port

    public UdpSocket(Host host, IpFamily family)
        : this(host, family, host.Udp.Open())
    {
    }

    private UdpSocket(Host host, IpFamily family, UdpEndpoint endpoint)
        : base(host, family, endpoint) => _endpoint = endpoint;

    public override SocketKind Kind => SocketKind.Datagram;

    public override SocketAddress LocalName => Give(_endpoint.LocalAddress, _endpoint.LocalPort);

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

    protected override Errno TrySend(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, Timestamp now)
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
        if (IsSendClosed) return Errno.EPIPE;
        if (IsBroadcast(remote) && !Settings.Broadcast) return Errno.EACCES;
        if (!BindIfNeeded()) return Errno.EAGAIN;
        SetFor(remote.Family);
        return Host.Udp.Send(_endpoint, data, remote, port, now);
    }

    public override void Close(Timestamp now)
    {
        foreach ((int @interface, IpAddress group) in _groups ?? [])
            Host.Internet.LeaveGroup(@interface, group, now);
        _groups = null;
        Host.Udp.Close(_endpoint);
    }

    protected override Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now)
    {
        switch (option)
        {
            case SocketOption.Ipv4JoinGroup or SocketOption.Ipv6JoinGroup: return Join(value, now);
            case SocketOption.Ipv4LeaveGroup or SocketOption.Ipv6LeaveGroup: return Leave(value, now);
            case SocketOption.Ipv6Only when _endpoint.LocalPort != 0: return Errno.EINVAL;
        }

        _endpoint.SharesPort = Settings.ReuseAddress || Settings.ReusePort;
        return base.OnChanged(option, value, now);
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
}
