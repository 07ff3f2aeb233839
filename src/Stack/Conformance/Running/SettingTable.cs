using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>Linux's sysctls (<see cref="LinuxSysctls"/>), and our own settings under netstack.</summary>
internal static class SettingTable
{
    private const string Linux = "net.ipv4.", Tcp = Linux + "tcp_", Own = "netstack.";

    /// <summary>What the public scripts take for granted, beside Linux's own defaults: their defaults.sh.</summary>
    private static readonly (string Name, string Value)[] Defaults =
    [
        ("tcp_rmem", "4096 540000 15728640"), ("tcp_wmem", "4096 262144 4194304"), ("tcp_syn_retries", "5"), ("tcp_ecn", "0"),
        ("tcp_slow_start_after_idle", "0"), ("tcp_fastopen", "0x403"),
        (LinuxSysctls.FastOpenKey, "a1a1a1a1-b2b2b2b2-c3c3c3c3-d4d4d4d4"),
    ];

    /// <summary>The settings with one changed; null for a value that makes no sense.</summary>
    public static RunSettings? Apply(RunSettings settings, Setting setting)
    {
        (string name, string value) = (setting.Name, setting.Value);
        if (name == Setting.Defaults) return ApplyDefaults(settings with { Profile = settings.BaseProfile });
        if (name == Own + "profile")
            return ProfileTable.Named(value) is { } named ? settings with { Profile = named, BaseProfile = named } : null;
        if (!name.StartsWith(Own, StringComparison.Ordinal)) return ApplyLinux(settings, name[Linux.Length..], value);
        TcpProfile? profile = ProfileTable.Apply(settings.Profile, name[Own.Length..], value);
        return profile is null ? null : settings with { Profile = profile };
    }

    public static bool Knows(string name) => name == Setting.Defaults || name == Own + "profile" || name == Linux + LinuxSysctls.FastOpenKey
        || (name.StartsWith(Own, StringComparison.Ordinal) && ProfileTable.Knows(name[Own.Length..]))
        || (name.StartsWith(Linux, StringComparison.Ordinal) && LinuxSysctls.Names.Contains(name[Linux.Length..]));

    /// <summary>Names of Linux that say nothing to this stack: what is remembered of earlier connections, pacing, devices,
    /// memory of a whole machine.</summary>
    public static bool IsIgnored(string name) => !name.StartsWith(Own, StringComparison.Ordinal) && name != Setting.Defaults
        && (!name.StartsWith(Tcp, StringComparison.Ordinal) || name[Tcp.Length..] is "no_metrics_save" or "mem" or "pacing_ss_ratio"
            or "pacing_ca_ratio" or "tso_win_divisor" or "tso_rtt_log" or "autocorking" or "adv_win_scale"
            or "app_win" or "comp_sack_nr" or "comp_sack_delay_ns" or "comp_sack_slack_ns" or "limit_output_bytes"
            or "available_congestion_control" or "allowed_congestion_control" or "min_rtt_wlen" or "max_reordering"
            or "thin_linear_timeouts" or "notsent_lowat" or "backlog_ack_defer" or "shrink_window" or "pingpong_thresh"
            or "reflect_tos" or "migrate_req" or "fastopen_blackhole_timeout_sec" or "early_demux" or "fwmark_accept" or "base_mss"
            or "min_snd_mss" or "ecn_fallback" or "plb_enabled" or "fack");

    /// <summary>A switch of this stack, which no kernel has.</summary>
    public static bool IsOwn(string name) => name.StartsWith(Own, StringComparison.Ordinal);

    private static RunSettings? ApplyLinux(RunSettings settings, string name, string value)
    {
        if (name == LinuxSysctls.FastOpenKey)
            return LinuxSysctls.TryFastOpenKey(value, out (ulong, ulong) key) ? settings with { FastOpenKey = key } : null;
        TcpProfile? profile = LinuxSysctls.Apply(settings.Profile, name, value);
        return profile is null ? null : settings with { Profile = profile };
    }

    private static RunSettings? ApplyDefaults(RunSettings settings)
    {
        RunSettings? changed = settings;
        foreach ((string name, string value) in Defaults)
            changed = changed is null ? null : ApplyLinux(changed, name, value);
        return changed;
    }
}
