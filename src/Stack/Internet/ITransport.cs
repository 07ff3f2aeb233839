using NetStack.Bytes;

namespace NetStack.Internet;

/// <summary>What an ICMP or ICMPv6 error says, in the words of both. Source: RFC 792, RFC 4443 §3.</summary>
public enum DeliveryProblem : byte
{
    /// <summary>ICMP 3/0, ICMPv6 1/0.</summary>
    NetworkUnreachable,

    /// <summary>ICMP 3/1, ICMPv6 1/3.</summary>
    HostUnreachable,

    /// <summary>ICMP 3/2, ICMPv6 4/1.</summary>
    ProtocolUnreachable,

    /// <summary>ICMP 3/3, ICMPv6 1/4.</summary>
    PortUnreachable,

    /// <summary>ICMP 3/4, ICMPv6 2: the datagram was larger than a link's MTU.</summary>
    TooBig,

    /// <summary>ICMP 3/9, 3/10, 3/13, ICMPv6 1/1.</summary>
    Prohibited,

    /// <summary>ICMP 11/0, ICMPv6 3/0.</summary>
    HopLimitExceeded,

    /// <summary>ICMP 11/1, ICMPv6 3/1.</summary>
    ReassemblyTimeExceeded,

    /// <summary>ICMP 12, ICMPv6 4.</summary>
    ParameterProblem,

    /// <summary>ICMP 3/5 source route failed.</summary>
    SourceRouteFailed,

    /// <summary>ICMP 4, which a host ignores for TCP. Source: RFC 6633.</summary>
    SourceQuench,
}

/// <summary>An error about a datagram that this host sent.</summary>
/// <param name="Problem">What happened to it.</param>
/// <param name="Mtu">The next link's MTU for <see cref="DeliveryProblem.TooBig"/>, 0 where the router did not say.</param>
/// <param name="Reporter">Who says so.</param>
/// <param name="Source">The quoted datagram's source: an address of ours.</param>
/// <param name="Destination">The quoted datagram's destination.</param>
public readonly record struct DeliveryError(
    DeliveryProblem Problem, int Mtu, IpAddress Reporter, IpAddress Source, IpAddress Destination);

/// <summary>A protocol above IP.</summary>
public interface ITransport
{
    /// <summary>A datagram came for this host: whole, its IP header verified.</summary>
    /// <param name="head">Addresses, ECN, where it came in.</param>
    /// <param name="payload">Transport header and data; valid during the call.</param>
    /// <param name="checksum">What the device says of the transport checksum.</param>
    /// <param name="segmentSize">Octets of data in each segment of a super-segment, 0 for an ordinary packet.</param>
    /// <param name="now">The time.</param>
    /// <returns>False when nobody here wants it: IP answers "port unreachable" or "protocol unreachable" where a protocol
    /// does not answer itself (TCP resets).</returns>
    bool Receive(in DatagramHead head, ReadOnlySpan<byte> payload, ChecksumState checksum, int segmentSize, Timestamp now);

    /// <summary>An error came about a datagram that this host sent.</summary>
    /// <param name="error">What and where.</param>
    /// <param name="quoted">The quoted transport header, at least 8 octets of it.</param>
    /// <param name="now">The time.</param>
    void ReceiveError(in DeliveryError error, ReadOnlySpan<byte> quoted, Timestamp now);

    /// <summary>Whether a quoted datagram can be one that is under way; else the error is stale or forged, and the path learns
    /// nothing from it. Source: RFC 5927 §4.1, §7.</summary>
    /// <param name="error">What and where.</param>
    /// <param name="quoted">The quoted transport header.</param>
    bool IsUnderWay(in DeliveryError error, ReadOnlySpan<byte> quoted) => true;
}
