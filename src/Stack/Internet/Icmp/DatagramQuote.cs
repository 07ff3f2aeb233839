using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Internet.Icmp;

/// <summary>The beginning of a datagram, as an ICMP error quotes it: enough to find who had sent it.</summary>
internal readonly ref struct DatagramQuote
{
    public IpAddress Source { get; private init; }

    public IpAddress Destination { get; private init; }

    /// <summary>The protocol behind all extension headers.</summary>
    public byte Protocol { get; private init; }

    /// <summary>Octets of the whole datagram, as its header says.</summary>
    public int TotalLength { get; private init; }

    /// <summary>True for a fragment other than the first: it has no transport header.</summary>
    public bool IsLaterFragment { get; private init; }

    /// <summary>The transport header, as far as it is there.</summary>
    public ReadOnlySpan<byte> Transport { get; private init; }

    /// <summary>Reads a quote of either version of IP; the octets may end anywhere.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out DatagramQuote quote)
    {
        quote = default;
        return !octets.IsEmpty && (octets[0] >> 4 == 4 ? TryReadIpv4(octets, out quote) : TryReadIpv6(octets, out quote));
    }

    /// <summary>True for an ICMP error, about which no error is sent. Source: RFC 1122 §3.2.2, RFC 4443 §2.4(e).</summary>
    public bool IsIcmpError => Protocol switch
    {
        _ when Transport.IsEmpty => false,
        IpProtocol.Icmp => Transport[0] is IcmpNames.DestinationUnreachable or IcmpNames.SourceQuench or IcmpNames.Redirect
            or IcmpNames.TimeExceeded or IcmpNames.ParameterProblem,
        IpProtocol.Icmpv6 => Transport[0] is < 128 or Icmpv6.Icmpv6Names.Redirect,
        _ => false,
    };

    private static bool TryReadIpv4(ReadOnlySpan<byte> octets, out DatagramQuote quote)
    {
        quote = default;
        if (!Ipv4Header.TryParse(octets, out Ipv4Header header, out _)) return false;
        quote = new()
        {
            Source = header.Source, Destination = header.Destination, Protocol = header.Protocol, TotalLength = header.TotalLength,
            IsLaterFragment = header.FragmentOffset > 0, Transport = octets[header.HeaderLength..],
        };
        return true;
    }

    private static bool TryReadIpv6(ReadOnlySpan<byte> octets, out DatagramQuote quote)
    {
        quote = default;
        if (!Ipv6Header.TryParse(octets, out Ipv6Header header, out _)) return false;
        byte next = header.NextHeader;
        int at = Ipv6Header.Length;
        bool isLater = false;
        while (next is IpProtocol.HopByHop or IpProtocol.Ipv6Route or IpProtocol.Ipv6Options or IpProtocol.Ipv6Fragment)
        {
            if (octets.Length - at < 8) return false;
            bool isFragment = next == IpProtocol.Ipv6Fragment;
            isLater |= isFragment && (BinaryPrimitives.ReadUInt16BigEndian(octets[(at + 2)..]) & 0xFFF8) != 0;
            next = octets[at];
            at += isFragment ? 8 : (octets[at + 1] + 1) * 8;
            if (at > octets.Length) return false;
        }

        quote = new()
        {
            Source = header.Source, Destination = header.Destination, Protocol = next,
            TotalLength = header.PayloadLength + Ipv6Header.Length, IsLaterFragment = isLater, Transport = octets[at..],
        };
        return true;
    }
}
