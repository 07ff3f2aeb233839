using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>What stands behind a descriptor. The calls bear the meaning of POSIX and the order of errors of Linux; a call
/// that would have to wait says EAGAIN.</summary>
internal abstract class Socket(Host host, IpFamily family)
{
    private Watch? _watches;

    public Host Host { get; } = host;

    public IpFamily Family { get; } = family;

    public SocketSettings Settings { get; protected set; } = SocketSettings.Default;

    public abstract SocketKind Kind { get; }

    public abstract Readiness Readiness { get; }

    public virtual bool IsListening => false;

    public virtual int InputQueue => 0;

    public virtual int OutputQueue => 0;

    /// <summary>The path's MTU towards the peer, 0 while there is none.</summary>
    protected abstract IpAddress Peer { get; }

    public abstract Errno Bind(in SocketAddress address, Timestamp now);

    public virtual Errno Listen(int backlog, Timestamp now) => Errno.EOPNOTSUPP;

    public virtual Socket? Accept(out SocketAddress peer, out Errno error, Timestamp now)
    {
        (peer, error) = (default, Errno.EOPNOTSUPP);
        return null;
    }

    public abstract Errno Connect(in SocketAddress to, Timestamp now);

    public abstract int Send(ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error, Timestamp now);

    public abstract int Receive(Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error, Timestamp now);

    /// <summary>Reads, and tells what is known of a datagram besides its data.</summary>
    public virtual int ReceiveMessage(Span<byte> data, SocketFlags flags, out MessageInfo info, out Errno error, Timestamp now)
    {
        int count = Receive(data, flags, out SocketAddress from, out error, now);
        info = new() { From = from };
        return count;
    }

    /// <summary>Takes an ICMP error about what was sent from the queue.</summary>
    public virtual bool TryReceiveError(out ReportedError report)
    {
        report = default;
        return false;
    }

    public abstract Errno Shutdown(ShutdownHow how, Timestamp now);

    public abstract void Close(Timestamp now);

    public abstract SocketAddress LocalName { get; }

    public abstract Errno TryGetPeerName(out SocketAddress name);

    public abstract Errno TakeError();

    public virtual TcpInfo Info(Timestamp now) => default;

    /// <summary>Some options answer from the state of the connection, not from what was set.</summary>
    protected abstract bool TryReadLive(SocketOption option, out SocketOptionValue value);

    /// <summary>An option has changed: it takes effect.</summary>
    protected abstract Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now);

    public Errno GetOption(SocketOption option, out SocketOptionValue value)
    {
        value = default;
        if (LevelOf(option) == 6 && Kind != SocketKind.Stream) return Errno.EOPNOTSUPP;
        if (LevelOf(option) == 41 && Family != IpFamily.V6) return Errno.EOPNOTSUPP;
        if (TryReadLive(option, out value)) return Errno.None;
        switch (option)
        {
            case SocketOption.Type: value = (int)(Kind == SocketKind.Echo ? SocketKind.Datagram : Kind); break;
            case SocketOption.Domain: value = Family == IpFamily.V6 ? 10 : 2; break;
            case SocketOption.Protocol: value = ProtocolNumber; break;
            case SocketOption.AcceptsConnections: value = IsListening; break;
            case SocketOption.Error: value = (int)TakeError(); break;
            case SocketOption.Ipv4TimeToLive: value = HopLimitOr(Settings.HopLimitV4); break;
            case SocketOption.Ipv6UnicastHops: value = HopLimitOr(Settings.HopLimitV6); break;
            case SocketOption.Ipv4Mtu or SocketOption.Ipv6Mtu:
                if (Peer.Family == IpFamily.None || !Host.Internet.TryFindPath(Peer, default, out DatagramPath path)) return Errno.ENOTCONN;
                value = path.Mtu;
                break;
            default: return SocketSettingsTable.TryRead(Settings, option, out value) ? Errno.None : Errno.ENOPROTOOPT;
        }

        return Errno.None;
    }

    public Errno SetOption(SocketOption option, in SocketOptionValue value, Timestamp now)
    {
        if (LevelOf(option) == 6 && Kind != SocketKind.Stream) return Errno.EOPNOTSUPP;
        if (LevelOf(option) == 41 && Family != IpFamily.V6) return Errno.ENOPROTOOPT;
        if (IsGroupMembership(option)) return OnChanged(option, value, now);
        Errno error = SocketSettingsTable.TryChange(Settings, option, value, out SocketSettings changed);
        if (error != Errno.None) return error;
        SocketSettings before = Settings;
        Settings = changed;
        error = OnChanged(option, value, now);
        if (error != Errno.None) Settings = before;
        return error;
    }

    public void Add(Watch watch)
    {
        watch.NextOfSocket = _watches;
        _watches = watch;
    }

    public void Remove(Watch watch)
    {
        Watch? before = null;
        for (Watch? each = _watches; each is not null; before = each, each = each.NextOfSocket)
        {
            if (!ReferenceEquals(each, watch)) continue;
            if (before is null) _watches = each.NextOfSocket;
            else before.NextOfSocket = each.NextOfSocket;
            return;
        }
    }

    /// <summary>Tells everybody who watches that something has newly happened.</summary>
    public void OnReady(Readiness what)
    {
        for (Watch? watch = _watches; watch is not null; watch = watch.NextOfSocket)
            watch.OnReady(what);
    }

    /// <summary>The descriptor is being closed: whoever watches lets go.</summary>
    public void DropWatches()
    {
        while (_watches is { } watch)
        {
            _watches = watch.NextOfSocket;
            watch.OnClosed();
        }
    }

    /// <summary>Turns an address of the application into one of the host: IPv4-mapped addresses are IPv4.</summary>
    protected Errno Take(in IpAddress given, out IpAddress address)
    {
        address = SocketAddress.Unmap(given);
        if (given.Family != Family) return Errno.EAFNOSUPPORT;
        return address.Family == IpFamily.V4 && Family == IpFamily.V6 && Settings.Ipv6Only ? Errno.ENETUNREACH : Errno.None;
    }

    /// <summary>Turns an address of the host into one of the application.</summary>
    protected SocketAddress Give(in IpAddress address, ushort port)
    {
        IpAddress any = Family == IpFamily.V6 ? IpAddress.V6(0, 0) : IpAddress.V4(0);
        if (address.Family == IpFamily.None) return new(any, port);
        return new(Family == IpFamily.V6 ? SocketAddress.Map(address) : address, port);
    }

    /// <summary>What a socket that is bound to "any" takes: both versions of IP, or one.</summary>
    protected IpAddress AnyLocal => Family == IpFamily.V4 ? IpAddress.V4(0) : Settings.Ipv6Only ? IpAddress.V6(0, 0) : default;

    /// <summary>The local address of a bind call.</summary>
    protected Errno TakeLocal(in IpAddress given, out IpAddress address)
    {
        address = AnyLocal;
        if (given.Family == IpFamily.None || (given.Family == Family && given is { High: 0, Low: 0 })) return Errno.None;
        Errno error = Take(given, out address);
        if (error == Errno.ENETUNREACH) return Errno.EINVAL;
        if (error != Errno.None || IsAny(address)) return error;
        bool isUsable = Host.Internet.IsLocal(address) || (Kind == SocketKind.Datagram && IsForMany(address));
        return isUsable ? Errno.None : Errno.EADDRNOTAVAIL;
    }

    protected static bool IsAny(in IpAddress address) => address is { High: 0, Low: 0 };

    /// <summary>A group, 255.255.255.255, or the broadcast address of one of the host's prefixes.</summary>
    protected bool IsForMany(in IpAddress address) => address.IsMulticast || IsBroadcast(address);

    protected bool IsBroadcast(in IpAddress address)
    {
        if (address.Family != IpFamily.V4) return false;
        if (address == Addresses.LimitedBroadcast) return true;
        for (int i = 1; i <= Host.Internet.InterfaceCount; i++)
        {
            IReadOnlyList<AssignedAddress> assigned = Host.Internet.AddressesOf(i);
            for (int j = 0; j < assigned.Count; j++)
            {
                bool isV4 = assigned[j].Address.Family == IpFamily.V4 && assigned[j].PrefixLength <= 30;
                if (isV4 && address == Addresses.Broadcast(assigned[j].Address, assigned[j].PrefixLength)) return true;
            }
        }

        return false;
    }

    private int ProtocolNumber => Kind switch
    {
        SocketKind.Stream => IpProtocol.Tcp,
        SocketKind.Datagram => IpProtocol.Udp,
        _ => Family == IpFamily.V4 ? IpProtocol.Icmp : IpProtocol.Icmpv6,
    };

    private int HopLimitOr(byte set) => set > 0 ? set : Host.Options.Internet.DefaultHopLimit;

    private static int LevelOf(SocketOption option) => (int)option >> 16;

    private static bool IsGroupMembership(SocketOption option) => option
        is SocketOption.Ipv4JoinGroup or SocketOption.Ipv4LeaveGroup or SocketOption.Ipv6JoinGroup or SocketOption.Ipv6LeaveGroup;
}
