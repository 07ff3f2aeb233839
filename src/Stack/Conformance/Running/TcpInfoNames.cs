using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>The names that code may use: the members of Linux's <c>struct tcp_info</c>, and its constants.</summary>
internal sealed class TcpInfoNames(TcpInfo info, IReadOnlyDictionary<string, long> variables) : ICodeNames
{
    public bool TryGetValue(string name, out long value)
    {
        const string prefix = "tcpi_";
        if (variables.TryGetValue(name, out value)) return true;
        if (!name.StartsWith(prefix, StringComparison.Ordinal)) return Symbols.TryGet(name, out value);
        long? member = Member(name[prefix.Length..]);
        value = member ?? 0;
        return member is not null;
    }

    private long? Member(string name) => name switch
    {
        "state" => info.State,
        "ca_state" => info.CaState,
        "retransmits" => info.Retransmits,
        "probes" => info.Probes,
        "backoff" => info.Backoff,
        "options" => info.Options,
        "snd_wscale" => info.SndWscale,
        "rcv_wscale" => info.RcvWscale,
        "rto" => info.Rto,
        "ato" => info.Ato,
        "snd_mss" => info.SndMss,
        "rcv_mss" => info.RcvMss,
        "unacked" => info.Unacked,
        "sacked" => info.Sacked,
        "lost" => info.Lost,
        "retrans" => info.Retrans,
        "last_data_sent" => info.LastDataSent,
        "last_data_recv" => info.LastDataRecv,
        "last_ack_recv" => info.LastAckRecv,
        "pmtu" => info.Pmtu,
        "rcv_ssthresh" => info.RcvSsthresh,
        "rtt" => info.Rtt,
        "rttvar" => info.RttVar,
        "snd_ssthresh" => info.SndSsthresh,
        "snd_cwnd" => info.SndCwnd,
        "advmss" => info.AdvMss,
        "reordering" => info.Reordering,
        "rcv_space" => info.RcvSpace,
        "total_retrans" => info.TotalRetrans,
        "notsent_bytes" => info.NotSentBytes,
        "min_rtt" => info.MinRtt,
        "delivered" => info.Delivered,
        "reord_seen" => info.ReordSeen,
        "snd_wnd" => info.SndWnd,
        "rcv_wnd" => info.RcvWnd,
        "busy_time" => (long)info.BusyTime,
        "rwnd_limited" => (long)info.RwndLimited,
        "sndbuf_limited" => (long)info.SndbufLimited,
        "bytes_sent" => (long)info.BytesSent,
        "bytes_retrans" => (long)info.BytesRetrans,
        "bytes_acked" => (long)info.BytesAcked,
        "bytes_received" => (long)info.BytesReceived,
        "segs_out" => info.SegsOut,
        "segs_in" => info.SegsIn,
        "data_segs_out" => info.DataSegsOut,
        "data_segs_in" => info.DataSegsIn,
        "delivered_ce" => info.DeliveredCe,
        _ => null,
    };
}
