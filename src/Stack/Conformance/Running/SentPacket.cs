using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;

namespace NetStack.Conformance.Running;

/// <summary>A packet that the host has sent, read.</summary>
internal sealed class SentPacket
{
    private readonly byte[] _octets;
    private readonly int _transportAt, _dataAt;

    private SentPacket(byte[] octets, int transportAt, Timestamp at) =>
        (_octets, _transportAt, _dataAt, At) = (octets, transportAt, transportAt, at);

    private SentPacket(SentPacket packet, int headerLength, ushort source, ushort destination)
        : this(packet._octets, packet._transportAt, packet.At)
    {
        (Family, Source, Destination) = (packet.Family, packet.Source, packet.Destination);
        (Protocol, TrafficClass, HopLimit, FlowLabel) = (packet.Protocol, packet.TrafficClass, packet.HopLimit, packet.FlowLabel);
        (_dataAt, SourcePort, DestinationPort) = (_transportAt + headerLength, source, destination);
    }

    public Timestamp At { get; }

    public IpFamily Family { get; private init; }

    public IpAddress Source { get; private init; }

    public IpAddress Destination { get; private init; }

    public byte Protocol { get; private init; }

    public byte TrafficClass { get; private init; }

    public byte HopLimit { get; private init; }

    public uint FlowLabel { get; private init; }

    public ushort SourcePort { get; }

    public ushort DestinationPort { get; }

    public bool IsTcp => Protocol == IpProtocol.Tcp;

    public TcpFlags Flags { get; private init; }

    public SeqNumber Seq { get; private init; }

    public SeqNumber Ack { get; private init; }

    public ushort Window { get; private init; }

    public ushort Urgent { get; private init; }

    public ReadOnlySpan<byte> Options => _octets.AsSpan(_transportAt + TcpHeader.MinLength, _dataAt - _transportAt - TcpHeader.MinLength);

    /// <summary>The transport's header and data.</summary>
    public ReadOnlySpan<byte> Transport => _octets.AsSpan(_transportAt);

    public ReadOnlySpan<byte> Data => _octets.AsSpan(_dataAt);

    /// <summary>Reads a packet; null for what is none, for a fragment, and when a checksum is wrong.</summary>
    public static SentPacket? Read(ReadOnlySpan<byte> octets, Timestamp at)
    {
        SentPacket? packet = octets.IsEmpty ? null : octets[0] >> 4 == 4 ? ReadVersion4(octets, at) : ReadVersion6(octets, at);
        return packet?.Protocol switch
        {
            IpProtocol.Tcp => ReadTcp(packet),
            IpProtocol.Udp => UdpHeader.TryParse(packet.Transport, out UdpHeader udp, out _)
                ? new(packet, UdpHeader.HeaderLength, udp.SourcePort, udp.DestinationPort) : null,
            _ => packet,
        };
    }

    private static SentPacket? ReadVersion4(ReadOnlySpan<byte> octets, Timestamp at) =>
        Ipv4Header.TryParse(octets, out Ipv4Header ip, out _) && !ip.IsFragment && ip.IsChecksumRight && ip.TotalLength <= octets.Length
            ? new(octets[..ip.TotalLength].ToArray(), ip.HeaderLength, at)
            {
                Family = IpFamily.V4, Source = ip.Source, Destination = ip.Destination, Protocol = ip.Protocol,
                TrafficClass = octets[1], HopLimit = ip.TimeToLive,
            }
            : null;

    private static SentPacket? ReadVersion6(ReadOnlySpan<byte> octets, Timestamp at) =>
        Ipv6Header.TryParse(octets, out Ipv6Header ip, out _) && Ipv6Header.Length + ip.PayloadLength <= octets.Length
            ? new(octets[..(Ipv6Header.Length + ip.PayloadLength)].ToArray(), Ipv6Header.Length, at)
            {
                Family = IpFamily.V6, Source = ip.Source, Destination = ip.Destination, Protocol = ip.NextHeader,
                TrafficClass = ip.TrafficClass, HopLimit = ip.HopLimit, FlowLabel = ip.FlowLabel,
            }
            : null;

    private static SentPacket? ReadTcp(SentPacket packet)
    {
        if (!TcpHeader.TryParse(packet.Transport, out TcpHeader tcp, out _)) return null;
        ushort pseudo = InternetChecksum.PseudoHeader(packet.Source, packet.Destination, IpProtocol.Tcp, packet.Transport.Length);
        if (InternetChecksum.Add(packet.Transport, pseudo) != 0xFFFF) return null;
        return new(packet, tcp.HeaderLength, tcp.SourcePort, tcp.DestinationPort)
        {
            Flags = tcp.Flags, Seq = tcp.Sequence, Ack = tcp.Acknowledgment, Window = tcp.Window, Urgent = tcp.UrgentPointer,
        };
    }
}
