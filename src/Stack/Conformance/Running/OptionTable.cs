using NetStack.Bytes;

namespace NetStack.Conformance.Running;

/// <summary>The option lines at the head of a script.</summary>
internal static class OptionTable
{
    private const int MinMtu = 68, MaxMtu = 65_535;

    /// <summary>Says of an option line what it is about; null for a name that is not known, and the same settings for one
    /// whose value makes no sense.</summary>
    public static RunSettings? Apply(RunSettings settings, string name, string value) => name switch
    {
        "ip_version" => value is "ipv4" or "ipv6" ? settings with { NamesFamily = true } : null,
        "mtu" => TryNumber(value, MinMtu, MaxMtu, out int mtu) ? settings with { Mtu = mtu } : null,
        "local_ip" => Addresses(settings, value, isLocal: true),
        "remote_ip" => Addresses(settings, value, isLocal: false),
        "bind_port" => TryNumber(value, 1, ushort.MaxValue, out int port) ? settings with { BindPort = (ushort)port } : null,
        "connect_port" => TryNumber(value, 1, ushort.MaxValue, out int port) ? settings with { ConnectPort = (ushort)port } : null,
        "tolerance_usecs" => TryNumber(value, 0, int.MaxValue, out int time)
            ? settings with { Tolerance = Duration.FromMicroseconds(time) } : null,
        "tcp_ts_tick_usecs" => TryNumber(value, 0, int.MaxValue, out int tick)
            ? settings with { StampTick = Duration.FromMicroseconds(tick) } : null,
        "strict_end" => value is "true" or "false" ? settings with { IsEndStrict = value == "true" } : null,
        _ => null,
    };

    /// <summary>The names above, and those of the original that say nothing to a host without a kernel.</summary>
    public static bool Knows(string name) => IsIgnored(name) || name is "ip_version" or "mtu" or "local_ip" or "remote_ip"
        or "bind_port" or "connect_port" or "tolerance_usecs" or "tcp_ts_tick_usecs" or "strict_end";

    public static bool IsIgnored(string name) =>
        name is "mss" or "tolerance_percent" or "tcp_ts_ecr_scaled" or "init_scripts" or "speed" or "netmask_ip" or "gateway_ip" or "non_fatal" or "verbose" or "send_omit_free" or "is_anyip";

    private static RunSettings? Addresses(RunSettings settings, string value, bool isLocal)
    {
        if (!IpAddress.TryParse(value, out IpAddress address)) return null;
        return (address.Family, isLocal) switch
        {
            (IpFamily.V4, true) => settings with { LocalV4 = address },
            (IpFamily.V4, false) => settings with { RemoteV4 = address },
            (_, true) => settings with { LocalV6 = address },
            _ => settings with { RemoteV6 = address },
        };
    }

    private static bool TryNumber(string value, int least, int most, out int number) =>
        int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
