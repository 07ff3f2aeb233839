namespace NetStack.Dissection;

/// <summary>Preferences of frame. The defaults are the helpful ones; <c>-o</c> sets them by tshark's names
/// (see <see cref="Preferences"/>).</summary>
public sealed record DissectionOptions
{
    /// <summary>Keys the hash of conversation tables, so that a hostile capture cannot aim at one bucket. Results do not
    /// depend on it.</summary>
    public ulong HashSeed { get; init; } = 0x9E3779B97F4A7C15;

    /// <summary>Verify IPv4 header checksums (ip.check_checksum).</summary>
    public bool CheckIpChecksum { get; init; } = true;

    /// <summary>Verify TCP checksums (tcp.check_checksum).</summary>
    public bool CheckTcpChecksum { get; init; } = true;

    /// <summary>Verify UDP checksums (udp.check_checksum).</summary>
    public bool CheckUdpChecksum { get; init; } = true;

    /// <summary>A bad transport checksum does not keep the payload from its application when it can be explained by
    /// offload (a partial checksum). tshark, told to verify, is strict: naming a check_checksum preference sets this off.</summary>
    public bool TrustPartialChecksums { get; init; } = true;

    /// <summary>Count sequence numbers from the stream's first (tcp.relative_sequence_numbers).</summary>
    public bool RelativeSequenceNumbers { get; init; } = true;

    /// <summary>Analyse TCP sequence numbers (tcp.analyze_sequence_numbers).</summary>
    public bool AnalyzeSequenceNumbers { get; init; } = true;

    /// <summary>Work out times within a TCP conversation (tcp.calculate_timestamps).</summary>
    public bool CalculateTimestamps { get; init; } = true;

    /// <summary>Count octets in flight (tcp.track_bytes_in_flight).</summary>
    public bool TrackBytesInFlight { get; init; } = true;

    /// <summary>Put messages together from several segments (tcp.desegment_tcp_streams).</summary>
    public bool DesegmentTcpStreams { get; init; } = true;

    /// <summary>Put segments that arrive out of order back in order first (tcp.reassemble_out_of_order).</summary>
    public bool ReassembleOutOfOrder { get; init; } = true;

    /// <summary>Keep retransmissions and the like from applications (tcp.no_subdissector_on_error).</summary>
    public bool NoSubdissectorOnError { get; init; } = true;

    /// <summary>Put IPv4 fragments together (ip.defragment).</summary>
    public bool DefragmentIpv4 { get; init; } = true;

    /// <summary>Put IPv6 fragments together (ipv6.defragment).</summary>
    public bool DefragmentIpv6 { get; init; } = true;
}
