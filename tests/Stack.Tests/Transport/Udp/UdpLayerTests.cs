using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Udp;

namespace NetStack.Tests.Transport.Udp;

public sealed class UdpLayerTests : IFrameSink
{
    // 192.0.2.2:4660 > 192.0.2.1:7, "hi!": by hand from RFC 768. The words of the pseudo-header (c000 0202 c000 0201 0011 000b),
    // of the header (1234 0007 000b) and of the data (6869 2100) add up to 0x2_1fce, folded 0x1fd0, inverted 0xe02f.
    private static readonly byte[] s_datagram = Convert.FromHexString(
        "4500001f000040004011b6cac0000202c0000201" + "12340007000b" + "e02f" + "686921");

    private readonly List<byte[]> _sent = [];
    private readonly EventList _events = new();
    private readonly Host _host;
    private readonly byte[] _buffer = new byte[65_536];
    private readonly int _wire;

    public UdpLayerTests()
    {
        _host = new(new(), 1, this, _events);
        _wire = _host.Internet.AddInterface(new(InterfaceKind.RawIp, "wire"));
        _host.Internet.AddAddress(_wire, TwoHosts.ClientV4, 24, default);
        _host.Internet.AddAddress(_wire, TwoHosts.ClientV6, 64, default);
        _sent.Clear();
    }

    public void Send(int @interface, in Frame frame, Timestamp now) => _sent.Add(frame.Octets.ToArray());

    [Fact]
    public void What_is_sent_has_the_octets_of_RFC_768()
    {
        UdpEndpoint endpoint = Bound(default, 7);
        Assert.Equal(Errno.None, _host.Udp.Send(endpoint, "hi!"u8, TwoHosts.ServerV4, 0x1234, default));
        byte[] frame = Assert.Single(_sent);
        Assert.Equal(Convert.FromHexString("00071234000be02f686921"), frame[20..]);
    }

    /// <summary>What stands at the checksum's place, and whether the datagram is taken.</summary>
    [Theory]
    [InlineData("e02f", true)]
    [InlineData("0000", true)] // RFC 768: the sender made none
    [InlineData("e030", false)]
    [InlineData("ffff", false)]
    public void A_datagram_with_a_wrong_checksum_is_dropped(string checksum, bool isTaken)
    {
        UdpEndpoint endpoint = Bound(default, 7);
        byte[] frame = [.. s_datagram];
        Convert.FromHexString(checksum).CopyTo(frame, 26);
        _host.Receive(_wire, new(frame), default);
        Assert.Equal(isTaken ? 1 : 0, endpoint.Waiting);
        Assert.Equal(isTaken, !_events.Events.OfType<UdpDropped>().Any());
        if (!isTaken) return;
        Assert.Equal(3, endpoint.Receive(_buffer, false, out ReceivedDatagram head));
        Assert.Equal("hi!"u8.ToArray(), _buffer[..3]);
        Assert.Equal((TwoHosts.ServerV4, (ushort)0x1234, TwoHosts.ClientV4), (head.Source, head.SourcePort, head.Destination));
    }

    [Theory]
    [InlineData(7)] // less than a header
    [InlineData(12)] // more than IP has brought
    [InlineData(0)]
    public void A_length_that_cannot_be_is_dropped(byte length)
    {
        UdpEndpoint endpoint = Bound(default, 7);
        byte[] frame = [.. s_datagram];
        (frame[25], frame[26], frame[27]) = (length, 0, 0);
        _host.Receive(_wire, new(frame), default);
        Assert.Equal(0, endpoint.Waiting);
        Assert.Equal(UdpReasons.BadLength, Assert.Single(_events.Events.OfType<UdpDropped>()).Envelope.Reason);
    }

    [Fact]
    public void Octets_beyond_the_length_are_not_data()
    {
        UdpEndpoint endpoint = Bound(default, 7);
        byte[] frame = [.. s_datagram];
        (frame[25], frame[26], frame[27]) = (10, 0, 0);
        _host.Receive(_wire, new(frame), default);
        Assert.Equal(2, endpoint.NextLength);
    }

    [Fact]
    public void Over_IPv6_there_has_to_be_a_checksum()
    {
        UdpEndpoint endpoint = Bound(default, 7);
        byte[] frame = Convert.FromHexString(
            "60000000000911" + "40" + "20010db8000000000000000000000002" + "20010db8000000000000000000000001" + "12340007000900005a");
        _host.Receive(_wire, new(frame), default);
        Assert.Equal(0, endpoint.Waiting);
        Assert.Equal(UdpReasons.NoChecksum, Assert.Single(_events.Events.OfType<UdpDropped>()).Envelope.Reason);
    }

    /// <summary>The endpoints' local addresses and peers; which one gets the datagram from 192.0.2.2:4660 to 192.0.2.1:7.</summary>
    [Theory]
    [InlineData("*", "192.0.2.1", 1)]
    [InlineData("192.0.2.1", "*", 0)]
    [InlineData("192.0.2.1", "192.0.2.1<192.0.2.2:4660", 1)]
    [InlineData("192.0.2.1", "192.0.2.1<192.0.2.2:4661", 0)]
    [InlineData("0.0.0.0", "192.0.2.1<192.0.2.3:4660", 0)]
    [InlineData("*", "0.0.0.0", 1)]
    [InlineData("::", "*", 1)]
    [InlineData("0.0.0.0", "0.0.0.0", 1)] // equal: the one bound last
    public void The_endpoint_that_fits_best_gets_the_datagram(string first, string second, int expected)
    {
        UdpEndpoint[] endpoints = [Endpoint(first), Endpoint(second)];
        _host.Receive(_wire, new(s_datagram), default);
        Assert.Equal(expected == 0 ? [1, 0] : [0, 1], endpoints.Select(each => each.Waiting));
    }

    [Fact]
    public void A_group_is_delivered_to_every_endpoint_on_the_port()
    {
        IpAddress group = TwoHosts.Address("224.0.0.251");
        _host.Internet.JoinGroup(_wire, group, default);
        UdpEndpoint[] endpoints = [Endpoint("*"), Endpoint("224.0.0.251"), Endpoint("192.0.2.1")];
        byte[] frame = [.. s_datagram];
        group.Write(frame.AsSpan(16));
        (frame[26], frame[27], frame[10], frame[11]) = (0, 0, 0, 0);
        ushort sum = InternetChecksum.Compute(frame.AsSpan(0, 20));
        (frame[10], frame[11]) = ((byte)(sum >> 8), (byte)(sum & 0xFF));
        _host.Receive(_wire, new(frame), default);
        Assert.Equal([1, 1, 0], endpoints.Select(each => each.Waiting));
    }

    [Fact]
    public void A_port_that_nobody_has_is_answered_by_port_unreachable()
    {
        _host.Receive(_wire, new(s_datagram), default);
        byte[] answer = Assert.Single(_sent);
        Assert.Equal([3, 3], answer[20..22]);
    }

    [Fact]
    public void A_queue_is_bounded_in_datagrams_and_in_octets()
    {
        UdpEndpoint endpoint = Bound(default, 7);
        endpoint.ReceiveLimitDatagrams = 2;
        for (int i = 0; i < 3; i++) _host.Receive(_wire, new(s_datagram), default);
        Assert.Equal((2, 1L), (endpoint.Waiting, endpoint.Overflows));
        endpoint.ReceiveLimitDatagrams = 100;
        endpoint.ReceiveLimitOctets = 8;
        _host.Receive(_wire, new(s_datagram), default);
        Assert.Equal((2, 2L), (endpoint.Waiting, endpoint.Overflows));
        Assert.Equal(UdpReasons.QueueFull, _events.Events.OfType<UdpDropped>().Last().Envelope.Reason);
    }

    [Theory]
    [InlineData(SocketFlags.None, 2, 0)]
    [InlineData(SocketFlags.Truncate, 3, 0)]
    [InlineData(SocketFlags.Peek, 2, 1)]
    [InlineData(SocketFlags.Peek | SocketFlags.Truncate, 3, 1)]
    public void A_small_buffer_cuts_a_datagram(SocketFlags flags, int result, int left)
    {
        int fd = _host.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        _host.Sockets.Bind(fd, new(default, 7), default);
        _host.Receive(_wire, new(s_datagram), default);
        Assert.Equal(result, _host.Sockets.Receive(fd, _buffer.AsSpan(0, 2), flags, out _, default));
        Assert.Equal(left == 1 ? 3 : 0, _host.Sockets.InputQueue(fd, out _));
    }

    [Theory]
    [InlineData(MtuDiscovery.Dont, 1473, Errno.None, 2)]
    [InlineData(MtuDiscovery.Want, 1473, Errno.None, 2)]
    [InlineData(MtuDiscovery.Do, 1473, Errno.EMSGSIZE, 0)]
    [InlineData(MtuDiscovery.Do, 1472, Errno.None, 1)]
    [InlineData(MtuDiscovery.Want, 65_507, Errno.None, 45)]
    [InlineData(MtuDiscovery.Want, 65_508, Errno.EMSGSIZE, 0)]
    public void A_datagram_beyond_the_MTU_is_cut_or_refused(MtuDiscovery discovery, int length, Errno expected, int frames)
    {
        UdpEndpoint endpoint = Bound(default, 7);
        endpoint.MtuDiscovery = discovery;
        Assert.Equal(expected, _host.Udp.Send(endpoint, _buffer.AsSpan(0, length), TwoHosts.ServerV4, 9, default));
        Assert.Equal(frames, _sent.Count);
    }

    [Fact]
    public void A_datagram_to_everybody_needs_SO_BROADCAST()
    {
        int fd = _host.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        foreach (string to in (string[])["255.255.255.255", "192.0.2.255"])
        {
            _host.Sockets.SetOption(fd, SocketOption.Broadcast, false, default);
            Assert.Equal(-1, _host.Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(TwoHosts.Address(to), 9), out Errno error, default));
            Assert.Equal(Errno.EACCES, error);
            _host.Sockets.SetOption(fd, SocketOption.Broadcast, true, default);
            Assert.Equal(1, _host.Sockets.SendTo(fd, "x"u8, SocketFlags.None, new(TwoHosts.Address(to), 9), out error, default));
        }
    }

    [Fact]
    public void Sending_and_receiving_allocates_nothing_once_it_runs()
    {
        Host host = new(new(), 1, new Nowhere());
        int wire = host.Internet.AddInterface(new(InterfaceKind.RawIp, "wire"));
        host.Internet.AddAddress(wire, TwoHosts.ClientV4, 24, default);
        int fd = host.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        host.Sockets.Bind(fd, new(default, 7), default);
        for (int i = 0; i < 100; i++) Exchange(host, wire, fd);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) Exchange(host, wire, fd);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Exchange(Host host, int wire, int fd)
    {
        host.Receive(wire, new(s_datagram), default);
        int count = host.Sockets.ReceiveFrom(fd, _buffer, SocketFlags.None, out SocketAddress from, out _, default);
        host.Sockets.SendTo(fd, _buffer.AsSpan(0, count), SocketFlags.None, from, out _, default);
    }

    private UdpEndpoint Endpoint(string text)
    {
        string[] parts = text.Split('<');
        UdpEndpoint endpoint = Bound(parts[0] == "*" ? default : TwoHosts.Address(parts[0]), 7);
        if (parts.Length == 1) return endpoint;
        string[] peer = parts[1].Split(':');
        Assert.Equal(Errno.None, _host.Udp.Connect(endpoint, TwoHosts.Address(peer[0]), ushort.Parse(peer[1], System.Globalization.CultureInfo.InvariantCulture)));
        return endpoint;
    }

    private UdpEndpoint Bound(in IpAddress address, ushort port)
    {
        UdpEndpoint endpoint = _host.Udp.Open();
        endpoint.SharesPort = true;
        Assert.Equal(Errno.None, _host.Udp.Bind(endpoint, address, port));
        return endpoint;
    }

    private sealed class Nowhere : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now)
        {
        }
    }
}
