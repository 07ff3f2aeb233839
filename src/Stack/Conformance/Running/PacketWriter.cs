using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;

namespace NetStack.Conformance.Running;

/// <summary>Writes the packets that a script puts into the host.</summary>
/// <param name="remote">The peer's address.</param>
/// <param name="local">The host's address.</param>
internal sealed class PacketWriter(IpAddress remote, IpAddress local)
{
    /// <summary>The number of Fast Open among the experiments. Source: RFC 7413 §4.1.1, RFC 6994.</summary>
    public const ushort FastOpenExperiment = 0xF989;

    private const byte DefaultHopLimit = 64;
    private const byte FirstInformation = 128; // RFC 4443 §2.1: lower types of ICMPv6 are errors, as a few of ICMP are (RFC 792)
    private ushort _identification;

    /// <summary>A segment; null when its options are longer than a header holds.</summary>
    public byte[]? Tcp(PacketSyntax.Tcp line, PortPair ports, Conversation conversation)
    {
        byte[] options = Options(line, conversation);
        int headerLength = TcpHeader.MinLength + options.Length;
        if (headerLength > TcpHeader.MaxLength) return null;
        byte[] packet = Start(line.Ip, IpProtocol.Tcp, headerLength + line.Sequence.Length, out int at);
        Span<byte> segment = packet.AsSpan(at);
        SeqNumber ack = line.Ack is { } number ? conversation.LocalReal(number) : default;
        bool isSyn = line.Flags.HasFlag(TcpFlags.Syn);
        SeqNumber seq = conversation.RemoteReal(line.Sequence.Start, isSyn);
        TcpHeader.Write(segment[..headerLength], ports.Source, ports.Destination, seq, ack, line.Flags, line.Window ?? ushort.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(segment[18..], line.Urgent ?? 0);
        options.CopyTo(segment[TcpHeader.MinLength..]);
        uint first = isSyn ? 0 : unchecked(line.Sequence.Start - conversation.RemoteDataStart);
        StreamPattern.Fill(segment[headerLength..], first);
        TcpHeader.WriteChecksum(segment, Checksum(segment, IpProtocol.Tcp));
        return packet;
    }

    public byte[] Udp(PacketSyntax.Udp line, PortPair ports)
    {
        byte[] packet = Start(line.Ip, IpProtocol.Udp, UdpHeader.HeaderLength + line.Length, out int at);
        Span<byte> datagram = packet.AsSpan(at);
        WriteUdpHeader(datagram, ports, line.Length);
        StreamPattern.Fill(datagram[UdpHeader.HeaderLength..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], Checksum(datagram, IpProtocol.Udp));
        return packet;
    }

    /// <summary>An ICMP message; what it is about is quoted as far as RFC 792 demands: the IP header and eight octets.</summary>
    /// <param name="line">The message, of the version of IP that is under test.</param>
    /// <param name="quotedPorts">The ports of what it is about, the host's first.</param>
    /// <param name="quotedSeq">The sequence number of the segment that it is about.</param>
    public byte[] Icmp(PacketSyntax.Icmp line, PortPair quotedPorts, SeqNumber quotedSeq)
    {
        bool isError = line.IsVersion6 ? line.Type < FirstInformation : line.Type is 3 or 4 or 5 or 11 or 12;
        byte[] quote = isError || line.About is not null || line.AboutUdp is not null ? Quote(line, quotedPorts, quotedSeq) : [];
        byte protocol = line.IsVersion6 ? IpProtocol.Icmpv6 : IpProtocol.Icmp;
        byte[] packet = Start(line.Ip, protocol, IcmpHeader.Length + quote.Length, out int at);
        Span<byte> message = packet.AsSpan(at);
        IcmpHeader.Write(message, line.Type, line.Code, line.Mtu ?? 0);
        quote.CopyTo(message[IcmpHeader.Length..]);
        if (line.IsVersion6) BinaryPrimitives.WriteUInt16BigEndian(message[2..], Checksum(message, protocol));
        else IcmpHeader.WriteChecksum(message);
        return packet;
    }

    private byte[] Quote(PacketSyntax.Icmp line, PortPair ports, SeqNumber seq)
    {
        bool isUdp = line.AboutUdp is not null;
        int dataLength = line.AboutUdp ?? line.About?.Length ?? 0;
        int length = (isUdp ? UdpHeader.HeaderLength : TcpHeader.MinLength) + dataLength;
        byte[] quoted = Start(default, isUdp ? IpProtocol.Udp : IpProtocol.Tcp, length, out int at, from: local, to: remote);
        Span<byte> transport = quoted.AsSpan(at);
        if (isUdp) WriteUdpHeader(transport, ports, dataLength);
        else TcpHeader.Write(transport[..TcpHeader.MinLength], ports.Source, ports.Destination, seq, default, TcpFlags.Ack, 0);
        const int quotedOctets = 8;
        return quoted[..(at + quotedOctets)];
    }

    private static void WriteUdpHeader(Span<byte> datagram, PortPair ports, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(datagram, ports.Source);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], ports.Destination);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)(UdpHeader.HeaderLength + length));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], 0);
    }

    private byte[] Start(IpInfo ip, byte protocol, int length, out int at) => Start(ip, protocol, length, out at, remote, local);

    private byte[] Start(IpInfo ip, byte protocol, int length, out int at, in IpAddress from, in IpAddress to)
    {
        bool isVersion6 = from.Family == IpFamily.V6;
        at = isVersion6 ? Ipv6Header.Length : Ipv4Header.MinLength;
        byte[] packet = new byte[at + length];
        byte traffic = ip.TrafficClass ?? EcnBits(ip.Ecn), hops = ip.HopLimit ?? DefaultHopLimit;
        if (isVersion6) Ipv6Header.Write(packet, traffic, ip.FlowLabel ?? 0, (ushort)length, protocol, hops, from, to);
        else Ipv4Header.Write(packet, traffic, (ushort)packet.Length, ++_identification, dontFragment: true, hops, protocol, from, to);
        return packet;
    }

    private static byte EcnBits(EcnField? ecn) => ecn switch
    {
        EcnField.Ect1 => 1,
        EcnField.Ect0 or EcnField.EitherEct => 2,
        EcnField.CongestionExperienced => 3,
        _ => 0,
    };

    private ushort Checksum(ReadOnlySpan<byte> octets, byte protocol) =>
        InternetChecksum.Compute(octets, InternetChecksum.PseudoHeader(remote, local, protocol, octets.Length));

    private static byte[] Options(PacketSyntax.Tcp line, Conversation conversation)
    {
        List<byte> octets = [];
        foreach (TcpOptionSyntax option in line.Options) WriteOption(octets, option, conversation);
        while (octets.Count % 4 != 0) octets.Add(TcpOptionKind.EndOfList);
        return [.. octets];
    }

    private static void WriteOption(List<byte> octets, TcpOptionSyntax option, Conversation conversation)
    {
        switch (option)
        {
            case TcpOptionSyntax.EndOfList: octets.Add(TcpOptionKind.EndOfList); break;
            case TcpOptionSyntax.NoOperation: octets.Add(TcpOptionKind.NoOperation); break;
            case TcpOptionSyntax.MaximumSegmentSize mss: Write(octets, TcpOptionKind.MaximumSegmentSize, Word(mss.Octets)); break;
            case TcpOptionSyntax.WindowScale scale: Write(octets, TcpOptionKind.WindowScale, [scale.Shift]); break;
            case TcpOptionSyntax.SackPermitted: Write(octets, TcpOptionKind.SackPermitted, []); break;
            case TcpOptionSyntax.Sack sack:
                Write(octets, TcpOptionKind.Sack, [.. sack.Blocks.SelectMany(block =>
                    Words(conversation.LocalReal(block.Left).Value, conversation.LocalReal(block.Right).Value))]);
                break;
            case TcpOptionSyntax.Timestamps stamps:
                Write(octets, TcpOptionKind.Timestamps, Words(stamps.Value, conversation.RealStamp(stamps.EchoReply)));
                break;
            case TcpOptionSyntax.FastOpen { IsExperiment: true } cookie:
                Write(octets, TcpOptionKind.Experiment2, [.. Word(FastOpenExperiment), .. cookie.Cookie]);
                break;
            case TcpOptionSyntax.FastOpen cookie: Write(octets, TcpOptionKind.FastOpen, [.. cookie.Cookie]); break;
            case TcpOptionSyntax.UserTimeout time:
                Write(octets, TcpOptionKind.UserTimeout, Word((ushort)(time.Value | (time.InMinutes ? 0x8000 : 0))));
                break;
            case TcpOptionSyntax.Md5Signature md5: Write(octets, TcpOptionKind.Md5Signature, [.. md5.Digest]); break;
            case TcpOptionSyntax.Other other: Write(octets, other.Kind, [.. other.Octets]); break;
        }
    }

    private static void Write(List<byte> octets, byte kind, byte[] value)
    {
        octets.Add(kind);
        octets.Add((byte)(value.Length + 2));
        octets.AddRange(value);
    }

    private static byte[] Word(ushort value) => [(byte)(value >> 8), (byte)(value & 0xFF)];

    private static byte[] Words(uint first, uint second)
    {
        byte[] octets = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(octets, first);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), second);
        return octets;
    }
}
