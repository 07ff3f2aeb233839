using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>A host that forwards, between two links.</summary>
public sealed class ForwardingTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8];

    private readonly Node _left = Node.OnEthernet(1, "10.1.0.1/24", "2001:db8:1::1/64");
    private readonly Node _right = Node.OnEthernet(2, "10.2.0.1/24", "2001:db8:2::1/64");
    private readonly Node _router = new(InternetOptions.Linux with { Forwarding = true, DuplicateAddressTransmits = 0,
        ReportGroups = false });
    private readonly Network _net;

    public ForwardingTests()
    {
        _router.Layer.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, Node.Mac(3)));
        _router.Layer.AddInterface(new(InterfaceKind.Ethernet, "eth1", 1400, Node.Mac(4)));
        _router.Add("10.1.0.254/24");
        _router.Add("2001:db8:1::fe/64");
        _router.Add("10.2.0.254/24", 2);
        _router.Add("2001:db8:2::fe/64", 2);
        foreach ((Node node, string side) in new[] { (_left, "1"), (_right, "2") })
        {
            node.Layer.AddRoute(IpAddress.V4(0), 0, Node.Ip($"10.{side}.0.254"), 1);
            node.Layer.AddRoute(IpAddress.V6(0, 0), 0, Node.Ip($"2001:db8:{side}::fe"), 1);
        }

        _net = new Network(_left, _right, _router).Attach(_right, 1, 1).Attach(_router, 2, 1);
    }

    public static TheoryData<string, string> Destinations => new() { { "10.2.0.1", "10.1.0.254" }, { "2001:db8:2::1", "2001:db8:1::fe" } };

    [Theory, MemberData(nameof(Destinations))]
    public void A_datagram_crosses_the_router_one_hop_poorer(string destination, string gateway)
    {
        Assert.Equal(SendResult.Sent, _left.Send(destination, Data, _net.Now));
        _net.Run();
        Assert.Equal(63, Assert.Single(_right.Received).Head.HopLimit);
        Assert.Equal(Data, _right.Received[0].Payload);
        Assert.NotNull(gateway);
    }

    [Theory, MemberData(nameof(Destinations))]
    public void The_last_hop_is_reported_by_the_router(string destination, string gateway)
    {
        _left.Send(destination, Data, _net.Now, hopLimit: 1);
        _left.Layer.SendEcho(new(default, Node.Ip(destination), 0, HopLimit: 1), 9, 4, Data, _net.Now); // traceroute
        _net.Run();
        Assert.Equal((DeliveryProblem.HopLimitExceeded, Node.Ip(gateway)), (_left.Errors[0].Error.Problem, _left.Errors[0].Error.Reporter));
        Assert.Equal((DeliveryProblem.HopLimitExceeded, (ushort)4), (_left.EchoErrors[0].Error.Problem, _left.EchoErrors[0].Sequence));
        Assert.Empty(_right.Received);
    }

    [Theory, MemberData(nameof(Destinations))]
    public void The_sender_learns_the_MTU_of_the_second_link(string destination, string gateway)
    {
        _left.Send(destination, new byte[1440], _net.Now);
        _net.Run();
        (DeliveryError error, _) = Assert.Single(_left.Errors);
        Assert.Equal((DeliveryProblem.TooBig, 1400, Node.Ip(gateway)), (error.Problem, error.Mtu, error.Reporter));
        Assert.True(_left.Layer.TryFindPath(Node.Ip(destination), default, out DatagramPath path));
        Assert.Equal(1400, path.Mtu);
        Assert.Empty(_right.Received);
    }

    [Fact]
    public void A_datagram_of_IPv4_that_may_be_cut_is_cut_by_the_router_and_fragments_again()
    {
        byte[] data = [.. Enumerable.Range(0, 6000).Select(i => unchecked((byte)(i * 3)))];
        foreach (int length in new[] { 1440, 4000 })
        {
            _left.Send("10.2.0.1", data[..8], _net.Now); // the neighbors get to know each other
            _net.Run();
            _right.Received.Clear();
            _left.Send("10.2.0.1", data[..length], _net.Now, mayFragment: true);
            _net.Run();
            Assert.Equal(data[..length], Assert.Single(_right.Received).Payload);
        }
    }

    [Theory]
    [InlineData("203.0.113.5", DeliveryProblem.NetworkUnreachable)]
    [InlineData("2001:db8:5::5", DeliveryProblem.NetworkUnreachable)]
    [InlineData("10.2.0.77", DeliveryProblem.HostUnreachable)]
    [InlineData("2001:db8:2::77", DeliveryProblem.HostUnreachable)]
    public void Where_nothing_leads_or_nobody_is_the_sender_is_told(string destination, DeliveryProblem expected)
    {
        _left.Send(destination, Data, _net.Now);
        _net.Pass(Duration.FromSeconds(4));
        Assert.Equal(expected, Assert.Single(_left.Errors).Error.Problem);
    }

    [Theory]
    [InlineData("10.2.0.255")] // a broadcast on another link: RFC 2644
    [InlineData("169.254.3.3")]
    [InlineData("239.1.1.1")]
    public void What_belongs_to_one_link_stays_there(string destination)
    {
        _left.Send(destination, Data, _net.Now, hopLimit: 9);
        _net.Pass(Duration.FromSeconds(4));
        Assert.Empty(_right.Received);
        Assert.DoesNotContain(_net.Carried, frame => MacAddress.Read(frame.AsSpan(6)) == Node.Mac(4));
    }

    [Fact]
    public void A_host_that_does_not_forward_drops()
    {
        Node host = Node.OnEthernet(9, "10.1.0.9/24");
        byte[] frame = [.. Convert.FromHexString("020000000009" + "020000000001" + "0800"),
            .. Convert.FromHexString(DatagramTests.Ipv4("0A010001", "0A020001"))];
        host.Receive(frame);
        Assert.Equal(["inet.drop.not-for-us"], host.DropReasons);
    }
}
