using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Neighbors;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>ARP and Neighbor Discovery: one cache, one state diagram (RFC 4861 §7.3), two protocols.</summary>
public sealed class AddressResolutionTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8];

    public static TheoryData<string, string, int> Pairs => new()
    {
        { "192.0.2.1", "192.0.2.2", 24 },
        { "2001:db8::1", "2001:db8::2", 64 },
    };

    private static (Node A, Node B, Network Net) Two(string a, string b, int length)
    {
        Node first = Node.OnEthernet(1, $"{a}/{length}"), second = Node.OnEthernet(2, $"{b}/{length}");
        return (first, second, new(first, second));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_datagram_waits_for_its_neighbors_address_and_then_arrives(string a, string b, int length)
    {
        (Node first, Node second, Network net) = Two(a, b, length);
        Assert.Equal(SendResult.Sent, first.Send(b, Data, net.Now));
        Assert.Equal(NeighborState.Incomplete, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        net.Run();
        Assert.Equal(Data, Assert.Single(second.Received).Payload);
        Assert.Equal(Node.Ip(a), second.Received[0].Head.Source);
        Assert.Equal(NeighborState.Reachable, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        Assert.Equal(NeighborState.Stale, second.Layer.NeighborStateOf(1, Node.Ip(a))); // it has heard of it, no more
        Assert.Equal(3, net.Carried.Count);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Of_many_datagrams_that_wait_the_last_sixteen_are_kept(string a, string b, int length)
    {
        (Node first, Node second, Network net) = Two(a, b, length);
        for (byte i = 0; i < 20; i++) first.Send(b, [i], net.Now);
        net.Run();
        Assert.Equal(Enumerable.Range(4, 16), second.Received.Select(received => (int)received.Payload[0]));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_neighbor_that_never_answers_is_asked_three_times_and_the_transport_is_told(string a, string b, int length)
    {
        Node first = Node.OnEthernet(1, $"{a}/{length}");
        Network net = new(first);
        first.Send(b, Data, net.Now);
        net.Pass(Duration.FromMilliseconds(2999));
        Assert.Equal(3, net.Carried.Count);
        Assert.Empty(first.Errors);
        net.Pass(Duration.FromMilliseconds(1));
        (DeliveryError error, byte[] quoted) = Assert.Single(first.Errors);
        Assert.Equal((DeliveryProblem.HostUnreachable, Node.Ip(b)), (error.Problem, error.Destination));
        Assert.Equal(Data, quoted);
        Assert.Equal(NeighborState.None, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        Assert.Contains("inet.drop.neighbor-silent", first.DropReasons);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_stale_neighbor_is_used_at_once_and_probed_after_five_seconds(string a, string b, int length)
    {
        (Node first, Node second, Network net) = Two(a, b, length);
        first.Send(b, Data, net.Now);
        net.Pass(Duration.FromSeconds(46)); // REACHABLE_TIME is 45 s at most
        Assert.Equal(NeighborState.Stale, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        first.Send(b, Data, net.Now);
        net.Run();
        Assert.Equal(2, second.Received.Count);
        Assert.Equal(NeighborState.Delay, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        int before = net.Carried.Count;
        net.Pass(Duration.FromSeconds(5));
        Assert.Equal(NeighborState.Reachable, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        Assert.Equal(Node.Mac(2), MacAddress.Read(net.Carried[before])); // the question goes to the neighbor alone
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Progress_of_the_transport_confirms_a_neighbor_without_a_probe(string a, string b, int length)
    {
        (Node first, _, Network net) = Two(a, b, length);
        first.Send(b, Data, net.Now);
        net.Pass(Duration.FromSeconds(46));
        first.Send(b, Data, net.Now);
        first.Layer.ConfirmReachable(Node.Ip(b), net.Now);
        Assert.Equal(NeighborState.Reachable, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        int before = net.Carried.Count;
        net.Pass(Duration.FromSeconds(10));
        Assert.Equal(before + 1, net.Carried.Count); // the datagram alone
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_neighbor_that_has_gone_is_forgotten_after_three_probes(string a, string b, int length)
    {
        (Node first, _, Network net) = Two(a, b, length);
        first.Send(b, Data, net.Now);
        net.Pass(Duration.FromSeconds(46));
        net.Loses = _ => true;
        first.Send(b, Data, net.Now);
        net.Pass(Duration.FromSeconds(8));
        Assert.Equal(NeighborState.None, first.Layer.NeighborStateOf(1, Node.Ip(b)));
        Assert.Equal(["Delay", "Probe", "None"], first.Events.Events.OfType<NeighborStateChanged>().TakeLast(3).Select(e =>
            e.To.ToString()));
    }

    [Fact]
    public void An_ARP_request_is_answered_octet_by_octet_as_RFC_826_says()
    {
        Node node = Node.OnEthernet(2, "192.0.2.2/24");
        node.Receive(Convert.FromHexString(
            "FFFFFFFFFFFF" + "020000000001" + "0806" + "0001" + "0800" + "06" + "04" + "0001"
            + "020000000001" + "C0000201" + "000000000000" + "C0000202"));
        Assert.Equal(
            "020000000001" + "020000000002" + "0806" + "0001" + "0800" + "06" + "04" + "0002"
            + "020000000002" + "C0000202" + "020000000001" + "C0000201", Convert.ToHexString(node.TakeOne()));
        Assert.Equal(NeighborState.Stale, node.Layer.NeighborStateOf(1, Node.Ip("192.0.2.1")));
    }

    [Fact]
    public void An_ARP_request_for_another_host_teaches_nothing_new_and_updates_what_is_known()
    {
        Node node = Node.OnEthernet(2, "192.0.2.2/24");
        byte[] request = Convert.FromHexString(
            "FFFFFFFFFFFF020000000001080600010800060400010200000000" + "01C0000201000000000000C0000203");
        node.Receive(request);
        Assert.Equal(NeighborState.None, node.Layer.NeighborStateOf(1, Node.Ip("192.0.2.1")));
        node.Send("192.0.2.1", Data);
        node.Sent.Clear();
        node.Receive(request);
        Assert.Equal(Node.Mac(1), MacAddress.Read(node.TakeOne()));
    }

    [Fact]
    public void A_neighbor_solicitation_is_answered_with_solicited_and_override()
    {
        Node node = Node.OnEthernet(2, "2001:db8::2/64");
        byte[] message = Convert.FromHexString("87000000" + "00000000" + "20010DB8000000000000000000000002" + "0101020000000001");
        NetStack.Internet.Icmpv6.Icmpv6Header.WriteChecksum(message, Node.Ip("2001:db8::1"), Node.Ip("ff02::1:ff00:2"));
        byte[] frame = [.. Convert.FromHexString("3333FF000002" + "020000000001" + "86DD" + "60000000" + "0020" + "3A" + "FF"
            + "20010DB8000000000000000000000001" + "FF0200000000000000000001FF000002"), .. message];
        node.Receive(frame);
        byte[] answer = node.TakeOne();
        Assert.Equal("020000000001" + "020000000002" + "86DD", Convert.ToHexString(answer[..14]));
        Assert.Equal("88", Convert.ToHexString(answer[54..55]));
        Assert.Equal("60000000" + "20010DB8000000000000000000000002" + "0201020000000002", Convert.ToHexString(answer[58..]));
        frame[21] = 64; // it has come through a router
        node.Receive(frame);
        Assert.Empty(node.Sent);
    }

    [Fact]
    public void The_cache_stays_within_its_bound_and_keeps_who_answers()
    {
        Node node = Node.OnEthernet(1, "10.0.0.1/8"), friend = Node.OnEthernet(2, "10.0.0.2/8");
        Network net = new(node, friend);
        node.Send("10.0.0.2", Data, net.Now);
        net.Run();
        for (uint i = 0; i < 5000; i++) node.Send(IpAddress.V4(0x0A01_0000 + i).ToString(), Data, net.Now);
        Assert.Equal(NeighborState.Reachable, node.Layer.NeighborStateOf(1, Node.Ip("10.0.0.2")));
        Assert.Equal(5000 - 1023, node.Errors.Count);
    }
}
