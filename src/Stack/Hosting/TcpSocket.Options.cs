using NetStack.Bytes;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

// From options to the connection, and what is read from it.
internal sealed partial class TcpSocket
{
    private static readonly SocketOption[] s_onConnections =
    [
        SocketOption.SendBuffer, SocketOption.ReceiveBuffer, SocketOption.ReceiveLowWater, SocketOption.KeepAlive, SocketOption.TcpKeepIdle,
        SocketOption.TcpNoDelay, SocketOption.TcpCork, SocketOption.TcpMaxSegment, SocketOption.TcpSynCount, SocketOption.TcpLinger2,
        SocketOption.TcpUserTimeout, SocketOption.TcpNotSentLowWater, SocketOption.Ipv4TypeOfService, SocketOption.Ipv4TimeToLive,
    ];

    /// <summary>What differs from the host's profile; null for nothing, so that a listener follows the host.</summary>
    private TcpProfile? OwnProfile => Settings.Congestion is { } algorithm && algorithm != Host.Tcp.Profile.CongestionControl
        ? Host.Tcp.Profile with { CongestionControl = algorithm }
        : null;

    private TcpProfile ProfileOf() => OwnProfile ?? Host.Tcp.Profile;

    /// <summary>A connection that is not open yet gets what differs from the defaults.</summary>
    private void Configure(Connection connection)
    {
        if (ReferenceEquals(Settings, SocketSettings.Default)) return;
        foreach (SocketOption option in s_onConnections)
            Apply(connection, option, isOpening: true, default);
    }

    private void Apply(Connection to, SocketOption option, bool isOpening, Timestamp now)
    {
        SocketSettings s = Settings;
        bool isV6 = to.Key.RemoteAddress.Family == IpFamily.V6;
        switch (option)
        {
            case SocketOption.SendBuffer when s.SendBuffer > 0: to.SendLimit = s.SendBuffer; break;
            case SocketOption.ReceiveBuffer when s.ReceiveBuffer > 0: to.ReceiveLimit = s.ReceiveBuffer; break;
            case SocketOption.ReceiveLowWater: to.ReceiveLowWater = s.ReceiveLowWater; break;
            case SocketOption.TcpNoDelay when s.NoDelay || !isOpening: to.SetNoDelay(s.NoDelay, now); break;
            case SocketOption.TcpCork when s.Cork || !isOpening: to.SetCork(s.Cork, now); break;
            case SocketOption.TcpQuickAck: to.SetQuickAck(s.QuickAck, now); break;
            case SocketOption.TcpMaxSegment: to.UserMss = s.MaxSegment; break;
            case SocketOption.TcpSynCount: to.SynRetries = s.SynCount; break;
            case SocketOption.TcpLinger2: to.Linger2 = Duration.FromSeconds(s.Linger2); break;
            case SocketOption.TcpUserTimeout: to.UserTimeout = Duration.FromMilliseconds(s.UserTimeoutMilliseconds); break;
            case SocketOption.TcpNotSentLowWater when s.NotSentLowWater > 0 || !isOpening:
                to.NotSentLowWater = s.NotSentLowWater > 0 ? (int)Math.Min(s.NotSentLowWater, int.MaxValue) : int.MaxValue;
                break;
            case SocketOption.KeepAlive when s.KeepAlive || !isOpening: to.SetKeepAlive(s.KeepAlive, now); break;
            case SocketOption.TcpKeepIdle or SocketOption.TcpKeepInterval or SocketOption.TcpKeepCount:
                to.SetKeepAliveTimes(Duration.FromSeconds(s.KeepIdle), Duration.FromSeconds(s.KeepInterval), s.KeepCount, now);
                break;
            case SocketOption.Ipv4TypeOfService or SocketOption.Ipv6TrafficClass: to.TrafficClass = isV6 ? s.TrafficClassV6 : s.TrafficClassV4; break;
            case SocketOption.Ipv4TimeToLive or SocketOption.Ipv6UnicastHops: to.HopLimit = isV6 ? s.HopLimitV6 : s.HopLimitV4; break;
        }
    }

    protected override Errno OnChanged(SocketOption option, in SocketOptionValue value, Timestamp now)
    {
        if (option == SocketOption.Ipv6Only && (_localPort != 0 || _connection is not null)) return Errno.EINVAL;
        if (option is SocketOption.Ipv4JoinGroup or SocketOption.Ipv4LeaveGroup or SocketOption.Ipv6JoinGroup or SocketOption.Ipv6LeaveGroup)
            return Errno.EPROTO;
        if (option == SocketOption.TcpCongestion && _connection is not null) return Errno.EOPNOTSUPP; // a running one is not exchanged
        if (_listener is not null)
        {
            _listener.FastOpenQueue = Settings.FastOpenQueue;
            _listener.DeferAccept = Duration.FromSeconds(Settings.DeferAccept);
            _listener.OwnProfile = OwnProfile;
        }

        if (_connection is not null && _connection.State != TcpState.Closed) Apply(_connection, option, isOpening: false, now);
        return Errno.None;
    }

    protected override bool TryReadLive(SocketOption option, out SocketOptionValue value)
    {
        TcpProfile profile = Host.Tcp.Profile;
        SocketSettings s = Settings;
        SocketOptionValue? read = option switch
        {
            SocketOption.SendBuffer => 2 * (s.SendBuffer > 0 ? s.SendBuffer : _connection?.SendLimit ?? profile.SendBuffer),
            SocketOption.ReceiveBuffer => 2 * (s.ReceiveBuffer > 0 ? s.ReceiveBuffer : _connection?.ReceiveLimit ?? profile.ReceiveBuffer),
            SocketOption.TcpMaxSegment => _connection?.EffectiveMss ?? (s.MaxSegment > 0 ? s.MaxSegment : TcpLayer.DefaultMss),
            SocketOption.TcpKeepIdle => s.KeepIdle > 0 ? s.KeepIdle : Seconds(profile.KeepAliveIdle),
            SocketOption.TcpKeepInterval => s.KeepInterval > 0 ? s.KeepInterval : Seconds(profile.KeepAliveInterval),
            SocketOption.TcpKeepCount => s.KeepCount > 0 ? s.KeepCount : profile.KeepAliveProbes,
            SocketOption.TcpSynCount => s.SynCount > 0 ? s.SynCount : profile.SynRetries,
            SocketOption.TcpLinger2 when s.Linger2 == 0 => Seconds(profile.FinWait2Timeout),
            SocketOption.TcpCongestion => SocketSettingsTable.NameOf((_connection?.Profile ?? ProfileOf()).CongestionControl),
            _ => default(SocketOptionValue?),
        };
        value = read ?? default;
        return read is not null;
    }

    private static int Seconds(Duration duration) => (int)(duration.Nanoseconds / Duration.PerSecond);
}
