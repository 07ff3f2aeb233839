using System.Buffers.Binary;
using System.Globalization;
using NetStack.Transport.Tcp;

namespace NetStack.Packetdrill;

/// <summary>Scripts configure TCP with <c>sysctl net.ipv4.tcp_…</c>. The files behind these names, in the network namespace that the
/// tool runs in, are read as a profile of our TCP.</summary>
internal static class Sysctls
{
    private static readonly (string Name, Func<TcpProfile, long, TcpProfile> Apply)[] Numbers =
    [
        ("tcp_timestamps", (profile, n) => profile with { UseTimestamps = n != 0 }),
        ("tcp_window_scaling", (profile, n) => profile with { UseWindowScale = n != 0 }),
        ("tcp_sack", (profile, n) => profile with { UseSack = n != 0 }),
        ("tcp_dsack", (profile, n) => profile with { UseDuplicateSack = n != 0 }),
        ("tcp_frto", (profile, n) => profile with { UseForwardRto = n != 0 }),
        ("tcp_ecn", (profile, n) => profile with { Ecn = n switch { 0 => EcnUse.Off, 1 => EcnUse.On, _ => EcnUse.WhenAsked } }),
        ("tcp_slow_start_after_idle", (profile, n) => profile with { RestartAfterIdle = n != 0 }),
        ("tcp_early_retrans", (profile, n) => profile with { UseTailLossProbe = n is 3 or 4 }),
        ("tcp_recovery", (profile, n) => profile with { UseRack = (n & 1) != 0 }),
        ("tcp_reordering", (profile, n) => profile with { DuplicateAckThreshold = Count(n) }),
        ("tcp_syn_retries", (profile, n) => profile with { SynRetries = Count(n) }),
        ("tcp_synack_retries", (profile, n) => profile with { SynAckRetries = Count(n) }),
        ("tcp_retries1", (profile, n) => profile with { Retries1 = Count(n) }),
        ("tcp_retries2", (profile, n) => profile with { Retries2 = Count(n) }),
        ("tcp_fastopen", FastOpen),
    ];

    /// <summary>A profile changed by the settings that can be read; the others stay.</summary>
    /// <param name="folder">/proc/sys/net/ipv4, or a folder with files of the same names.</param>
    /// <param name="profile">What it is without settings.</param>
    public static TcpProfile Apply(string folder, TcpProfile profile)
    {
        foreach ((string name, Func<TcpProfile, long, TcpProfile> apply) in Numbers)
        {
            string word = Read(folder, name) is [var first, ..] ? first : "";
            if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n)) profile = apply(profile, n);
        }

        if (TryReadMemory(folder, "tcp_rmem", out int usual, out int most))
            profile = profile with { ReceiveBuffer = Math.Min(usual, most) / 2, MaximumReceiveBuffer = most };
        if (TryReadMemory(folder, "tcp_wmem", out usual, out most)) profile = profile with { SendBuffer = Math.Max(usual, most) / 2 };
        return Read(folder, "tcp_congestion_control") is [var algorithm] ? WithCongestionControl(profile, algorithm) : profile;
    }

    /// <summary>tcp_fastopen_key: four words of eight hexadecimal digits, each little-endian in the key.</summary>
    /// <returns>The key as two little-endian words; null when there is none, or it may not be read.</returns>
    public static (ulong Low, ulong High)? FastOpenKey(string folder)
    {
        if (Read(folder, "tcp_fastopen_key") is not [var text, ..]) return null;
        string[] words = text.Split(',')[0].Split('-');
        Span<byte> key = stackalloc byte[16];
        if (words.Length != 4) return null;
        for (int i = 0; i < words.Length; i++)
        {
            if (!uint.TryParse(words[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint word)) return null;
            BinaryPrimitives.WriteUInt32LittleEndian(key[(4 * i)..], word);
        }

        (ulong low, ulong high) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));
        return (low | high) == 0 ? null : (low, high); // all zero: nobody has set one yet
    }

    private static TcpProfile FastOpen(TcpProfile profile, long bits) => profile with
    {
        FastOpenClient = (bits & 1) != 0,
        FastOpenServer = (bits & 2) != 0,
        FastOpenClientWithoutCookie = (bits & 4) != 0,
        FastOpenServerWithoutCookie = (bits & 0x200) != 0,
        FastOpenForAllListeners = (bits & 0x400) != 0,
    };

    private static TcpProfile WithCongestionControl(TcpProfile profile, string name) => name switch
    {
        "reno" => profile with { CongestionControl = CongestionAlgorithm.Reno },
        "cubic" => profile with { CongestionControl = CongestionAlgorithm.Cubic },
        "vegas" => profile with { CongestionControl = CongestionAlgorithm.Vegas },
        _ => profile,
    };

    /// <summary>Least, first and greatest memory of a buffer. The kernel counts its own overhead in; we keep its proportion: half of
    /// the memory is data.</summary>
    private static bool TryReadMemory(string folder, string name, out int first, out int most)
    {
        (first, most) = (0, 0);
        return Read(folder, name) is [_, var second, var third]
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(third, NumberStyles.None, CultureInfo.InvariantCulture, out most);
    }

    private static int Count(long n) => (int)Math.Clamp(n, 0, int.MaxValue);

    private static string[]? Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null; // this kernel does not know it, or shows it to root only
        }
    }
}
