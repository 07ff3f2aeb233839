using System.Buffers.Binary;
using System.Globalization;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>What Linux's sysctls mean to this stack, and our own settings under netstack.</summary>
internal static class SettingTable
{
    private const string Tcp = "net.ipv4.tcp_", Own = "netstack.";

    /// <summary>The settings with one changed; null for a value that makes no sense.</summary>
    public static RunSettings? Apply(RunSettings settings, Setting setting)
    {
        (string name, string value) = (setting.Name, setting.Value);
        if (name == Setting.Defaults) return settings with { Profile = settings.BaseProfile };
        if (name == Own + "profile")
            return ProfileTable.Named(value) is { } named ? settings with { Profile = named, BaseProfile = named } : null;
        if (name == Tcp + "fastopen_key") return TryKey(value, out (ulong, ulong) key) ? settings with { FastOpenKey = key } : null;
        TcpProfile? profile = name.StartsWith(Own, StringComparison.Ordinal)
            ? ProfileTable.Apply(settings.Profile, name[Own.Length..], value)
            : ApplyTcp(settings.Profile, name[Tcp.Length..], value);
        return profile is null ? null : settings with { Profile = profile };
    }

    public static bool Knows(string name) => name == Setting.Defaults || name == Own + "profile" || name == Tcp + "fastopen_key"
        || (name.StartsWith(Own, StringComparison.Ordinal) && ProfileTable.Knows(name[Own.Length..]))
        || (name.StartsWith(Tcp, StringComparison.Ordinal) && (ApplyTcp(TcpProfile.Linux, name[Tcp.Length..], "1 1 1") is not null
            || ApplyTcp(TcpProfile.Linux, name[Tcp.Length..], "1") is not null || name == Tcp + "congestion_control"));

    /// <summary>Names of Linux that say nothing to this stack: what is remembered of earlier connections, pacing, devices,
    /// memory of a whole machine.</summary>
    public static bool IsIgnored(string name) => !name.StartsWith(Own, StringComparison.Ordinal)
        && (!name.StartsWith(Tcp, StringComparison.Ordinal) || name[Tcp.Length..] is "no_metrics_save" or "mem" or "pacing_ss_ratio"
            or "pacing_ca_ratio" or "min_tso_segs" or "tso_win_divisor" or "tso_rtt_log" or "autocorking" or "adv_win_scale"
            or "app_win" or "comp_sack_nr" or "comp_sack_delay_ns" or "comp_sack_slack_ns" or "limit_output_bytes"
            or "available_congestion_control" or "allowed_congestion_control" or "min_rtt_wlen" or "max_reordering"
            or "thin_linear_timeouts" or "notsent_lowat" or "backlog_ack_defer" or "shrink_window" or "pingpong_thresh"
            or "reflect_tos" or "migrate_req" or "fastopen_blackhole_timeout_sec" or "early_demux" or "fwmark_accept" or "base_mss"
            or "min_snd_mss" or "ecn_fallback" or "plb_enabled");

    /// <summary>A switch of this stack, which no kernel has.</summary>
    public static bool IsOwn(string name) => name.StartsWith(Own, StringComparison.Ordinal);

    private static TcpProfile? ApplyTcp(TcpProfile profile, string name, string value)
    {
        if (name == "congestion_control") return ProfileTable.Apply(profile, "CongestionControl", value);
        string[] words = value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        if (name is "rmem" or "wmem") return words.Length == 3 ? ApplyMemory(profile, name, words) : null;
        bool isNumber = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n)
            || TryHexadecimal(value, out n);
        return isNumber ? ApplyNumber(profile, name, n) : null;
    }

    private static TcpProfile? ApplyNumber(TcpProfile profile, string name, long n)
    {
        bool on = n != 0;
        int count = (int)Math.Clamp(n, 0, int.MaxValue);
        return name switch
        {
            "timestamps" => profile with { UseTimestamps = on },
            "window_scaling" => profile with { UseWindowScale = on },
            "sack" => profile with { UseSack = on },
            "moderate_rcvbuf" => profile with { AutoTuneReceiveBuffer = on },
            "dsack" => profile with { UseDuplicateSack = on },
            "ecn" => profile with { Ecn = n switch { 0 => EcnUse.Off, 1 => EcnUse.On, _ => EcnUse.WhenAsked } },
            "slow_start_after_idle" => profile with { RestartAfterIdle = on },
            "early_retrans" => profile with { UseTailLossProbe = n is 3 or 4 },
            "recovery" => profile with { UseRack = (n & 1) != 0 },
            "reordering" => profile with { DuplicateAckThreshold = count },
            "frto" => profile with { UseForwardRto = on },
            "syn_retries" => profile with { SynRetries = count },
            "synack_retries" => profile with { SynAckRetries = count },
            "retries1" => profile with { Retries1 = count },
            "retries2" => profile with { Retries2 = count },
            "orphan_retries" => profile with { OrphanRetries = count },
            "fin_timeout" => profile with { FinWait2Timeout = Duration.FromSeconds(count) },
            "keepalive_time" => profile with { KeepAliveIdle = Duration.FromSeconds(count) },
            "keepalive_intvl" => profile with { KeepAliveInterval = Duration.FromSeconds(count) },
            "keepalive_probes" => profile with { KeepAliveProbes = count },
            "max_syn_backlog" => profile with { MaximumSynBacklog = count },
            "syncookies" => profile with { UseSynCookies = on },
            "tw_reuse" => profile with { ReuseTimeWait = on },
            "mtu_probing" => profile with { DetectBlackHoles = on },
            "challenge_ack_limit" => profile with { ChallengeAcksPerSecond = count },
            "invalid_ratelimit" => profile with { InvalidAnswerInterval = Duration.FromMilliseconds(count) },
            "rto_min_us" => profile with { MinimumRto = Duration.FromMicroseconds(count) },
            "rto_max_ms" => profile with { MaximumRto = Duration.FromMilliseconds(count) },
            "fastopen" => FastOpen(profile, n),
            _ => null,
        };
    }

    /// <summary>Least, first and greatest size of a buffer. The kernel counts its own overhead in; we keep its proportion:
    /// half of the memory is data.</summary>
    private static TcpProfile? ApplyMemory(TcpProfile profile, string name, string[] words)
    {
        if (!int.TryParse(words[1], out int first) || !int.TryParse(words[2], out int most)) return null;
        return name == "wmem"
            ? profile with { SendBuffer = Math.Max(first, most) / 2 }
            : profile with { ReceiveBuffer = Math.Min(first, most) / 2, MaximumReceiveBuffer = most };
    }

    /// <summary>The bits of net.ipv4.tcp_fastopen.</summary>
    private static TcpProfile FastOpen(TcpProfile profile, long bits) => profile with
    {
        FastOpenClient = (bits & 1) != 0,
        FastOpenServer = (bits & 2) != 0,
        FastOpenClientWithoutCookie = (bits & 4) != 0,
        FastOpenServerWithoutCookie = (bits & 0x200) != 0,
        FastOpenForAllListeners = (bits & 0x400) != 0,
    };

    /// <summary>Four words of eight hexadecimal digits, each of which is written little-endian into the key.</summary>
    private static bool TryKey(string value, out (ulong Low, ulong High) key)
    {
        key = default;
        string[] words = value.Split(',')[0].Split('-');
        Span<byte> octets = stackalloc byte[16];
        if (words.Length != 4) return false;
        for (int i = 0; i < words.Length; i++)
        {
            if (!uint.TryParse(words[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word)) return false;
            BinaryPrimitives.WriteUInt32LittleEndian(octets[(4 * i)..], word);
        }

        key = (BinaryPrimitives.ReadUInt64LittleEndian(octets), BinaryPrimitives.ReadUInt64LittleEndian(octets[8..]));
        return true;
    }

    private static bool TryHexadecimal(string value, out long number)
    {
        number = 0;
        return value.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
