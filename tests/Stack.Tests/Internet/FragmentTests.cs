using NetStack.Bytes;
using NetStack.Internet.Fragments;
using NetStack.Internet.Ipv4;

namespace NetStack.Tests.Internet;

public sealed class FragmentTests
{
    // UDP from port 40000 to port 9, 16 octets of data "AAAAAAAABBBBBBBB", in two fragments of 16 and 8 octets.
    private const string First = "45 00 00 24 12 34 20 00 40 11 00 00 c0 00 02 01 c0 00 02 02 9c 40 00 09 00 18 00 00 41 41 41 41 41 41 41 41";
    private const string Second = "45 00 00 1c 12 34 00 02 40 11 00 00 c0 00 02 01 c0 00 02 02 42 42 42 42 42 42 42 42";
    private const string Other = "45 00 00 24 12 34 20 01 40 11 00 00 c0 00 02 01 c0 00 02 02 43 43 43 43 43 43 43 43 43 43 43 43 43 43 43 43";

    private static readonly NetStack.Dissection.DissectionOptions Unchecked = new() { CheckIpChecksum = false };

    private static Captured Capture() => new(LinkType.Ipv4, Unchecked);

    [Fact]
    public void The_frame_that_completes_a_datagram_has_its_upper_layers()
    {
        Captured capture = Capture().Then(First);
        Assert.Equal("ip:data", capture.Layers);
        capture.Then(Second);
        Assert.Equal("ip:udp:data", capture.Layers);
        Assert.Equal("1,2", capture["ip.fragment"]);
        Assert.Equal("2", capture["ip.fragment.count"]);
        Assert.Equal("24", capture["ip.reassembled.length"]);
        Assert.Equal("41414141414141414242424242424242", capture["data.data"]);
    }

    [Fact]
    public void Fragments_may_come_in_any_order()
    {
        Captured capture = Capture().Then(Second).Then(First);
        Assert.Equal("ip:udp:data", capture.Layers);
        Assert.Equal("2,1", capture["ip.fragment"]);
    }

    [Fact]
    public void A_missing_fragment_keeps_the_datagram_waiting() =>
        Assert.Equal("ip:data", Capture().Then(Second).Layers);

    [Fact]
    public void A_duplicate_is_an_overlap_without_conflict()
    {
        Captured capture = Capture().Then(First).Then(First).Then(Second);
        Assert.Equal("1", capture["ip.fragment.overlap"]);
        Assert.Equal("", capture["ip.fragment.overlap.conflict"]);
        Assert.Contains(Ipv4Dissector.FragmentOverlap, capture.Findings);
    }

    [Fact]
    public void Fragments_that_contradict_each_other_are_reported_and_the_lower_offset_stands()
    {
        Captured capture = Capture().Then(First).Then(Other).Then(Second);
        Assert.Equal("1,1", capture["ip.fragment.overlap"]);
        Assert.Contains(Ipv4Dissector.FragmentConflict, capture.Findings);
        Assert.Equal("41414141414141414343434343434343", capture["data.data"]);
    }

    [Fact]
    public void A_fragment_with_a_damaged_header_is_not_used() =>
        Assert.Equal("ip:data", new Captured(LinkType.Ipv4).Then(First).Then(Second).Layers);

    [Fact]
    public void A_fragment_that_the_capture_cut_is_not_used() =>
        Assert.Equal("ip:data", Capture().Then(First[..80], originalLength: 36).Then(Second).Layers);

    [Fact]
    public void Datagrams_that_wait_too_long_are_forgotten()
    {
        FragmentTable table = new();
        FragmentKey key = new(IpAddress.V4(1), IpAddress.V4(2), 3, 17);
        table.Add(key, new(1, 0, new byte[8]), false, default, out _);
        table.Add(key with { Identification = 4 }, new(2, 0, new byte[8]), false, default(Timestamp) + FragmentTable.MaxAge + new Duration(1), out _);
        Assert.Equal((1, 8), (table.Count, table.HeldOctets));
    }

    [Fact]
    public void The_oldest_datagram_gives_way_when_too_many_wait()
    {
        FragmentTable table = new();
        for (uint i = 0; i < FragmentTable.MaxDatagrams + 10; i++)
            table.Add(new(IpAddress.V4(1), IpAddress.V4(2), i, 17), new(1, 0, new byte[8]), false, default, out _);
        Assert.Equal(FragmentTable.MaxDatagrams, table.Count);
    }

    [Fact]
    public void A_fragment_beyond_the_longest_datagram_is_not_kept()
    {
        FragmentTable table = new();
        Assert.Null(table.Add(default, new(1, FragmentTable.MaxDatagram, new byte[1]), true, default, out _));
        Assert.Equal(0, table.Count);
    }

    [Theory]
    [InlineData(First, "ip:udp:data")]
    [InlineData(Second, "ip:data")]
    public void A_fragment_with_a_damaged_header_stands_alone_and_the_first_shows_its_upper_layer(string hex, string layers)
    {
        Captured capture = new Captured(LinkType.Ipv4).Then(hex); // the checksum in the header is 0
        Assert.Equal(layers, capture.Layers);
        Assert.DoesNotContain(NetStack.Transport.Udp.UdpDissector.BadChecksum, capture.Findings);
    }

    [Fact]
    public void The_checksum_of_a_segment_is_not_verified_in_its_first_fragment_alone()
    {
        NetStack.Dissection.DissectionOptions alone = new() { CheckIpChecksum = false, DefragmentIpv4 = false };
        const string Segment = "9c 40 00 50 00 00 00 01 00 00 00 00 50 10 20 00 12 34 00 00";
        Captured capture = new Captured(LinkType.Ipv4, alone).Then("45 00 00 28 12 34 20 00 40 06 00 00 c0 00 02 01 c0 00 02 02" + Segment);
        Assert.Equal("2", capture["tcp.checksum.status"]);
    }

    [Fact]
    public void IPv6_fragments_are_put_together_behind_their_header()
    {
        const string Start = "60 00 00 00 00 18 2c 40 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02";
        Captured capture = new Captured(LinkType.Ipv6)
            .Then(Start + "11 00 00 01 00 00 00 07 9c 40 00 09 00 18 12 34 41 41 41 41 41 41 41 41")
            .Then(Start.Replace("00 18 2c", "00 10 2c", StringComparison.Ordinal) + "11 00 00 10 00 00 00 07 42 42 42 42 42 42 42 42");
        Assert.Equal("ipv6:ipv6.fraghdr:udp:data", capture.Layers);
        Assert.Equal("1,2", capture["ipv6.fragment"]);
        Assert.Equal("0x00000007", capture["ipv6.fraghdr.ident"]);
    }
}
