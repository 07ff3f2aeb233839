using System.Buffers.Binary;
using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv6;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>How addresses are tried out, defended, made from a router's advertisement, and lost.</summary>
public sealed class AddressTests
{
    private static readonly InternetOptions Careful = InternetOptions.Linux with { ProbeIpv4Addresses = true };

    private static Node OnEthernet(int number, InternetOptions? options = null)
    {
        Node node = new(options ?? Careful, (ulong)number);
        node.Layer.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, Node.Mac(number)));
        return node;
    }

    private static AddressState StateOf(Node node, int index = 0) => node.Layer.AddressesOf(1)[index].State;

    [Theory]
    [InlineData("192.0.2.1/24", 7, 5)] // three probes, two announcements
    [InlineData("2001:db8::1/64", 3, 3)] // a probe; its group is reported twice
    public void An_address_that_nobody_else_has_is_used_after_probing(string address, int seconds, int frames)
    {
        Node node = OnEthernet(1);
        Network net = new(node);
        node.Add(address, now: net.Now);
        Assert.Equal(AddressState.Tentative, StateOf(node));
        Assert.Equal(SendResult.NoRoute, node.Send(address.Split('/')[0], [1], net.Now, address.Split('/')[0]));
        net.Pass(Duration.FromSeconds(seconds));
        Assert.Equal(AddressState.Preferred, StateOf(node));
        net.Pass(Duration.FromSeconds(20));
        Assert.Equal(frames, net.Carried.Count);
        Assert.Equal(["inet.address.tentative", "inet.address.assigned"], node.Events.Events.OfType<AddressChanged>().Select(e =>
            e.Envelope.Reason.Id));
    }

    [Theory]
    [InlineData("192.0.2.1/24")]
    [InlineData("2001:db8::1/64")]
    public void An_address_that_another_has_is_not_used(string address)
    {
        Node owner = OnEthernet(1), late = OnEthernet(2);
        Network net = new(owner, late);
        owner.Add(address, now: net.Now);
        net.Pass(Duration.FromSeconds(10));
        late.Add(address, now: net.Now);
        net.Pass(Duration.FromSeconds(10));
        Assert.Equal((AddressState.Preferred, AddressState.Duplicate), (StateOf(owner), StateOf(late)));
        Assert.False(late.Layer.IsLocal(Node.Ip(address.Split('/')[0])));
        late.Add(address.Replace("1/", "7/", StringComparison.Ordinal), now: net.Now); // with another it reaches the owner
        net.Pass(Duration.FromSeconds(10));
        Assert.Equal(SendResult.Sent, late.Send(address.Split('/')[0], [1], net.Now));
        net.Run();
        Assert.Single(owner.Received);
    }

    [Theory]
    [InlineData("192.0.2.1/24")]
    [InlineData("2001:db8::1/64")]
    public void Of_two_that_probe_at_the_same_time_not_both_win(string address)
    {
        Node first = OnEthernet(1), second = OnEthernet(2);
        Network net = new(first, second);
        first.Add(address, now: net.Now);
        second.Add(address, now: net.Now);
        net.Pass(Duration.FromSeconds(10));
        Assert.Contains(AddressState.Duplicate, new[] { StateOf(first), StateOf(second) });
    }

    [Fact]
    public void An_address_in_use_is_defended_once_in_ten_seconds()
    {
        Node node = Node.OnEthernet(1, "192.0.2.1/24");
        byte[] claim = Convert.FromHexString("FFFFFFFFFFFF020000000009080600010800060400010200000000" + "09C0000201000000000000C0000201");
        node.Receive(claim, Timestamp.FromSeconds(1));
        Assert.Equal("020000000001C0000201", Convert.ToHexString(node.TakeOne()[22..32]));
        node.Receive(claim, Timestamp.FromSeconds(5));
        Assert.Empty(node.Sent);
        node.Receive(claim, Timestamp.FromSeconds(12));
        Assert.Single(node.Sent);
    }

    [Fact]
    public void An_address_that_is_taken_away_takes_its_route_along()
    {
        Node node = Node.OnEthernet(1, "192.0.2.1/24", "192.0.2.2/24");
        Assert.True(node.Layer.RemoveAddress(1, Node.Ip("192.0.2.1"), default));
        Assert.True(node.Layer.TryFindPath(Node.Ip("192.0.2.9"), default, out DatagramPath path));
        Assert.Equal(Node.Ip("192.0.2.2"), path.Source);
        Assert.True(node.Layer.RemoveAddress(1, Node.Ip("192.0.2.2"), default));
        Assert.False(node.Layer.RemoveAddress(1, Node.Ip("192.0.2.2"), default));
        Assert.False(node.Layer.TryFindPath(Node.Ip("192.0.2.9"), default, out _));
        Assert.Empty(node.Layer.Routes);
    }

    [Fact]
    public void Autoconfiguration_makes_addresses_and_a_default_route_and_ends_with_their_lifetimes()
    {
        Node node = OnEthernet(1);
        Network net = new(node);
        node.Layer.StartAutoconfiguration(1, net.Now);
        net.Pass(Duration.FromSeconds(3));
        Assert.Equal("fe80::ff:fe00:1", node.Layer.AddressesOf(1)[0].Address.ToString().Split('%')[0]);
        Assert.Contains(net.Carried, frame => frame[54] == Icmpv6Names.RouterSolicitation);
        node.Receive(Advertisement(lifetime: 1800, valid: 3600, preferred: 600, mtu: 1400), net.Now);
        net.Pass(Duration.FromSeconds(3));
        Assert.Equal(AddressState.Preferred, StateOf(node, 1));
        Assert.True(node.Layer.TryFindPath(Node.Ip("2001:db8:9::9"), default, out DatagramPath path));
        Assert.Equal(("2001:db8:1::ff:fe00:1", 1400), (path.Source.ToString(), path.Mtu));
        int solicitations = net.Carried.Count(frame => frame[54] == Icmpv6Names.RouterSolicitation);
        net.Pass(Duration.FromSeconds(620));
        Assert.Equal(solicitations, net.Carried.Count(frame => frame[54] == Icmpv6Names.RouterSolicitation)); // an answer came
        Assert.Equal(AddressState.Deprecated, StateOf(node, 1));
        net.Pass(Duration.FromSeconds(1200));
        Assert.False(node.Layer.TryFindPath(Node.Ip("2001:db8:9::9"), default, out _)); // the router's lifetime is over
        net.Pass(Duration.FromSeconds(1800));
        Assert.Single(node.Layer.AddressesOf(1));
        Assert.Single(node.Layer.Routes);
        Assert.Equal(Timestamp.Never, node.Layer.NextDeadline);
    }

    [Fact]
    public void An_advertisement_cannot_end_an_address_in_less_than_two_hours()
    {
        Node node = OnEthernet(1, InternetOptions.Linux with { DuplicateAddressTransmits = 0 });
        Network net = new(node);
        node.Layer.StartAutoconfiguration(1, net.Now);
        node.Receive(Advertisement(1800, 86_400, 86_400), net.Now);
        node.Receive(Advertisement(1800, 1, 0), net.Now);
        net.Pass(Duration.FromSeconds(7100));
        Assert.Equal(2, node.Layer.AddressesOf(1).Count);
        net.Pass(Duration.FromSeconds(200));
        Assert.Single(node.Layer.AddressesOf(1));
    }

    [Fact]
    public void A_router_that_advertises_a_lifetime_of_zero_is_none()
    {
        Node node = OnEthernet(1, InternetOptions.Linux with { DuplicateAddressTransmits = 0 });
        node.Layer.StartAutoconfiguration(1, default);
        node.Receive(Advertisement(1800, 3600, 3600));
        Assert.True(node.Layer.TryFindPath(Node.Ip("2001:db8:9::9"), default, out _));
        node.Receive(Advertisement(0, 3600, 3600));
        Assert.False(node.Layer.TryFindPath(Node.Ip("2001:db8:9::9"), default, out _));
    }

    [Fact]
    public void Made_up_routers_and_prefixes_are_bounded()
    {
        Node node = OnEthernet(1, InternetOptions.Linux with { DuplicateAddressTransmits = 0 });
        node.Layer.StartAutoconfiguration(1, default);
        for (ushort i = 0; i < 1000; i++) node.Receive(Advertisement(1800, 3600, 3600, prefix: i, router: i));
        Assert.True(node.Layer.AddressesOf(1).Count <= InternetLayer.MaxAutomaticAddresses + 1);
        Assert.True(node.Layer.Routes.Count <= InternetLayer.MaxLearntRoutes + 1);
    }

    /// <summary>A router advertisement with a prefix, by hand from RFC 4861 §4.2 and §4.6.</summary>
    internal static byte[] Advertisement(ushort lifetime, uint valid, uint preferred, uint mtu = 0, ushort prefix = 1, ushort router = 0xFE)
    {
        string text = "86000000" + "4000" + lifetime.ToString("X4", null) + "0000000000000000" + "01010200000000FE"
            + "030440C0" + valid.ToString("X8", null) + preferred.ToString("X8", null) + "00000000"
            + "20010DB8" + prefix.ToString("X4", null) + "00000000000000000000" + (mtu == 0 ? "" : "05010000" + mtu.ToString("X8", null));
        byte[] message = Convert.FromHexString(text);
        IpAddress source = IpAddress.V6(0xFE80_0000_0000_0000, router), destination = Node.Ip("ff02::1");
        Icmpv6Header.WriteChecksum(message, source, destination);
        byte[] frame = new byte[14 + 40 + message.Length];
        Convert.FromHexString("333300000001" + "0200000000FE" + "86DD").CopyTo(frame, 0);
        Ipv6Header.Write(frame.AsSpan(14), 0, 0, (ushort)message.Length, IpProtocol.Icmpv6, 255, source, destination);
        message.CopyTo(frame, 54);
        Assert.Equal(0x86DD, BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(12)));
        return frame;
    }
}
