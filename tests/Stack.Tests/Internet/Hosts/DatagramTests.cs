using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Ipv4;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Sending and receiving datagrams, routes, source addresses, loopback.</summary>
public sealed class DatagramTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void A_datagram_is_written_as_RFC_791_says()
    {
        Node node = Node.OnTun("192.0.2.1/24");
        Assert.Equal(SendResult.Sent, node.Send("198.51.100.7", [0xAA, 0xBB, 0xCC]));
        // total length 23, identification 0 and DF (atomic: RFC 6864), TTL 64, protocol 200; the checksum by hand
        Assert.Equal("45000017" + "00004000" + "40C8" + Checksum("45000017" + "00004000" + "40C80000" + "C0000201" + "C6336407")
            + "C0000201" + "C6336407" + "AABBCC", Convert.ToHexString(node.TakeOne()));
    }

    [Fact]
    public void A_packet_is_written_as_RFC_8200_says()
    {
        Node node = Node.OnTun("2001:db8::1/64");
        Assert.Equal(SendResult.Sent, node.Send("2001:db8:1::7", [0xAA, 0xBB, 0xCC]));
        Assert.Equal("60000000" + "0003" + "C8" + "40" + "20010DB8000000000000000000000001" + "20010DB8000100000000000000000007" + "AABBCC",
            Convert.ToHexString(node.TakeOne()));
    }

    [Theory]
    [InlineData("192.0.2.9", "198.51.100.1")]
    [InlineData("2001:db8::9", "2001:db8:1::1")]
    public void What_one_host_sends_another_receives(string a, string b)
    {
        Node first = Node.OnTun($"{a}/24"), second = Node.OnTun($"{b}/24");
        first.Send(b, Data, hopLimit: 7);
        second.Receive(first.TakeOne());
        (DatagramHead head, byte[] payload, _) = Assert.Single(second.Received);
        Assert.Equal((Node.Ip(a), Node.Ip(b), Node.Protocol, (byte)7, 1), (head.Source, head.Destination, head.Protocol,
            head.HopLimit, head.Interface));
        Assert.Equal(Data, payload);
    }

    [Fact]
    public void Padding_behind_a_datagram_is_cut_off()
    {
        Node first = Node.OnTun("192.0.2.9/24"), second = Node.OnTun("198.51.100.1/24");
        first.Send("198.51.100.1", Data);
        second.Receive([.. first.TakeOne(), 0, 0, 0, 0, 0]);
        Assert.Equal(Data, second.Received[0].Payload);
    }

    public static TheoryData<string, string, string> BrokenDatagrams => new()
    {
        { "a wrong checksum", "inet.drop.bad-checksum", "45000018000040004001F00DC6336401C0000201" + "00000000" },
        { "a total length beyond the end", "inet.drop.malformed", "45000040000040004001" + "0000" + "C6336401C0000201" + "00000000" },
        { "a header longer than the datagram", "inet.drop.malformed", "4F000018000040004001" + "0000" + "C6336401C0000201" + "00000000" },
        { "a version that is neither", "inet.drop.malformed", "55000018000040004001" + "0000" + "C6336401C0000201" + "00000000" },
        { "nothing", "inet.drop.malformed", "" },
        { "a source that is a group", "inet.drop.bad-source", Ipv4("E0000001", "C0000201") },
        { "a source that is 127.0.0.1", "inet.drop.bad-source", Ipv4("7F000001", "C0000201") },
        { "a destination that is 127.0.0.1", "inet.drop.bad-source", Ipv4("C6336401", "7F000001") },
        { "a source that is the host's own", "inet.drop.bad-source", Ipv4("C0000201", "C0000201") },
        { "a source that is the link's broadcast", "inet.drop.bad-source", Ipv4("C00002FF", "C0000201") },
        { "a source that is nobody", "inet.drop.bad-source", Ipv4("00000000", "C0000201") },
        { "another destination", "inet.drop.not-for-us", Ipv4("C6336401", "C0000202") },
        { "a source route", "inet.drop.source-routed", Ipv4("C6336401", "C0000201", "83070400000000" + "00") },
    };

    [Theory, MemberData(nameof(BrokenDatagrams))]
    public void A_datagram_is_dropped_for(string what, string reason, string octets)
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Receive(Convert.FromHexString(octets));
        Assert.Equal([reason], node.DropReasons);
        Assert.True(node.Received.Count == 0 && node.Sent.Count == 0, what);
    }

    [Fact]
    public void The_longest_prefix_decides_and_then_the_lowest_metric()
    {
        Node node = new(InternetOptions.Linux);
        for (int i = 1; i <= 4; i++) node.Layer.AddInterface(new(InterfaceKind.RawIp, $"tun{i}"));
        node.Add("192.0.2.1/32", 1);
        node.Layer.AddRoute(IpAddress.V4(0), 0, default, 1);
        node.Layer.AddRoute(Node.Ip("10.0.0.0"), 8, default, 2);
        node.Layer.AddRoute(Node.Ip("10.1.0.0"), 16, default, 4, metric: 20);
        node.Layer.AddRoute(Node.Ip("10.1.0.0"), 16, default, 3, metric: 10);
        foreach ((string destination, int expected) in new[] { ("8.8.8.8", 1), ("10.2.0.1", 2), ("10.1.2.3", 3) })
        {
            Assert.True(node.Layer.TryFindPath(Node.Ip(destination), default, out DatagramPath path));
            Assert.Equal(expected, path.Interface);
        }

        node.Layer.SetUp(3, false, default);
        Assert.True(node.Layer.TryFindPath(Node.Ip("10.1.2.3"), default, out DatagramPath other));
        Assert.Equal(4, other.Interface);
        node.Layer.SetUp(3, true, default);
        Assert.True(node.Layer.TryFindPath(Node.Ip("10.1.2.3"), default, out other));
        Assert.Equal(3, other.Interface);
    }

    [Fact]
    public void Without_a_route_nothing_is_sent()
    {
        Node node = Node.OnEthernet(1, "192.0.2.1/24");
        Assert.Equal(SendResult.NoRoute, node.Send("198.51.100.1", Data));
        Assert.Equal(SendResult.NoRoute, node.Send("192.0.2.2", Data, source: "192.0.2.77")); // not an address of this host
        Assert.Empty(node.Sent);
    }

    [Fact]
    public void The_gateway_of_a_route_gets_the_frame_and_the_destination_the_datagram()
    {
        Node node = Node.OnEthernet(1, "192.0.2.1/24"), router = Node.OnEthernet(2, "192.0.2.254/24");
        node.Layer.AddRoute(IpAddress.V4(0), 0, Node.Ip("192.0.2.254"), 1);
        Network net = new(node, router);
        node.Send("198.51.100.1", Data, net.Now);
        net.Run();
        byte[] frame = net.Carried[^1];
        Assert.Equal(Node.Mac(2), MacAddress.Read(frame));
        Assert.True(Ipv4Header.TryParse(frame.AsSpan(14), out Ipv4Header header, out _));
        Assert.Equal(Node.Ip("198.51.100.1"), header.Destination);
    }

    [Theory]
    [InlineData("2001:db8:1::9", "2001:db8:1::1")] // the longest common prefix
    [InlineData("2001:db8:2::9", "2001:db8:2::1")]
    [InlineData("fe80::9", "fe80::1")] // the same scope
    [InlineData("10.0.0.9", "10.0.0.1")]
    [InlineData("192.0.2.9", "192.0.2.1")]
    public void The_source_address_fits_the_destination(string destination, string expected)
    {
        Node node = Node.OnEthernet(1, "10.0.0.1/8", "192.0.2.1/24", "fe80::1/64", "2001:db8:1::1/64", "2001:db8:2::1/64");
        Assert.True(node.Layer.TryFindPath(Node.Ip(destination), default, out DatagramPath path));
        Assert.Equal(expected, path.Source.ToString().Split('%')[0]);
    }

    [Fact]
    public void What_the_host_sends_to_itself_arrives_in_the_next_step_and_never_on_a_wire()
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Layer.AddInterface(new(InterfaceKind.Loopback, "lo", 65_536));
        node.Add("127.0.0.1/8", 2);
        Timestamp now = Timestamp.FromSeconds(5);
        Assert.Equal(SendResult.Sent, node.Send("192.0.2.1", Data, now));
        Assert.Equal(SendResult.Sent, node.Send("127.1.2.3", Data, now));
        Assert.Empty(node.Received);
        Assert.Equal(now, node.Layer.NextDeadline);
        node.Layer.Advance(now);
        Assert.Equal(2, node.Received.Count);
        Assert.Equal(Node.Ip("127.1.2.3"), node.Received[1].Head.Source);
        Assert.Empty(node.Sent);
        Assert.Equal(Timestamp.Never, node.Layer.NextDeadline);
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("198.51.100.1", "127.0.0.1")]
    public void A_loopback_address_never_appears_on_a_wire(string destination, string? source)
    {
        Node node = Node.OnTun("192.0.2.1/24", "2001:db8::1/64");
        Assert.Equal(SendResult.NoRoute, node.Send(destination, Data, source: source));
        node.Layer.AddInterface(new(InterfaceKind.Loopback, "lo", 65_536));
        node.Add("127.0.0.1/8", 2);
        node.Add("::1/128", 2);
        Assert.Equal(source is null ? SendResult.Sent : SendResult.NoRoute, node.Send(destination, Data, source: source));
        Assert.Empty(node.Sent);
    }

    [Fact]
    public void The_queue_to_itself_is_bounded()
    {
        Node node = Node.OnTun(InternetOptions.Linux with { LoopbackOctets = 10_000 }, "192.0.2.1/24");
        SendResult[] results = [.. Enumerable.Range(0, 20).Select(_ => node.Send("192.0.2.1", new byte[980]))];
        Assert.Equal(10, results.Count(result => result == SendResult.Sent));
        node.Settle(default);
        Assert.Equal(10, node.Received.Count);
        Assert.Equal(SendResult.Sent, node.Send("192.0.2.1", new byte[980]));
    }

    [Fact]
    public void A_partial_checksum_is_completed_unless_the_sink_does_it()
    {
        byte[] udp = Convert.FromHexString("0035003500090000" + "61");
        ushort pseudo = InternetChecksum.PseudoHeader(Node.Ip("192.0.2.1"), Node.Ip("192.0.2.2"), IpProtocol.Udp, udp.Length);
        (udp[6], udp[7]) = ((byte)(pseudo >> 8), unchecked((byte)pseudo));
        Node node = Node.OnTun("192.0.2.1/24");
        node.Layer.AddInterface(new(InterfaceKind.RawIp, "tun1", Offload: Offload.PartialChecksums));
        node.Layer.AddRoute(Node.Ip("192.0.2.2"), 32, default, 2);
        foreach ((string destination, ChecksumState expected) in new[] { ("192.0.2.3", ChecksumState.Unverified), ("192.0.2.2",
            ChecksumState.Partial) })
        {
            PacketBuffer buffer = new();
            udp.CopyTo(buffer.Append(udp.Length));
            buffer.Checksum = ChecksumState.Partial;
            node.Layer.Send(buffer, new(default, Node.Ip(destination), IpProtocol.Udp), default);
            Assert.Equal(expected, node.Sent[0].Checksum);
            Assert.Equal(expected == ChecksumState.Partial, node.TakeOne().AsSpan(20).SequenceEqual(udp));
        }
    }

    [Theory]
    [InlineData("192.0.2.255")]
    [InlineData("255.255.255.255")]
    public void A_broadcast_reaches_every_host_of_the_link(string destination)
    {
        Node[] nodes = [Node.OnEthernet(1, "192.0.2.1/24"), Node.OnEthernet(2, "192.0.2.2/24"), Node.OnEthernet(3, "192.0.2.3/24")];
        Network net = new(nodes);
        Assert.Equal(SendResult.Sent, nodes[0].Send(destination, Data, net.Now, @interface: 1));
        net.Run();
        Assert.Equal(MacAddress.Broadcast, MacAddress.Read(Assert.Single(net.Carried)));
        Assert.All(nodes[1..], node => Assert.Single(node.Received));
    }

    [Fact]
    public void A_host_without_an_address_may_ask_everybody_for_one()
    {
        Node host = Node.OnEthernet(1), server = Node.OnEthernet(2, "192.0.2.2/24");
        Network net = new(host, server);
        Assert.Equal(SendResult.Sent, host.Send("255.255.255.255", Data, net.Now, source: "0.0.0.0", @interface: 1));
        net.Run();
        Assert.Equal(IpAddress.V4(0), Assert.Single(server.Received).Head.Source);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void A_datagram_for_one_host_in_a_frame_for_everybody_is_dropped(string a, string b)
    {
        Node first = Node.OnEthernet(1, a + "/24"), second = Node.OnEthernet(2, b + "/24");
        first.Layer.SetNeighbor(1, Node.Ip(b), Node.Mac(2), default);
        first.Send(b, Data);
        byte[] frame = first.TakeOne();
        MacAddress.Broadcast.Write(frame);
        second.Receive(frame);
        Assert.Equal(["inet.drop.link-broadcast"], second.DropReasons);
        Node.Mac(2).Write(frame);
        second.Receive(frame);
        Assert.Single(second.Received);
    }

    [Fact]
    public void A_payload_beyond_the_MTU_is_refused_when_it_may_not_be_cut()
    {
        Node node = Node.OnTun("192.0.2.1/24", "2001:db8::1/64");
        Assert.Equal(SendResult.Sent, node.Send("198.51.100.1", new byte[1480]));
        Assert.Equal(SendResult.TooBig, node.Send("198.51.100.1", new byte[1481]));
        Assert.Equal(SendResult.Sent, node.Send("2001:db8:1::1", new byte[1460]));
        Assert.Equal(SendResult.TooBig, node.Send("2001:db8:1::1", new byte[1461]));
    }

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        Counter counter = new();
        InternetLayer layer = new(InternetOptions.Linux with { DuplicateAddressTransmits = 0, ReportGroups = false }, new(1), counter);
        layer.Register(Node.Protocol, counter);
        layer.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, Node.Mac(1)));
        PacketBuffer buffer = new();
        string[] pairs = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"];
        for (int i = 0; i < 4; i += 2)
        {
            layer.AddAddress(1, Node.Ip(pairs[i]), 24, default);
            layer.SetNeighbor(1, Node.Ip(pairs[i + 1]), Node.Mac(2), default);
            DatagramHead head = new(Node.Ip(pairs[i]), Node.Ip(pairs[i + 1]), Node.Protocol);
            IpAddress own = head.Source;
            Send(layer, buffer, head);
            byte[] incoming = Turned(counter.Last.ToArray());
            long before = 0;
            for (int round = 0; round < 2000; round++)
            {
                if (round == 1000) before = GC.GetAllocatedBytesForCurrentThread(); // by then everything is compiled
                Send(layer, buffer, head);
                layer.Receive(1, new(incoming), default);
                Send(layer, buffer, head with { Destination = own });
                layer.Advance(default);
                layer.ConfirmReachable(head.Destination, default);
            }

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }

        Assert.Equal(4002, counter.Sent);
        Assert.Equal(8000, counter.Received);
    }

    private static void Send(InternetLayer layer, PacketBuffer buffer, in DatagramHead head)
    {
        buffer.Clear();
        buffer.Append(1000).Clear();
        Assert.True(layer.Send(buffer, head, default) == SendResult.Sent);
    }

    /// <summary>The same frame, from the other side.</summary>
    private static byte[] Turned(byte[] frame)
    {
        int addressAt = frame[14] >> 4 == 4 ? 14 + 12 : 14 + 8, length = frame[14] >> 4 == 4 ? 4 : 16;
        (byte[] a, byte[] b) = (frame[addressAt..(addressAt + length)], frame[(addressAt + length)..(addressAt + (2 * length))]);
        b.CopyTo(frame, addressAt);
        a.CopyTo(frame, addressAt + length);
        Node.Mac(1).Write(frame);
        return frame;
    }

    private sealed class Counter : IFrameSink, ITransport
    {
        private readonly byte[] _last = new byte[2000];
        private int _length;

        public int Sent { get; private set; }

        public int Received { get; private set; }

        public ReadOnlySpan<byte> Last => _last.AsSpan(0, _length);

        public void Send(int @interface, in Frame frame, Timestamp now)
        {
            frame.Octets.CopyTo(_last);
            _length = frame.Octets.Length;
            Sent++;
        }

        public bool Receive(in DatagramHead head, ReadOnlySpan<byte> payload, ChecksumState checksum, int segmentSize, Timestamp now)
        {
            Received++;
            return true;
        }

        public void ReceiveError(in DeliveryError error, ReadOnlySpan<byte> quoted, Timestamp now)
        {
        }
    }

    private static string Checksum(string header) => InternetChecksum.Compute(Convert.FromHexString(header)).ToString("X4", null);

    /// <summary>A datagram with eight octets of protocol 200.</summary>
    internal static string Ipv4(string source, string destination, string options = "")
    {
        int words = 5 + (options.Length / 8);
        string start = $"4{words:X}00{(words * 4) + 8:X4}" + "00004000" + "40C8", end = source + destination + options;
        return start + Checksum(start + "0000" + end) + end + "0102030405060708";
    }
}
