using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Link.Ethernet;
using NetStack.Transport.Tcp;

namespace NetStack.Transport;

/// <summary>Where the headers of a frame begin, for those who change a frame without being its host: a device that completes
/// checksums and cuts super-segments, a middlebox.</summary>
/// <param name="NetworkAt">Where the IP header begins.</param>
/// <param name="TransportAt">Where the transport header begins.</param>
/// <param name="End">Where the datagram ends; what follows is Ethernet's padding.</param>
/// <param name="Protocol">The transport's number.</param>
/// <param name="Family">The version of IP.</param>
public readonly record struct TransportPlace(int NetworkAt, int TransportAt, int End, byte Protocol, IpFamily Family)
{
    private const int MaxTags = 2, TagLength = 4, MaxExtensionHeaders = 8;

    /// <summary>Where the transport's checksum stands, from the transport header on: RFC 9293 §3.1, RFC 768.</summary>
    public int ChecksumOffset => Protocol == IpProtocol.Tcp ? 16 : 6;

    /// <summary>Finds the headers of a frame that holds TCP or UDP.</summary>
    /// <param name="frame">The octets, from the Ethernet header on.</param>
    /// <param name="place">Where they are; the transport header's least length and its checksum lie within the frame.</param>
    /// <returns>False for everything else, for fragments (which hold a part of a checksum's octets), and for what is cut short.</returns>
    public static bool TryFind(ReadOnlySpan<byte> frame, out TransportPlace place)
    {
        place = default;
        int at = EthernetHeader.Length;
        if (frame.Length < at) return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at - 2)..]);
        for (int tags = 0; tags < MaxTags && type is EtherType.Vlan or EtherType.ServiceVlan; tags++)
        {
            at += TagLength; // IEEE 802.1Q §9.4: the tag control information, then the next type
            if (frame.Length < at) return false;
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at - 2)..]);
        }

        return type switch
        {
            EtherType.Ipv4 => TryIpv4(frame, at, out place),
            EtherType.Ipv6 => TryIpv6(frame, at, out place),
            _ => false,
        };
    }

    /// <summary>The sum of the pseudo-header: what a partial checksum holds.</summary>
    public ushort PseudoHeader(ReadOnlySpan<byte> frame) => PseudoHeader(frame, End - TransportAt);

    /// <summary>The same, for another length of header and data.</summary>
    internal ushort PseudoHeader(ReadOnlySpan<byte> frame, int length)
    {
        (int sourceAt, int octets) = Family == IpFamily.V4 ? (NetworkAt + 12, 8) : (NetworkAt + 8, 32); // both addresses
        uint rest = (uint)Protocol + ((uint)length >> 16) + ((uint)length & 0xFFFF);
        ushort folded = (ushort)((rest & 0xFFFF) + (rest >> 16));
        return InternetChecksum.Add(frame.Slice(sourceAt, octets), folded);
    }

    private static bool TryIpv4(ReadOnlySpan<byte> frame, int at, out TransportPlace place)
    {
        place = default;
        if (!Ipv4Header.TryParse(frame[at..], out Ipv4Header header, out _) || header.IsFragment) return false;
        int transportAt = at + header.HeaderLength;
        int end = header.TotalLength == 0 ? frame.Length : at + header.TotalLength; // 0: a super-segment too long for the field
        return TryTransport(frame, new(at, transportAt, end, header.Protocol, IpFamily.V4), out place);
    }

    private static bool TryIpv6(ReadOnlySpan<byte> frame, int at, out TransportPlace place)
    {
        place = default;
        if (!Ipv6Header.TryParse(frame[at..], out Ipv6Header header, out _)) return false;
        int next = at + Ipv6Header.Length;
        int end = header.PayloadLength == 0 ? frame.Length : next + header.PayloadLength;
        byte protocol = header.NextHeader;
        for (int i = 0; i < MaxExtensionHeaders && IsOptions(protocol); i++)
        {
            if (next + 2 > frame.Length) return false;
            protocol = frame[next];
            next += (frame[next + 1] + 1) * 8; // RFC 8200 §4.3: in units of 8 octets, without the first
        }

        return TryTransport(frame, new(at, next, end, protocol, IpFamily.V6), out place);
    }

    /// <summary>The headers that do not change what the checksum is taken over. A routing header does: its last address counts
    /// (RFC 8200 §8.1).</summary>
    private static bool IsOptions(byte protocol) => protocol is 0 or 60; // hop-by-hop and destination options: RFC 8200 §4

    private static bool TryTransport(ReadOnlySpan<byte> frame, TransportPlace found, out TransportPlace place)
    {
        place = found;
        int least = found.Protocol switch { IpProtocol.Tcp => TcpHeader.MinLength, IpProtocol.Udp => 8, _ => int.MaxValue };
        return found.End <= frame.Length && found.End - found.TransportAt >= least;
    }
}
