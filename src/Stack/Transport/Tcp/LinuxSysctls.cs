using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>What Linux's settings <c>net.ipv4.tcp_…</c> mean to this stack: each changes one or several switches of a
/// <see cref="TcpProfile"/>. Source: Linux, Documentation/networking/ip-sysctl.rst.</summary>
public static class LinuxSysctls
{
    /// <summary>The setting that is no part of a profile: the key of Fast Open's cookies.</summary>
    public const string FastOpenKey = "tcp_fastopen_key";

    private const string ReceiveMemory = "tcp_rmem", SendMemory = "tcp_wmem", CongestionControl = "tcp_congestion_control";

    private static readonly FrozenDictionary<string, Func<TcpProfile, long, TcpProfile>> Numbers =
        new Dictionary<string, Func<TcpProfile, long, TcpProfile>>
        {
            ["tcp_timestamps"] = (profile, n) => profile with { UseTimestamps = n != 0 },
            ["tcp_window_scaling"] = (profile, n) => profile with { UseWindowScale = n != 0 },
            ["tcp_sack"] = (profile, n) => profile with { UseSack = n != 0 },
            ["tcp_dsack"] = (profile, n) => profile with { UseDuplicateSack = n != 0 },
            ["tcp_moderate_rcvbuf"] = (profile, n) => profile with { AutoTuneReceiveBuffer = n != 0 },
            ["tcp_ecn"] = (profile, n) => profile with { Ecn = n switch { 0 => EcnUse.Off, 1 => EcnUse.On, _ => EcnUse.WhenAsked } },
            ["tcp_slow_start_after_idle"] = (profile, n) => profile with { RestartAfterIdle = n != 0 },
            ["tcp_early_retrans"] = (profile, n) => profile with { UseTailLossProbe = n is 3 or 4 },
            ["tcp_recovery"] = (profile, n) => profile with { UseRack = (n & 1) != 0 },
            ["tcp_reordering"] = (profile, n) => profile with { DuplicateAckThreshold = Count(n) },
            ["tcp_frto"] = (profile, n) => profile with { UseForwardRto = n != 0 },
            ["tcp_min_tso_segs"] = (profile, n) => profile with { BurstSegments = Math.Clamp(Count(n), 1, MostBurstSegments) },
            ["tcp_syn_retries"] = (profile, n) => profile with { SynRetries = Count(n) },
            ["tcp_synack_retries"] = (profile, n) => profile with { SynAckRetries = Count(n) },
            ["tcp_retries1"] = (profile, n) => profile with { Retries1 = Count(n) },
            ["tcp_retries2"] = (profile, n) => profile with { Retries2 = Count(n) },
            ["tcp_orphan_retries"] = (profile, n) => profile with { OrphanRetries = n == 0 ? TcpProfile.Linux.OrphanRetries : Count(n) },
            ["tcp_fin_timeout"] = (profile, n) => profile with { FinWait2Timeout = Duration.FromSeconds(Count(n)) },
            ["tcp_keepalive_time"] = (profile, n) => profile with { KeepAliveIdle = Duration.FromSeconds(Count(n)) },
            ["tcp_keepalive_intvl"] = (profile, n) => profile with { KeepAliveInterval = Duration.FromSeconds(Count(n)) },
            ["tcp_keepalive_probes"] = (profile, n) => profile with { KeepAliveProbes = Count(n) },
            ["tcp_max_syn_backlog"] = (profile, n) => profile with { MaximumSynBacklog = Count(n) },
            ["tcp_syncookies"] = (profile, n) => // 2: always, as if the backlog were full
                profile with { UseSynCookies = n != 0, MaximumSynBacklog = n == 2 ? 0 : profile.MaximumSynBacklog },
            ["tcp_tw_reuse"] = (profile, n) => profile with { ReuseTimeWait = n != 0 },
            ["tcp_tw_reuse_delay"] = (profile, n) => profile with { TimeWaitReuseDelay = Duration.FromMilliseconds(Count(n)) },
            ["tcp_mtu_probing"] = (profile, n) => profile with { DetectBlackHoles = n != 0 },
            ["tcp_challenge_ack_limit"] = (profile, n) => profile with { ChallengeAcksPerSecond = Count(n) },
            ["tcp_invalid_ratelimit"] = (profile, n) => profile with { InvalidAnswerInterval = Duration.FromMilliseconds(Count(n)) },
            ["tcp_rto_min_us"] = (profile, n) => profile with { MinimumRto = Duration.FromMicroseconds(Count(n)) },
            ["tcp_rto_max_ms"] = (profile, n) => profile with { MaximumRto = Duration.FromMilliseconds(Count(n)) },
            ["tcp_fastopen"] = FastOpen,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private const int MostBurstSegments = 64;

    /// <summary>All names that <see cref="Apply"/> knows, as the kernel spells them below net.ipv4.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Numbers.Keys, ReceiveMemory, SendMemory, CongestionControl];

    /// <summary>A profile with one setting changed.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="name">tcp_sack, …: one of <see cref="Names"/>.</param>
    /// <param name="value">As sysctl takes it: a number, decimal or hexadecimal, three of them, or an algorithm's name.</param>
    /// <returns>Null for a name that is not known, and for a value that makes no sense.</returns>
    public static TcpProfile? Apply(TcpProfile profile, string name, string value) => name switch
    {
        ReceiveMemory => TryMemory(value, out int first, out int most)
            ? profile with { ReceiveBuffer = Math.Min(first, most) / 2, MaximumReceiveBuffer = most } : null,
        SendMemory => TryMemory(value, out int first, out int most) ? profile with { SendBuffer = Math.Max(first, most) / 2 } : null,
        CongestionControl => Algorithm(value) is { } algorithm ? profile with { CongestionControl = algorithm } : null,
        _ => Numbers.TryGetValue(name, out var apply) && TryNumber(value, out long n) ? apply(profile, n) : null,
    };

    /// <summary>tcp_fastopen_key: four words of eight hexadecimal digits, each written little-endian into the key; a second key,
    /// behind a comma, is not looked at.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="key">The key as two little-endian words.</param>
    public static bool TryFastOpenKey(string value, out (ulong Low, ulong High) key)
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

    /// <summary>The bits of tcp_fastopen.</summary>
    private static TcpProfile FastOpen(TcpProfile profile, long bits) => profile with
    {
        FastOpenClient = (bits & 1) != 0,
        FastOpenServer = (bits & 2) != 0,
        FastOpenClientWithoutCookie = (bits & 4) != 0,
        FastOpenServerWithoutCookie = (bits & 0x200) != 0,
        FastOpenForAllListeners = (bits & 0x400) != 0,
    };

    private static CongestionAlgorithm? Algorithm(string name) => name switch
    {
        "reno" => CongestionAlgorithm.Reno,
        "cubic" => CongestionAlgorithm.Cubic,
        "vegas" => CongestionAlgorithm.Vegas,
        "none" => CongestionAlgorithm.None,
        _ => null,
    };

    /// <summary>Least, first and greatest memory of a buffer. The kernel counts its own overhead in; we keep its proportion: half
    /// of the memory is data.</summary>
    private static bool TryMemory(string value, out int first, out int most)
    {
        string[] words = value.Split([' ', '\t', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        (first, most) = (0, 0);
        return words.Length == 3 && TryProduct(words[1], out first) && TryProduct(words[2], out most);
    }

    /// <summary>A number, or what a shell calculates of a product: $((32*1024*1024)).</summary>
    private static bool TryProduct(string text, out int product)
    {
        bool isArithmetic = text.StartsWith("$((", StringComparison.Ordinal) && text.EndsWith("))", StringComparison.Ordinal);
        long result = 1;
        foreach (string factor in (isArithmetic ? text[3..^2] : text).Split('*'))
        {
            if (!int.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out int n)) result = -1;
            else if (result >= 0) result = Math.Min(result * n, int.MaxValue);
        }

        product = (int)result;
        return result >= 0;
    }

    private static bool TryNumber(string value, out long number)
    {
        value = value.Trim();
        return value.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static int Count(long n) => (int)Math.Clamp(n, 0, int.MaxValue);
}
