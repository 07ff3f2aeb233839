namespace NetStack.Capture.Kernel;

/// <summary>The settings that scripts take for granted: what our profile <c>linux</c> is, where a kernel's own default follows from
/// the machine's memory, remembers earlier connections or waits for a router.</summary>
internal static class KernelDefaults
{
    /// <summary>A namespace takes it only if the machine's own allows it to everybody; a socket of root's takes any.</summary>
    public const string Congestion = "net.ipv4.tcp_congestion_control";

    public static (string Name, string Value)[] Settings { get; } =
    [
        ("net.ipv4.tcp_rmem", "4096 131072 8388608"),
        ("net.ipv4.tcp_wmem", "4096 4194304 8388608"),
        ("net.ipv4.tcp_no_metrics_save", "1"),
        ("net.ipv4.tcp_timestamps", "1"),
        ("net.ipv4.tcp_window_scaling", "1"),
        ("net.ipv4.tcp_sack", "1"),
        ("net.ipv4.tcp_ecn", "2"),
        ("net.ipv4.tcp_fastopen", "1"),
        (Congestion, "cubic"),
        ("net.ipv4.tcp_syn_linear_timeouts", "0"),
        ("net.ipv4.tcp_rfc1337", "1"),
        ("net.ipv4.tcp_tw_reuse", "1"),
        ("net.ipv4.tcp_min_tso_segs", "1"),
        ("net.ipv4.tcp_tso_rtt_log", "0"),
        ("net.ipv4.conf.all.rp_filter", "0"),
        ("net.ipv4.conf.default.rp_filter", "0"),
        ("net.ipv6.conf.all.accept_dad", "0"),
        ("net.ipv6.conf.default.accept_dad", "0"),
        ("net.ipv6.conf.default.router_solicitations", "0"),
        ("net.ipv4.icmp_ratelimit", "0"),
    ];
}
