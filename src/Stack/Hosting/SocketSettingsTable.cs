using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>Which option stands where in <see cref="SocketSettings"/>, and which values it takes.</summary>
internal static class SocketSettingsTable
{
    private const int MaxBuffer = 1 << 29, MinSendBuffer = 2304, MinReceiveBuffer = 1152, MaxKeepSeconds = 32_767, MaxCount = 127;

    /// <summary>The settings with one option changed.</summary>
    /// <param name="old">The settings.</param>
    /// <param name="option">The option.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="changed">The changed settings.</param>
    /// <returns>EINVAL for a value that it does not take, ENOPROTOOPT for an option that cannot be set.</returns>
    public static Errno TryChange(SocketSettings old, SocketOption option, in SocketOptionValue value, out SocketSettings changed)
    {
        long n = value.Number;
        bool on = value.IsOn;
        changed = old;
        SocketSettings? next = option switch
        {
            SocketOption.ReuseAddress => old with { ReuseAddress = on },
            SocketOption.ReusePort => old with { ReusePort = on },
            SocketOption.Broadcast => old with { Broadcast = on },
            SocketOption.Ipv4BindAddressNoPort => old with { BindAddressNoPort = on },
            SocketOption.LocalPortRange => PortsOf(n) is { } ports ? old with { LocalPorts = ports } : null,
            SocketOption.ZeroCopy => In(n, 0, 1) ? old with { ZeroCopy = on } : null,
            SocketOption.KeepAlive => old with { KeepAlive = on },
            SocketOption.Linger => old with { LingerOn = on, LingerSeconds = value.Extra },
            SocketOption.SendBuffer => old with { SendBuffer = (int)Math.Clamp(n, MinSendBuffer, MaxBuffer) },
            SocketOption.ReceiveBuffer => old with { ReceiveBuffer = (int)Math.Clamp(n, MinReceiveBuffer, MaxBuffer) },
            SocketOption.ReceiveLowWater => old with { ReceiveLowWater = n < 0 ? int.MaxValue : (int)Math.Clamp(n, 1, int.MaxValue) },
            SocketOption.Ipv6Only => old with { Ipv6Only = on },
            SocketOption.Ipv4ReceiveErrors => old with { ReceiveErrorsV4 = on },
            SocketOption.Ipv6ReceiveErrors => old with { ReceiveErrorsV6 = on },
            SocketOption.Ipv4TypeOfService => old with { TrafficClassV4 = unchecked((byte)n) },
            SocketOption.Ipv6TrafficClass => In(n, -1, 255) ? old with { TrafficClassV6 = (byte)Math.Max(n, 0) } : null,
            SocketOption.Ipv4TimeToLive => n == -1 || In(n, 1, 255) ? old with { HopLimitV4 = (byte)Math.Max(n, 0) } : null,
            SocketOption.Ipv6UnicastHops => In(n, -1, 255) ? old with { HopLimitV6 = (byte)Math.Max(n, 0) } : null,
            SocketOption.Ipv4MtuDiscovery or SocketOption.Ipv6MtuDiscovery => In(n, 0, 5) ? old with { MtuDiscovery = (byte)n } : null,
            SocketOption.Ipv4GroupInterface or SocketOption.Ipv6GroupInterface =>
                In(n, 0, int.MaxValue) ? old with { GroupInterface = (int)n } : null,
            SocketOption.Ipv4GroupTimeToLive or SocketOption.Ipv6GroupHops =>
                In(n, -1, 255) ? old with { GroupHopLimit = n < 0 ? (byte)1 : (byte)n } : null,
            SocketOption.Ipv4GroupLoop or SocketOption.Ipv6GroupLoop => In(n, 0, 1) ? old with { GroupLoop = on } : null,
            _ => ChangeTcp(old, option, value, out Errno error) ?? (error == Errno.None ? null : old),
        };
        if (next is null) return Errno.EINVAL;
        if (ReferenceEquals(next, old)) return option == SocketOption.TcpCongestion ? Errno.ENOENT : Errno.ENOPROTOOPT;
        changed = next;
        return Errno.None;
    }

    private static SocketSettings? ChangeTcp(SocketSettings old, SocketOption option, in SocketOptionValue value, out Errno error)
    {
        long n = value.Number;
        bool on = value.IsOn;
        error = Errno.None;
        switch (option)
        {
            case SocketOption.TcpNoDelay: return old with { NoDelay = on };
            case SocketOption.TcpCork: return old with { Cork = on };
            case SocketOption.TcpQuickAck: return old with { QuickAck = on };
            case SocketOption.TcpMaxSegment: return n == 0 || In(n, 48, 32_767) ? old with { MaxSegment = (int)n } : null;
            case SocketOption.TcpKeepIdle: return In(n, 1, MaxKeepSeconds) ? old with { KeepIdle = (int)n } : null;
            case SocketOption.TcpKeepInterval: return In(n, 1, MaxKeepSeconds) ? old with { KeepInterval = (int)n } : null;
            case SocketOption.TcpKeepCount: return In(n, 1, MaxCount) ? old with { KeepCount = (int)n } : null;
            case SocketOption.TcpSynCount: return In(n, 1, MaxCount) ? old with { SynCount = (int)n } : null;
            case SocketOption.TcpLinger2: return old with { Linger2 = (int)Math.Clamp(n, -1, 120) };
            case SocketOption.TcpDeferAccept: return old with { DeferAccept = (int)Math.Clamp(n, 0, int.MaxValue) };
            case SocketOption.TcpWindowClamp: return n >= 0 ? old with { WindowClamp = (int)Math.Clamp(n, 0, MaxBuffer) } : null;
            case SocketOption.TcpUserTimeout: return In(n, 0, int.MaxValue) ? old with { UserTimeoutMilliseconds = (int)n } : null;
            case SocketOption.TcpFastOpen: return In(n, 0, int.MaxValue) ? old with { FastOpenQueue = (int)n } : null;
            case SocketOption.TcpFastOpenConnect: return In(n, 0, 1) ? old with { FastOpenConnect = on } : null;
            case SocketOption.TcpNotSentLowWater: return old with { NotSentLowWater = n & uint.MaxValue };
            case SocketOption.TcpInq: return In(n, 0, 1) ? old with { Inq = on } : null;
            case SocketOption.TcpCongestion when AlgorithmNamed(value.Text) is { } algorithm: return old with { Congestion = algorithm };
            default:
                error = Errno.ENOPROTOOPT;
                return null;
        }
    }

    /// <summary>What an option reads, where that is what was set.</summary>
    public static bool TryRead(SocketSettings of, SocketOption option, out SocketOptionValue value)
    {
        SocketOptionValue? read = option switch
        {
            SocketOption.ReuseAddress => of.ReuseAddress,
            SocketOption.ReusePort => of.ReusePort,
            SocketOption.Broadcast => of.Broadcast,
            SocketOption.Ipv4BindAddressNoPort => of.BindAddressNoPort,
            SocketOption.LocalPortRange => new SocketOptionValue(((long)of.LocalPorts.Last << 16) | of.LocalPorts.First),
            SocketOption.ZeroCopy => of.ZeroCopy,
            SocketOption.KeepAlive => of.KeepAlive,
            SocketOption.Linger => new SocketOptionValue(of.LingerOn ? 1 : 0, of.LingerSeconds),
            SocketOption.ReceiveLowWater => of.ReceiveLowWater,
            SocketOption.Ipv6Only => of.Ipv6Only,
            SocketOption.Ipv4ReceiveErrors => of.ReceiveErrorsV4,
            SocketOption.Ipv6ReceiveErrors => of.ReceiveErrorsV6,
            SocketOption.Ipv4TypeOfService => (int)of.TrafficClassV4,
            SocketOption.Ipv6TrafficClass => (int)of.TrafficClassV6,
            SocketOption.Ipv4MtuDiscovery or SocketOption.Ipv6MtuDiscovery => (int)of.MtuDiscovery,
            SocketOption.Ipv4GroupInterface or SocketOption.Ipv6GroupInterface => of.GroupInterface,
            SocketOption.Ipv4GroupTimeToLive or SocketOption.Ipv6GroupHops => (int)of.GroupHopLimit,
            SocketOption.Ipv4GroupLoop or SocketOption.Ipv6GroupLoop => of.GroupLoop,
            SocketOption.TcpNoDelay => of.NoDelay,
            SocketOption.TcpCork => of.Cork,
            SocketOption.TcpQuickAck => of.QuickAck,
            SocketOption.TcpLinger2 when of.Linger2 != 0 => of.Linger2,
            SocketOption.TcpDeferAccept => of.DeferAccept,
            SocketOption.TcpWindowClamp => of.WindowClamp,
            SocketOption.TcpUserTimeout => of.UserTimeoutMilliseconds,
            SocketOption.TcpFastOpen => of.FastOpenQueue,
            SocketOption.TcpFastOpenConnect => of.FastOpenConnect,
            SocketOption.TcpNotSentLowWater => new SocketOptionValue(of.NotSentLowWater),
            SocketOption.TcpInq => of.Inq,
            _ => default(SocketOptionValue?),
        };
        value = read ?? default;
        return read is not null;
    }

    /// <summary>Linux's name of an algorithm.</summary>
    public static string NameOf(CongestionAlgorithm algorithm) => algorithm switch
    {
        CongestionAlgorithm.Reno => "reno",
        CongestionAlgorithm.Cubic => "cubic",
        CongestionAlgorithm.Vegas => "vegas",
        _ => "none",
    };

    private static CongestionAlgorithm? AlgorithmNamed(string? name) => name switch
    {
        "reno" => CongestionAlgorithm.Reno,
        "cubic" => CongestionAlgorithm.Cubic,
        "vegas" => CongestionAlgorithm.Vegas,
        "none" => CongestionAlgorithm.None,
        _ => null,
    };

    private static (ushort First, ushort Last)? PortsOf(long n)
    {
        ushort first = unchecked((ushort)n), last = unchecked((ushort)(n >> 16));
        return last != 0 && last < first ? null : (first, last);
    }

    private static bool In(long value, long least, long most) => value >= least && value <= most;
}
