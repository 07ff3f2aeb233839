using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Conformance.Running;
using NetStack.Internet;
using NetStack.Internet.Ipv4;
using NetStack.Tracing;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Conformance;

/// <summary>What RFC 9293 demands and a script cannot say: checksums, addresses, illegal options, initial sequence numbers.</summary>
public sealed class WireRequirementTests
{
    private const ushort Port = 8080, PeerPort = 40_000;
    private static readonly IpAddress Host = IpAddress.V4(0xC0A8_0001), Peer = IpAddress.V4(0xC000_0201);
    private readonly HostUnderTest _host = Make(seed: 1);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(0x8000, false)]
    public void A_segment_whose_checksum_is_wrong_is_dropped(int error, bool isAnswered)
    {
        byte[] packet = Syn();
        packet[Ipv4Header.MinLength + 16] ^= (byte)(error >> 8);
        packet[Ipv4Header.MinLength + 17] ^= (byte)(error & 0xFF);
        _host.Receive(packet);
        Assert.Equal(isAnswered, _host.HasSent);
    }

    [Fact]
    public void What_is_sent_has_a_right_checksum()
    {
        byte[] answer = Answer(Syn());
        ReadOnlySpan<byte> segment = answer.AsSpan(Ipv4Header.MinLength);
        Assert.NotEqual(0, BinaryPrimitives.ReadUInt16BigEndian(segment[16..]));
        Assert.Equal(0xFFFF, InternetChecksum.Add(segment, InternetChecksum.PseudoHeader(Host, Peer, IpProtocol.Tcp, segment.Length)));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.168.0.1", true)]
    [InlineData("192.0.2.1", "192.168.0.255", false)]
    [InlineData("192.0.2.1", "255.255.255.255", false)]
    [InlineData("192.0.2.1", "224.0.0.1", false)]
    [InlineData("224.0.0.5", "192.168.0.1", false)]
    [InlineData("255.255.255.255", "192.168.0.1", false)]
    [InlineData("192.168.0.255", "192.168.0.1", false)]
    [InlineData("0.0.0.0", "192.168.0.1", false)]
    [InlineData("127.0.0.1", "192.168.0.1", false)]
    public void A_SYN_to_or_from_an_address_that_is_nobodys_is_discarded_silently(string from, string to, bool isAnswered)
    {
        Assert.True(IpAddress.TryParse(from, out IpAddress source));
        Assert.True(IpAddress.TryParse(to, out IpAddress destination));
        _host.Receive(Syn(source, destination));
        Assert.Equal(isAnswered, _host.HasSent);
    }

    [Theory]
    [InlineData("02 00 00 00")] // a length of zero would never end
    [InlineData("02 01 00 00")] // shorter than kind and length
    [InlineData("01 01 01 02")] // a kind, and no room for its length
    [InlineData("02 04 05 b4 03 28 00 00")] // longer than the header
    [InlineData("fe ff 00 00")]
    [InlineData("00 02 00 02")] // behind the end of the list
    public void A_SYN_with_an_illegal_option_length_is_answered_as_if_the_list_had_ended(string options)
    {
        byte[] answer = Answer(Syn(options: Convert.FromHexString(options.Replace(" ", ""))));
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, (TcpFlags)answer[Ipv4Header.MinLength + 13]);
    }

    [Fact]
    public void Options_of_IP_that_TCP_does_not_understand_change_nothing()
    {
        byte[] plain = Syn(), packet = new byte[plain.Length + 4];
        plain.AsSpan(0, Ipv4Header.MinLength).CopyTo(packet);
        plain.AsSpan(Ipv4Header.MinLength).CopyTo(packet.AsSpan(Ipv4Header.MinLength + 4));
        packet[0] = 0x46;
        packet[3] = (byte)packet.Length;
        new byte[] { 0x9E, 4, 1, 2 }.CopyTo(packet, Ipv4Header.MinLength); // an experiment of RFC 4727
        packet.AsSpan(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Compute(packet.AsSpan(0, Ipv4Header.MinLength + 4), 0));
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, (TcpFlags)Answer(packet)[Ipv4Header.MinLength + 13]);
    }

    [Fact]
    public void Padding_behind_the_options_is_zero_and_options_end_on_a_word()
    {
        byte[] answer = Answer(Syn(options: Convert.FromHexString("020405b4040201")));
        ReadOnlySpan<byte> segment = answer.AsSpan(Ipv4Header.MinLength);
        int end = segment[12] >> 4 << 2;
        TcpOptions options = new(segment[TcpHeader.MinLength..end]);
        Assert.Equal(segment.Length, end);
        const byte mss = TcpOptionKind.MaximumSegmentSize, nop = TcpOptionKind.NoOperation, sack = TcpOptionKind.SackPermitted;
        List<byte> found = [];
        while (options.MoveNext()) found.Add(options.Kind);
        Assert.Equal([mss, nop, nop, sack], found);
    }

    [Fact]
    public void Initial_sequence_numbers_follow_a_clock_and_differ_between_connections_and_hosts()
    {
        TcpLayer tcp = _host.Host.Tcp, other = Make(seed: 2).Host.Tcp;
        ConnectionKey key = new(Host, Peer, Port, PeerPort);
        Timestamp now = _host.Now;
        SeqNumber first = tcp.InitialSequence(key, now);
        Assert.Equal(250_000, tcp.InitialSequence(key, now + Duration.FromSeconds(1)) - first); // one every 4 microseconds
        Assert.NotEqual(first, tcp.InitialSequence(key with { RemotePort = PeerPort + 1 }, now));
        Assert.NotEqual(first, tcp.InitialSequence(key with { RemoteAddress = IpAddress.V4(0xC000_0202) }, now));
        Assert.NotEqual(first, other.InitialSequence(key, now)); // a secret of the host is in it: nobody outside can compute it
    }

    private static HostUnderTest Make(ulong seed)
    {
        HostUnderTest host = new(new() { Family = IpFamily.V4 }, seed, new Nobody());
        Assert.NotNull(host.Host.Tcp.Listen(default, Port, TcpProfile.Linux, out _));
        return host;
    }

    private byte[] Answer(byte[] packet)
    {
        _host.Receive(packet);
        Assert.True(_host.HasSent);
        return _host.TakeSent().Octets;
    }

    private static byte[] Syn() => Syn(Peer, Host);

    private static byte[] Syn(byte[] options) => Syn(Peer, Host, options);

    private static byte[] Syn(in IpAddress from, in IpAddress to, byte[]? options = null)
    {
        options ??= [];
        int header = (TcpHeader.MinLength + options.Length + 3) & ~3;
        byte[] packet = new byte[Ipv4Header.MinLength + header];
        Ipv4Header.Write(packet, 0, (ushort)packet.Length, 1, dontFragment: true, 64, IpProtocol.Tcp, from, to);
        Span<byte> segment = packet.AsSpan(Ipv4Header.MinLength);
        TcpHeader.Write(segment, PeerPort, Port, new(1), default, TcpFlags.Syn, 1000);
        options.CopyTo(segment[TcpHeader.MinLength..]);
        ushort pseudo = InternetChecksum.PseudoHeader(from, to, IpProtocol.Tcp, segment.Length);
        TcpHeader.WriteChecksum(segment, InternetChecksum.Compute(segment, pseudo));
        return packet;
    }

    private sealed class Nobody : IEventSink
    {
        public void Publish(StackEvent stackEvent)
        {
        }
    }
}
