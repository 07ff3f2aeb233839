using System.Collections.Immutable;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Syntax;

/// <summary>A packet as a script describes it: one of the nested kinds. Sequence numbers count from the initial one of
/// their sender; the runner adds it.</summary>
/// <param name="Direction">Which way it goes.</param>
/// <param name="Ip">What is said of its IP header.</param>
public abstract record PacketSyntax(PacketDirection Direction, IpInfo Ip)
{
    /// <summary>A TCP segment.</summary>
    /// <param name="Direction">Which way it goes.</param>
    /// <param name="Ip">What is said of its IP header.</param>
    /// <param name="Ports">Source and destination port (8080 &gt; 53000), or null for those of the connection.</param>
    /// <param name="Flags">The control bits; a dot is ACK, a digit 0 to 7 is the ACE field (AE, CWR, ECE).</param>
    /// <param name="Sequence">Its place in the stream.</param>
    /// <param name="Ack">The acknowledgment number, or null.</param>
    /// <param name="Window">The window field as it is on the wire, not scaled; null for any.</param>
    /// <param name="Urgent">The urgent pointer, or null.</param>
    /// <param name="Options">In their order; empty when none is written.</param>
    /// <param name="AnyOptions">True for &lt;...&gt;: options are not looked at.</param>
    public sealed record Tcp(
        PacketDirection Direction, IpInfo Ip, PortPair? Ports, TcpFlags Flags, SequenceRange Sequence, uint? Ack,
        ushort? Window, ushort? Urgent, ImmutableArray<TcpOptionSyntax> Options, bool AnyOptions) : PacketSyntax(Direction, Ip);

    /// <summary>A UDP datagram.</summary>
    /// <param name="Direction">Which way it goes.</param>
    /// <param name="Ip">What is said of its IP header.</param>
    /// <param name="Ports">Source and destination port, or null for those of the socket.</param>
    /// <param name="Length">Octets of data.</param>
    public sealed record Udp(PacketDirection Direction, IpInfo Ip, PortPair? Ports, int Length) : PacketSyntax(Direction, Ip);

    /// <summary>An ICMP or ICMPv6 message.</summary>
    /// <param name="Direction">Which way it goes.</param>
    /// <param name="Ip">What is said of its IP header.</param>
    /// <param name="IsVersion6">True for icmpv6.</param>
    /// <param name="Type">The type's number.</param>
    /// <param name="Code">The code's number, 0 when none is written.</param>
    /// <param name="Mtu">The MTU that it tells, or null.</param>
    /// <param name="About">The segment that it is about, or null.</param>
    /// <param name="AboutUdp">Octets of data of the UDP datagram that it is about, or null.</param>
    public sealed record Icmp(
        PacketDirection Direction, IpInfo Ip, bool IsVersion6, byte Type, byte Code, uint? Mtu, SequenceRange? About, int? AboutUdp)
        : PacketSyntax(Direction, Ip);
}
