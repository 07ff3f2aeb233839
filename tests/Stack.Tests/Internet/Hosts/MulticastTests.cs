using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Internet.Icmpv6;

namespace NetStack.Tests.Internet.Hosts;

/// <summary>Groups: joining, receiving, reporting.</summary>
public sealed class MulticastTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8];

    private static (Node A, Node B, Network Net) Two()
    {
        Node first = Node.OnEthernet(1, true, "192.0.2.1/24", "fe80::1/64"), second = Node.OnEthernet(2, true, "192.0.2.2/24",
            "fe80::2/64");
        Network net = new(first, second);
        net.Pass(Duration.FromSeconds(20));
        net.Carried.Clear();
        return (first, second, net);
    }

    [Theory]
    [InlineData("239.129.2.3", "01:00:5e:01:02:03")] // the ninth bit is lost: RFC 1112 §6.4
    [InlineData("ff15::1:2:3", "33:33:00:02:00:03")]
    public void A_group_is_received_by_those_who_have_joined(string group, string mac)
    {
        (Node first, Node second, Network net) = Two();
        first.Send(group, Data, net.Now, @interface: 1);
        net.Run();
        Assert.Empty(second.Received);
        Assert.Equal(mac, MacAddress.Read(net.Carried[0]).ToString());
        Assert.True(second.Layer.JoinGroup(1, Node.Ip(group), net.Now));
        Assert.True(second.Layer.JoinGroup(1, Node.Ip(group), net.Now));
        Assert.True(second.Layer.LeaveGroup(1, Node.Ip(group), net.Now));
        first.Send(group, Data, net.Now, @interface: 1);
        net.Run();
        Assert.Equal(1, Assert.Single(second.Received).Head.HopLimit);
        Assert.True(second.Layer.LeaveGroup(1, Node.Ip(group), net.Now));
        Assert.False(second.Layer.LeaveGroup(1, Node.Ip(group), net.Now));
        first.Send(group, Data, net.Now, @interface: 1);
        net.Run();
        Assert.Single(second.Received);
    }

    [Fact]
    public void A_sender_that_has_joined_hears_itself()
    {
        Node node = Node.OnEthernet(1, true, "192.0.2.1/24");
        node.Layer.JoinGroup(1, Node.Ip("239.1.1.1"), default);
        node.Send("239.1.1.1", Data);
        node.Settle(default);
        Assert.Single(node.Received);
    }

    [Fact]
    public void Joining_a_group_of_IPv4_is_reported_as_RFC_2236_says()
    {
        Node node = Node.OnEthernet(1, true, "192.0.2.1/24");
        node.Layer.JoinGroup(1, Node.Ip("239.1.2.3"), default);
        byte[] frame = node.TakeOne();
        Assert.Equal("01005E010203" + "020000000001" + "0800", Convert.ToHexString(frame[..14]));
        Assert.Equal("46C00020" + "00004000" + "0102", Convert.ToHexString(frame[14..24])); // 24 octets of header, TTL 1, IGMP
        Assert.Equal("C0000201" + "EF010203" + "94040000" + "1600" + "F8FA" + "EF010203", Convert.ToHexString(frame[26..]));
        Assert.True(node.Layer.NextDeadline <= Timestamp.FromSeconds(10)); // once more, for the first may get lost
        node.Settle(Timestamp.FromSeconds(10));
        Assert.Equal(frame, node.TakeOne());
        node.Layer.LeaveGroup(1, Node.Ip("239.1.2.3"), default);
        Assert.Equal("E0000002" + "94040000" + "1700", Convert.ToHexString(node.TakeOne()[30..40]));
        Assert.Equal(Timestamp.Never, node.Layer.NextDeadline);
    }

    [Fact]
    public void Joining_a_group_of_IPv6_is_reported_as_RFC_2710_says()
    {
        Node node = Node.OnEthernet(1, true, "fe80::1/64");
        node.Settle(Timestamp.FromSeconds(10)); // the address's own group
        node.Sent.Clear();
        node.Layer.JoinGroup(1, Node.Ip("ff15::77"), Timestamp.FromSeconds(20));
        byte[] frame = node.TakeOne();
        Assert.Equal("60000000" + "0020" + "00" + "01" + "FE800000000000000000000000000001" + "FF150000000000000000000000000077"
            + "3A000502" + "00000100" + "8300", Convert.ToHexString(frame[14..64]));
        Assert.Equal("00000000" + "FF150000000000000000000000000077", Convert.ToHexString(frame[66..]));
    }

    [Fact]
    public void A_query_is_answered_within_its_time_by_one_of_the_members()
    {
        (Node first, Node second, Network net) = Two();
        IpAddress group = Node.Ip("239.1.2.3");
        first.Layer.JoinGroup(1, group, net.Now);
        second.Layer.JoinGroup(1, group, net.Now);
        net.Pass(Duration.FromSeconds(11));
        net.Carried.Clear();
        byte[] query = Convert.FromHexString("01005E000001" + "0200000000FE" + "0800" + "4600002000000000" + "0102" + "81D8"
            + "C00002FE" + "E0000001" + "94040000" + "1164EE9B00000000");
        foreach (Node node in new[] { first, second }) node.Receive(query, net.Now);
        Assert.DoesNotContain("inet.drop.bad-checksum", first.DropReasons);
        net.Pass(Duration.FromSeconds(10));
        Assert.Single(net.Carried);
    }

    [Fact]
    public void A_query_of_IPv6_is_answered_too()
    {
        Node node = Node.OnEthernet(1, true, "fe80::1/64"), router = Node.OnEthernet(2, true, "fe80::fe/64");
        node.Layer.JoinGroup(1, Node.Ip("ff15::77"), default);
        node.Settle(Timestamp.FromSeconds(10));
        node.Sent.Clear();
        byte[] message = new byte[24];
        (message[0], message[4], message[5]) = (Icmpv6Names.ListenerQuery, 0x03, 0xE8);
        Icmpv6Header.WriteChecksum(message, Node.Ip("fe80::fe"), Node.Ip("ff02::1"));
        router.Settle(Timestamp.FromSeconds(20));
        router.Sent.Clear();
        router.Send("ff02::1", message, Timestamp.FromSeconds(20), protocol: IpProtocol.Icmpv6, @interface: 1);
        node.Receive(router.TakeOne(), Timestamp.FromSeconds(20));
        node.Settle(Timestamp.FromSeconds(21));
        Assert.Equal(2, node.Sent.Count); // the group, and that of its own address
    }

    [Fact]
    public void Groups_are_bounded()
    {
        Node node = Node.OnEthernet(1, true, "192.0.2.1/24");
        bool[] joined = [.. Enumerable.Range(0, 300).Select(i => node.Layer.JoinGroup(1, IpAddress.V4(0xEF00_0000 + (uint)i), default))];
        Assert.Equal(InternetLayer.MaxGroups, joined.Count(it => it));
    }
}
