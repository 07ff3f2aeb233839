using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.PathMtus;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Echo, errors, and the path MTU that is learnt from them.</summary>
public sealed class IcmpTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8];

    public static TheoryData<string, string> Pairs => new() { { "192.0.2.1", "192.0.2.2" }, { "2001:db8::1", "2001:db8::2" } };

    /// <summary>What an error of A about a datagram to B looks like, from a router in between.</summary>
    internal static byte[] ErrorAbout(byte[] datagram, byte type, byte code, uint rest, string from, string to)
    {
        Node router = Node.OnTun($"{from}/24");
        byte[] message = [type, code, 0, 0, 0, 0, 0, 0, .. datagram];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), rest);
        bool isIpv4 = Node.Ip(to).Family == IpFamily.V4;
        if (isIpv4) IcmpHeader.WriteChecksum(message);
        else Icmpv6Header.WriteChecksum(message, Node.Ip(from), Node.Ip(to));
        router.Send(to, message, protocol: isIpv4 ? IpProtocol.Icmp : IpProtocol.Icmpv6);
        return router.TakeOne();
    }

    [Theory, MemberData(nameof(Pairs))]
    public void An_echo_request_is_answered_with_its_data(string a, string b)
    {
        Node first = Node.OnEthernet(1, a + "/24"), second = Node.OnEthernet(2, b + "/24");
        Network net = new(first, second);
        Assert.Equal(SendResult.Sent, first.Layer.SendEcho(new(default, Node.Ip(b), 0), 77, 3, Data, net.Now));
        net.Run();
        (IpAddress from, ushort sequence, byte[] data, byte hopLimit) = Assert.Single(first.Echoes);
        Assert.Equal((Node.Ip(b), (ushort)3, (byte)64), (from, sequence, hopLimit));
        Assert.Equal(Data, data);
    }

    [Fact]
    public void The_answer_to_an_echo_is_what_RFC_792_shows()
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Receive(Convert.FromHexString("4500001E000040004001" + "4EA9" + "C6336401" + "C0000201" + "0800" + "F6FA" + "0001"
            + "0002" + "0102"));
        Assert.Equal([], node.DropReasons);
        Assert.Equal("0000" + "FEFA" + "0001" + "0002" + "0102", Convert.ToHexString(node.TakeOne()[20..]));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_protocol_that_nobody_takes_is_unreachable_and_the_sender_hears_it(string a, string b)
    {
        Node first = Node.OnTun(a + "/32"), second = Node.OnTun(b + "/32");
        first.Layer.Register(250, first);
        first.Send(b, Data, protocol: 250);
        second.Receive(first.TakeOne());
        first.Receive(second.TakeOne());
        (DeliveryError error, byte[] quoted) = Assert.Single(first.Errors);
        Assert.Equal((DeliveryProblem.ProtocolUnreachable, Node.Ip(b), Node.Ip(a), Node.Ip(b)), (error.Problem, error.Reporter,
            error.Source, error.Destination));
        Assert.Equal(Data, quoted);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_port_that_nobody_takes_is_unreachable_and_the_sender_hears_it(string a, string b)
    {
        Node first = Node.OnTun(a + "/32"), second = Node.OnTun(b + "/32");
        second.Wants = false;
        first.Send(b, Data);
        second.Receive(first.TakeOne());
        first.Receive(second.TakeOne());
        Assert.Equal(DeliveryProblem.PortUnreachable, Assert.Single(first.Errors).Error.Problem);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", 576)]
    [InlineData("2001:db8::1", "2001:db8::2", 1280)]
    public void An_error_quotes_as_much_as_fits(string a, string b, int length)
    {
        Node first = Node.OnTun(a + "/32"), second = Node.OnTun(b + "/32");
        second.Wants = false;
        first.Send(b, new byte[1400]);
        second.Receive(first.TakeOne());
        Assert.Equal(length, second.TakeOne().Length);
    }

    [Fact]
    public void No_error_is_sent_about_a_broadcast_a_group_or_an_error()
    {
        Node node = Node.OnEthernet(1, "192.0.2.1/24", "2001:db8::1/64"), other = Node.OnEthernet(2, "192.0.2.2/24", "2001:db8::2/64");
        node.Wants = false;
        Network net = new(node, other);
        foreach (string destination in new[] { "192.0.2.255", "224.0.0.1", "ff02::1" })
            other.Send(destination, Data, net.Now, @interface: 1);
        net.Run();
        Assert.Equal(3, node.Received.Count);
        Assert.Equal(3, net.Carried.Count);
        // an error about a datagram that was never sent, of a protocol that nobody takes
        node.Receive([.. Frame(), .. ErrorAbout(Convert.FromHexString(DatagramTests.Ipv4("C0000201", "C0000209")), 3, 2, 0,
            "192.0.2.2", "192.0.2.1")]);
        node.Settle(net.Now);
        Assert.Empty(node.Sent);
        static byte[] Frame() => Convert.FromHexString("020000000001" + "020000000002" + "0800");
    }

    [Fact]
    public void Errors_are_limited_to_a_burst_and_a_rate()
    {
        Node node = Node.OnTun(InternetOptions.Linux with { IcmpErrorsPerSecond = 10, IcmpErrorBurst = 5 }, "192.0.2.1/24");
        node.Wants = false;
        byte[] datagram = Convert.FromHexString(DatagramTests.Ipv4("C6336401", "C0000201"));
        for (int i = 0; i < 100; i++) node.Receive(datagram, Timestamp.FromSeconds(1));
        Assert.Equal(5, node.Sent.Count);
        for (int i = 0; i < 100; i++) node.Receive(datagram, Timestamp.FromSeconds(1, 310_000_000));
        Assert.Equal(8, node.Sent.Count);
    }

    public static TheoryData<int, int, DeliveryProblem> Codes => new()
    {
        { 3, 0, DeliveryProblem.NetworkUnreachable }, { 3, 1, DeliveryProblem.HostUnreachable }, { 3, 2,
            DeliveryProblem.ProtocolUnreachable },
        { 3, 3, DeliveryProblem.PortUnreachable }, { 3, 5, DeliveryProblem.SourceRouteFailed }, { 3, 13, DeliveryProblem.Prohibited },
        { 4, 0, DeliveryProblem.SourceQuench }, { 11, 0, DeliveryProblem.HopLimitExceeded }, { 11, 1,
            DeliveryProblem.ReassemblyTimeExceeded },
        { 12, 0, DeliveryProblem.ParameterProblem },
    };

    [Theory, MemberData(nameof(Codes))]
    public void An_error_means_for_the_transport(int type, int code, DeliveryProblem expected)
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Send("198.51.100.1", Data);
        node.Receive(ErrorAbout(node.TakeOne(), (byte)type, (byte)code, 0, "203.0.113.9", "192.0.2.1"));
        Assert.Equal(expected, Assert.Single(node.Errors).Error.Problem);
        Assert.Equal(Node.Ip("203.0.113.9"), node.Errors[0].Error.Reporter);
    }

    [Fact]
    public void An_error_about_what_this_host_has_not_sent_is_ignored()
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Receive(ErrorAbout(Convert.FromHexString(DatagramTests.Ipv4("C0000263", "C6336401")), 3, 1, 0, "203.0.113.9", "192.0.2.1"));
        node.Receive(ErrorAbout([0x45, 0], 3, 1, 0, "203.0.113.9", "192.0.2.1"));
        Assert.Empty(node.Errors);
    }

    [Theory]
    [InlineData("192.0.2.1", "198.51.100.1", 1400, 1400)]
    [InlineData("192.0.2.1", "198.51.100.1", 100, 552)] // the floor
    [InlineData("192.0.2.1", "198.51.100.1", 0, 1006)] // the router does not say: the next plateau below 1500 - 80
    [InlineData("2001:db8::1", "2001:db8:1::1", 1400, 1400)]
    [InlineData("2001:db8::1", "2001:db8:1::1", 1279, 1500)] // no link of IPv6 is that small: RFC 8201 §4
    [InlineData("2001:db8::1", "2001:db8:1::1", 9000, 1500)] // nothing gets larger
    public void The_path_MTU_follows_too_big_messages_and_is_forgotten_after_ten_minutes(string a, string b, int told, int expected)
    {
        Node node = Node.OnTun(a + "/32");
        bool isIpv4 = Node.Ip(a).Family == IpFamily.V4;
        node.Send(b, new byte[1420 - (isIpv4 ? 20 : 40)]);
        byte[] error = isIpv4
            ? ErrorAbout(node.TakeOne()[..100], 3, 4, (uint)told, "203.0.113.9", a)
            : ErrorAbout(node.TakeOne()[..100], 2, 0, (uint)told, "2001:db8:9::9", a);
        node.Receive(error, Timestamp.FromSeconds(1));
        Assert.True(node.Layer.TryFindPath(Node.Ip(b), default, out DatagramPath path));
        Assert.Equal(expected, path.Mtu);
        if (expected == 1500) return;
        Assert.Equal((DeliveryProblem.TooBig, told), (node.Errors[0].Error.Problem, node.Errors[0].Error.Mtu));
        node.Layer.Advance(Timestamp.FromSeconds(600));
        Assert.Equal(Timestamp.FromSeconds(601), node.Layer.NextDeadline);
        node.Layer.Advance(Timestamp.FromSeconds(601));
        Assert.True(node.Layer.TryFindPath(Node.Ip(b), default, out path));
        Assert.Equal(1500, path.Mtu);
        Assert.Equal(["inet.mtu.too-big", "inet.mtu.aged"], node.Events.Events.OfType<PathMtuChanged>().Select(e => e.Envelope.Reason.Id));
        Assert.Equal(Timestamp.Never, node.Layer.NextDeadline);
    }

    [Fact]
    public void A_transport_lowers_the_path_MTU_when_it_finds_a_black_hole()
    {
        Node node = Node.OnTun("192.0.2.1/24");
        node.Layer.LowerPathMtu(Node.Ip("198.51.100.1"), 1024, default);
        Assert.True(node.Layer.TryFindPath(Node.Ip("198.51.100.1"), default, out DatagramPath path));
        Assert.Equal(1024, path.Mtu);
        Assert.Equal(SendResult.TooBig, node.Send("198.51.100.1", new byte[1005]));
    }

    [Fact]
    public void No_more_path_MTUs_are_remembered_than_allowed()
    {
        Node node = Node.OnTun(InternetOptions.Linux with { MaxPathMtus = 10 }, "192.0.2.1/24");
        for (uint i = 0; i < 100; i++) node.Layer.LowerPathMtu(IpAddress.V4(0x0A00_0000 + i), 1000, default);
        Assert.Equal(10, Enumerable.Range(0, 100).Count(i =>
            node.Layer.TryFindPath(IpAddress.V4(0x0A00_0000 + (uint)i), default, out DatagramPath path) && path.Mtu == 1000));
    }

    public static TheoryData<string, byte, string, string?> Extensions => new()
    {
        // the first header and the chain; then what comes back: type, code, zeros for the checksum, pointer
        { "unknown option, skip", 60, "C800" + "1E0401020304", "" },
        { "unknown option, discard", 60, "C800" + "5E0401020304", null },
        { "unknown option, discard and tell", 60, "C800" + "9E0401020304", "0402" + "0000" + "0000002A" },
        { "option longer than its header", 60, "C800" + "1E0501020304", "0400" + "0000" + "0000002A" },
        { "hop-by-hop that is not first", 60, "0000" + "010400000000" + "C800" + "010400000000", "0401" + "0000" + "00000028" },
        { "routing header with segments left", 43, "C800" + "0001" + "00000000", "0400" + "0000" + "0000002A" },
        { "routing header that is through", 43, "C800" + "0000" + "00000000", "" },
        { "unknown next header", 60, "FD00" + "010400000000", "0401" + "0000" + "00000028" },
        { "no next header", 59, "", null },
        { "header beyond the end", 60, "C8FF" + "010400000000", null },
    };

    [Theory, MemberData(nameof(Extensions))]
    public void An_extension_header_is_treated_as_RFC_8200_says(string what, byte first, string chain, string? answer)
    {
        Node node = Node.OnTun("2001:db8::1/64"), sender = Node.OnTun("2001:db8:1::1/64");
        sender.Send("2001:db8::1", [.. Convert.FromHexString(chain), .. Data], protocol: first);
        node.Receive(sender.TakeOne());
        Assert.True(node.Received.Count == (answer == "" ? 1 : 0), what);
        if (string.IsNullOrEmpty(answer))
        {
            Assert.Empty(node.Sent);
            return;
        }

        byte[] sent = node.TakeOne();
        (sent[42], sent[43]) = (0, 0);
        Assert.Equal(answer, Convert.ToHexString(sent[40..48]));
    }
}
