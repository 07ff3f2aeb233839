using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;
using NetStack.Link.Ethernet;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Transport;

public sealed class SuperSegmentTests
{
    private static readonly IpAddress A4 = IpAddress.V4(0x0A00_0001), B4 = IpAddress.V4(0x0A00_0002);
    private static readonly IpAddress A6 = IpAddress.V6(0xFD00UL << 48, 1), B6 = IpAddress.V6(0xFD00UL << 48, 2);

    [Theory]
    [InlineData(IpFamily.V4, 0, 1000, 0, 1)]
    [InlineData(IpFamily.V4, 1, 1000, 0, 1)]
    [InlineData(IpFamily.V4, 999, 1000, 12, 1)]
    [InlineData(IpFamily.V4, 1000, 1000, 12, 1)]
    [InlineData(IpFamily.V4, 1001, 1000, 12, 2)]
    [InlineData(IpFamily.V4, 65_000, 1448, 12, 45)]
    [InlineData(IpFamily.V6, 65_000, 1428, 12, 46)]
    [InlineData(IpFamily.V6, 3, 1, 0, 3)]
    public void A_super_segment_becomes_segments_that_hold_the_same_octets(IpFamily family, int data, int size, int options, int count)
    {
        const TcpFlags flags = TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin | TcpFlags.Cwr | TcpFlags.Ece;
        byte[] whole = Frame(family, data, options, flags, sequence: 0xFFFF_FE00, identification: 0xFFFE); // both wrap
        Assert.True(SuperSegment.TryParse(whole, size, out SuperSegment super));
        int longest = super.LongestFrame, index = 0, dataAt = whole.Length - data;
        byte[] buffer = new byte[longest];
        List<byte> joined = [];
        for (int length = super.Take(buffer); length > 0; length = super.Take(buffer))
        {
            byte[] segment = buffer[..length];
            AssertComplete(segment, family);
            Assert.True(TransportPlace.TryFind(segment, out TransportPlace place));
            Assert.True(TcpHeader.TryParse(segment.AsSpan(place.TransportAt), out TcpHeader header, out _));
            Assert.Equal(new SeqNumber(unchecked(0xFFFF_FE00 + (uint)joined.Count)), header.Sequence);
            bool isFirst = index == 0, isLast = index == count - 1;
            Assert.Equal((isFirst, isLast, isLast, true),
                (header.Has(TcpFlags.Cwr), header.Has(TcpFlags.Fin), header.Has(TcpFlags.Psh), header.Has(TcpFlags.Ece)));
            if (family == IpFamily.V4)
                Assert.Equal(unchecked((ushort)(0xFFFE + index)), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(EthernetHeader.Length + 4)));
            Assert.Equal(isLast ? data - joined.Count : size, length - dataAt);
            joined.AddRange(segment[dataAt..]);
            index++;
        }

        Assert.Equal(count, index);
        Assert.Equal(whole[dataAt..], joined);
    }

    [Theory]
    [InlineData(IpFamily.V4)]
    [InlineData(IpFamily.V6)]
    public void A_partial_checksum_is_recognised_and_completed(IpFamily family)
    {
        byte[] frame = Frame(family, 1001, 12, TcpFlags.Ack, 1, 1);
        Assert.True(TransportPlace.TryFind(frame, out TransportPlace place));
        Assert.True(PartialChecksum.IsPartial(frame, place));
        PartialChecksum.Complete(frame, place);
        Assert.False(PartialChecksum.IsPartial(frame, place));
        AssertComplete(frame, family);
    }

    [Fact]
    public void Ethernets_padding_and_VLAN_tags_are_not_part_of_the_segment()
    {
        byte[] plain = Frame(IpFamily.V4, 3, 0, TcpFlags.Ack, 1, 1);
        byte[] frame = [.. plain[..12], 0x81, 0x00, 0x00, 0x05, .. plain[12..], 9, 9, 9];
        Assert.True(TransportPlace.TryFind(frame, out TransportPlace place));
        Assert.Equal((18, 38, frame.Length - 3), (place.NetworkAt, place.TransportAt, place.End));
        Assert.True(PartialChecksum.IsPartial(frame, place));
    }

    [Fact]
    public void Fragments_and_other_protocols_hold_no_checksum_to_complete()
    {
        byte[] fragment = Frame(IpFamily.V4, 100, 0, TcpFlags.Ack, 1, 1), icmp = [.. fragment];
        fragment[EthernetHeader.Length + 6] = 0x20; // more fragments
        icmp[EthernetHeader.Length + 9] = IpProtocol.Icmp;
        Assert.False(TransportPlace.TryFind(fragment, out _));
        Assert.False(TransportPlace.TryFind(icmp, out _));
    }

    [Fact]
    public void Whatever_a_frame_holds_nothing_is_thrown_and_no_segment_is_longer_than_promised()
    {
        SeededRandom random = new(7);
        byte[] buffer = new byte[2048];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] frame = Frame(round % 2 == 0 ? IpFamily.V4 : IpFamily.V6, random.Next(100), 4 * random.Next(5), TcpFlags.Ack, 1, 1);
            for (int changes = random.Next(8); changes > 0; changes--)
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            Span<byte> cut = frame.AsSpan(0, random.Next(frame.Length + 1));
            if (TransportPlace.TryFind(cut, out TransportPlace place)) PartialChecksum.Complete(cut, place);
            if (!SuperSegment.TryParse(cut, 1 + random.Next(50), out SuperSegment super)) continue;
            for (int length = super.Take(buffer); length > 0; length = super.Take(buffer))
                Assert.True(length <= super.LongestFrame);
        }
    }

    private static byte[] Frame(IpFamily family, int data, int options, TcpFlags flags, uint sequence, ushort identification)
    {
        int header = family == IpFamily.V4 ? Ipv4Header.MinLength : Ipv6Header.Length, tcp = TcpHeader.MinLength + options;
        byte[] frame = new byte[EthernetHeader.Length + header + tcp + data];
        EthernetHeader.Write(frame, new(2), new(4), family == IpFamily.V4 ? EtherType.Ipv4 : EtherType.Ipv6);
        Span<byte> ip = frame.AsSpan(EthernetHeader.Length), segment = ip[header..];
        if (family == IpFamily.V4)
            Ipv4Header.Write(ip, 0, (ushort)ip.Length, identification, true, 64, IpProtocol.Tcp, A4, B4);
        else
            Ipv6Header.Write(ip, 0, 0, (ushort)segment.Length, IpProtocol.Tcp, 64, A6, B6);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt16BigEndian(segment[12..], (ushort)((tcp / 4 << 12) | (int)flags));
        segment[TcpHeader.MinLength..tcp].Fill(1); // NOP
        for (int i = tcp; i < segment.Length; i++)
            segment[i] = unchecked((byte)(i * 7));
        ushort pseudo = family == IpFamily.V4
            ? InternetChecksum.PseudoHeader(A4, B4, IpProtocol.Tcp, segment.Length)
            : InternetChecksum.PseudoHeader(A6, B6, IpProtocol.Tcp, segment.Length);
        TcpHeader.WriteChecksum(segment, pseudo);
        return frame;
    }

    /// <summary>Checked with sums of its own, not with those of the code under test.</summary>
    private static void AssertComplete(byte[] frame, IpFamily family)
    {
        ReadOnlySpan<byte> ip = frame.AsSpan(EthernetHeader.Length);
        int header = family == IpFamily.V4 ? 20 : 40, length = ip.Length - header;
        uint sum = (uint)length + IpProtocol.Tcp;
        for (int i = family == IpFamily.V4 ? 12 : 8; i < ip.Length; i++)
            sum += i % 2 == 0 ? (uint)ip[i] << 8 : ip[i];
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        Assert.Equal(0xFFFFu, sum);
        Assert.Equal(family == IpFamily.V4 ? ip.Length : length, BinaryPrimitives.ReadUInt16BigEndian(ip[(family == IpFamily.V4 ? 2 : 4)..]));
        if (family == IpFamily.V4)
        {
            Assert.True(Ipv4Header.TryParse(ip, out Ipv4Header v4, out _));
            Assert.True(v4.IsChecksumRight);
        }
    }
}
