using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Link.Ethernet;
using Xunit;

namespace NetStack.Tests.Devices;

public sealed class PcapNicTests
{
    private const int Header = EthernetHeader.Length + 20 + 20;

    [Theory]
    [InlineData(1460, true, ChecksumState.Partial, 0)]
    [InlineData(1461, true, ChecksumState.Partial, 1460)]
    [InlineData(60_000, true, ChecksumState.Partial, 1460)]
    [InlineData(1460, false, ChecksumState.Unverified, 0)]
    [InlineData(60_000, false, ChecksumState.Unverified, 0)]
    public void What_a_kernel_on_the_same_machine_left_undone_is_recognised(int data, bool isPartial, ChecksumState checksum, int segmentSize)
    {
        Frame frame = PcapNic.Describe(Segment(data, isPartial), 1500);
        Assert.Equal((checksum, segmentSize, Header + data), (frame.Checksum, frame.SegmentSize, frame.Octets.Length));
    }

    private static byte[] Segment(int data, bool isPartial)
    {
        IpAddress source = IpAddress.V4(0x0A00_0001), destination = IpAddress.V4(0x0A00_0002);
        byte[] frame = new byte[Header + data];
        EthernetHeader.Write(frame, new(2), new(4), EtherType.Ipv4);
        Ipv4Header.Write(frame.AsSpan(EthernetHeader.Length), 0, (ushort)(40 + data), 0, true, 64, IpProtocol.Tcp, source, destination);
        Span<byte> tcp = frame.AsSpan(EthernetHeader.Length + 20);
        tcp[12] = 5 << 4;
        ushort pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Tcp, tcp.Length);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], isPartial ? pseudo : InternetChecksum.Compute(tcp, pseudo));
        return frame;
    }
}
