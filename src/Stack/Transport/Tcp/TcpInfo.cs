using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>The inside of a connection, with the names and units of Linux's <c>struct tcp_info</c>.</summary>
public readonly record struct TcpInfo
{
    /// <summary>tcpi_state, in Linux's numbers: ESTABLISHED 1 … CLOSING 11.</summary>
    public byte State { get; init; }

    /// <summary>tcpi_ca_state: Open 0, Disorder 1, CWR 2, Recovery 3, Loss 4.</summary>
    public byte CaState { get; init; }

    /// <summary>tcpi_retransmits: time-outs in a row.</summary>
    public byte Retransmits { get; init; }

    /// <summary>tcpi_probes: unanswered window probes and keep-alives.</summary>
    public byte Probes { get; init; }

    /// <summary>tcpi_backoff.</summary>
    public byte Backoff { get; init; }

    /// <summary>tcpi_options: timestamps 1, SACK 2, window scale 4, ECN 8, SYN data acknowledged 32.</summary>
    public byte Options { get; init; }

    /// <summary>tcpi_snd_wscale.</summary>
    public byte SndWscale { get; init; }

    /// <summary>tcpi_rcv_wscale.</summary>
    public byte RcvWscale { get; init; }

    /// <summary>tcpi_rto, microseconds.</summary>
    public uint Rto { get; init; }

    /// <summary>tcpi_ato, microseconds.</summary>
    public uint Ato { get; init; }

    /// <summary>tcpi_snd_mss.</summary>
    public uint SndMss { get; init; }

    /// <summary>tcpi_rcv_mss.</summary>
    public uint RcvMss { get; init; }

    /// <summary>tcpi_unacked: segments that are out.</summary>
    public uint Unacked { get; init; }

    /// <summary>tcpi_sacked.</summary>
    public uint Sacked { get; init; }

    /// <summary>tcpi_lost.</summary>
    public uint Lost { get; init; }

    /// <summary>tcpi_retrans: retransmissions that are out.</summary>
    public uint Retrans { get; init; }

    /// <summary>tcpi_last_data_sent, milliseconds ago.</summary>
    public uint LastDataSent { get; init; }

    /// <summary>tcpi_last_data_recv, milliseconds ago.</summary>
    public uint LastDataRecv { get; init; }

    /// <summary>tcpi_last_ack_recv, milliseconds ago.</summary>
    public uint LastAckRecv { get; init; }

    /// <summary>tcpi_pmtu.</summary>
    public uint Pmtu { get; init; }

    /// <summary>tcpi_rcv_ssthresh.</summary>
    public uint RcvSsthresh { get; init; }

    /// <summary>tcpi_rtt, microseconds.</summary>
    public uint Rtt { get; init; }

    /// <summary>tcpi_rttvar, microseconds.</summary>
    public uint RttVar { get; init; }

    /// <summary>tcpi_snd_ssthresh, segments; 0x7fffffff for none.</summary>
    public uint SndSsthresh { get; init; }

    /// <summary>tcpi_snd_cwnd, segments.</summary>
    public uint SndCwnd { get; init; }

    /// <summary>tcpi_advmss.</summary>
    public uint AdvMss { get; init; }

    /// <summary>tcpi_reordering.</summary>
    public uint Reordering { get; init; }

    /// <summary>tcpi_rcv_space.</summary>
    public uint RcvSpace { get; init; }

    /// <summary>tcpi_total_retrans.</summary>
    public uint TotalRetrans { get; init; }

    /// <summary>tcpi_notsent_bytes.</summary>
    public uint NotSentBytes { get; init; }

    /// <summary>tcpi_min_rtt, microseconds.</summary>
    public uint MinRtt { get; init; }

    /// <summary>tcpi_delivered, segments.</summary>
    public uint Delivered { get; init; }

    /// <summary>tcpi_reord_seen.</summary>
    public uint ReordSeen { get; init; }

    /// <summary>tcpi_snd_wnd, octets.</summary>
    public uint SndWnd { get; init; }

    /// <summary>tcpi_busy_time, microseconds with data to send.</summary>
    public ulong BusyTime { get; init; }

    /// <summary>tcpi_rwnd_limited, microseconds of these in which the peer's window was the limit.</summary>
    public ulong RwndLimited { get; init; }

    /// <summary>tcpi_sndbuf_limited, microseconds of the busy ones in which the send buffer was the limit.</summary>
    public ulong SndbufLimited { get; init; }

    /// <summary>tcpi_bytes_sent: octets of data sent, retransmissions too.</summary>
    public ulong BytesSent { get; init; }

    /// <summary>tcpi_bytes_retrans: octets of data sent again.</summary>
    public ulong BytesRetrans { get; init; }

    /// <summary>tcpi_bytes_acked: octets of data that the peer has acknowledged.</summary>
    public ulong BytesAcked { get; init; }

    /// <summary>tcpi_bytes_received: octets of data that have arrived in order.</summary>
    public ulong BytesReceived { get; init; }

    /// <summary>tcpi_segs_out: segments sent.</summary>
    public uint SegsOut { get; init; }

    /// <summary>tcpi_segs_in: segments that have arrived.</summary>
    public uint SegsIn { get; init; }

    /// <summary>tcpi_data_segs_out: segments with data sent.</summary>
    public uint DataSegsOut { get; init; }

    /// <summary>tcpi_data_segs_in: segments with data that have arrived.</summary>
    public uint DataSegsIn { get; init; }

    /// <summary>tcpi_delivered_ce: segments delivered that the peer says were marked.</summary>
    public uint DeliveredCe { get; init; }

    /// <summary>tcpi_rcv_wnd, octets.</summary>
    public uint RcvWnd { get; init; }
}
