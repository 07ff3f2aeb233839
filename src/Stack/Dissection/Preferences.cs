namespace NetStack.Dissection;

/// <summary>Preferences by the names that tshark's <c>-o</c> knows.</summary>
public static class Preferences
{
    private static readonly Dictionary<string, Func<DissectionOptions, bool, DissectionOptions>> Setters = new()
    {
        ["ip.check_checksum"] = (o, on) => o with { CheckIpChecksum = on },
        ["tcp.check_checksum"] = (o, on) => o with { CheckTcpChecksum = on, TrustPartialChecksums = false },
        ["udp.check_checksum"] = (o, on) => o with { CheckUdpChecksum = on, TrustPartialChecksums = false },
        ["tcp.relative_sequence_numbers"] = (o, on) => o with { RelativeSequenceNumbers = on },
        ["tcp.analyze_sequence_numbers"] = (o, on) => o with { AnalyzeSequenceNumbers = on },
        ["tcp.calculate_timestamps"] = (o, on) => o with { CalculateTimestamps = on },
        ["tcp.track_bytes_in_flight"] = (o, on) => o with { TrackBytesInFlight = on },
        ["tcp.desegment_tcp_streams"] = (o, on) => o with { DesegmentTcpStreams = on },
        ["tcp.reassemble_out_of_order"] = (o, on) => o with { ReassembleOutOfOrder = on },
        ["tcp.no_subdissector_on_error"] = (o, on) => o with { NoSubdissectorOnError = on },
        ["ip.defragment"] = (o, on) => o with { DefragmentIpv4 = on },
        ["ipv6.defragment"] = (o, on) => o with { DefragmentIpv6 = on },
    };

    /// <summary>All names, sorted.</summary>
    public static IEnumerable<string> Names => Setters.Keys.Order(StringComparer.Ordinal);

    /// <summary>Sets a preference.</summary>
    /// <param name="options">The options so far.</param>
    /// <param name="name">A name, such as tcp.check_checksum.</param>
    /// <param name="value">TRUE or FALSE, in any case.</param>
    /// <returns>The new options; null when name or value is not known.</returns>
    public static DissectionOptions? TrySet(DissectionOptions options, string name, string value) =>
        Setters.TryGetValue(name, out var set) && bool.TryParse(value, out bool on) ? set(options, on) : null;
}
