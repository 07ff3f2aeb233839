using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Internet.Icmp;
using NetStack.Internet.Icmpv6;
using NetStack.Internet.Ipv4;
using NetStack.Internet.Ipv6;

namespace NetStack.Tests.Internet;

public sealed class InternetTests
{
    private const string Addresses4 = "c0 00 02 01 c0 00 02 02";
    private const string Addresses6 = "20 01 0d b8 00 00 00 00 02 00 00 ff fe 00 00 01 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02";

    [Fact]
    public void An_IPv4_header_reads_as_RFC_791_draws_it()
    {
        byte[] octets = Captured.Octets("45 b8 00 1c 12 34 60 05 40 11 00 00" + Addresses4 + "00 00 00 00 00 00 00 00");
        Assert.True(Ipv4Header.TryParse(octets, out Ipv4Header header, out _));
        Assert.Equal((20, 28, 0x1234, 40, 64, 17), (header.HeaderLength, header.TotalLength, header.Identification, header.FragmentOffset, header.TimeToLive, header.Protocol));
        Assert.True(header.DontFragment && header.MoreFragments && header.IsFragment);
        Assert.Equal("192.0.2.1", header.Source.ToString());
    }

    [Theory]
    [InlineData("65 00", Fault.TooShort)]
    [InlineData("64 00 00 14 00 00 00 00 40 11 00 00 c0 00 02 01 c0 00 02 02", Fault.BadVersion)]
    [InlineData("44 00 00 14 00 00 00 00 40 11 00 00 c0 00 02 01 c0 00 02 02", Fault.BadLength)]
    [InlineData("4f 00 00 14 00 00 00 00 40 11 00 00 c0 00 02 01 c0 00 02 02", Fault.BadLength)]
    public void What_cannot_be_an_IPv4_header_is_refused_with_a_reason(string octets, Fault fault)
    {
        Assert.False(Ipv4Header.TryParse(Captured.Octets(octets), out _, out ParseError error));
        Assert.Equal(fault, error.Fault);
    }

    [Fact]
    public void A_total_length_of_0_was_left_to_the_network_card() =>
        Assert.Equal("36", Captured.One("45 00 00 00 12 34 00 00 40 11 00 00" + Addresses4 + "9c 40 00 09 00 10 00 00 41 41 41 41 41 41 41 41", LinkType.Ipv4)["ip.len"]);

    [Fact]
    public void IPv4_options_are_read_one_after_the_other()
    {
        Captured frame = Captured.One("4a 00 00 28 00 00 00 00 01 01 00 00" + Addresses4
            + "94 04 00 00  01  07 0b 08 0a 00 00 01 00 00 00 00  44 00 00 00".Replace("44 00 00 00", "00 ff ff ff", StringComparison.Ordinal), LinkType.Ipv4);
        Assert.Equal("148,1,7,0", frame["ip.opt.type"]);
        Assert.Equal("0", frame["ip.opt.ra"]);
        Assert.Equal("10.0.0.1", frame["ip.rec_rt"]);
        Assert.Equal("0.0.0.0", frame["ip.empty_rt"]);
        Assert.Equal("ffffff", frame["ip.opt.padding"]);
    }

    [Fact]
    public void A_time_stamp_option_names_routers_and_times()
    {
        Captured frame = Captured.One("48 00 00 20 00 00 00 00 01 01 00 00" + Addresses4 + "44 0c 0d 11 0a 00 00 01 00 00 00 2a", LinkType.Ipv4);
        Assert.Equal("42", frame["ip.opt.time_stamp"]);
        Assert.Equal("10.0.0.1", frame["ip.opt.time_stamp_addr"]);
        Assert.Equal("1", frame["ip.opt.overflow"]);
    }

    [Fact]
    public void An_option_of_length_0_ends_the_options() =>
        Assert.Contains(Ipv4Dissector.BadOptionLength, Captured.One("46 00 00 18 00 00 00 00 01 01 00 00" + Addresses4 + "44 00 00 00", LinkType.Ipv4).Findings);

    [Fact]
    public void An_IPv6_header_reads_as_it_was_written()
    {
        IpAddress source = IpAddress.V6(0x20010DB800000000, 1), destination = IpAddress.V6(0x20010DB800000000, 2);
        byte[] octets = new byte[Ipv6Header.Length];
        Ipv6Header.Write(octets, 0xB8, 0x12345, 8, 17, 64, source, destination);
        Assert.Equal("6b812345000811402001", Convert.ToHexStringLower(octets.AsSpan(0, 10)));
        Assert.True(Ipv6Header.TryParse(octets, out Ipv6Header header, out _));
        Assert.Equal((0xB8, 0x12345u, 8, 17, 64), (header.TrafficClass, header.FlowLabel, header.PayloadLength, header.NextHeader, header.HopLimit));
        Assert.Equal((source, destination), (header.Source, header.Destination));
        Assert.False(Ipv6Header.TryParse(octets.AsSpan(0, 39), out _, out _));
    }

    [Fact]
    public void An_address_made_of_a_MAC_address_gives_it_away() =>
        Assert.Equal("00:00:00:00:00:01", Captured.One("60 00 00 00 00 00 3b 40" + Addresses6, LinkType.Ipv6)["ipv6.src_slaac_mac"]);

    [Fact]
    public void Extension_headers_are_layers_in_their_order()
    {
        Captured frame = Captured.One("60 00 00 00 00 20 00 40" + Addresses6
            + "2b 00 05 02 00 00 01 00" + "3c 00 03 00 00 00 00 00" + "3b 00 01 04 00 00 00 00" + "01 02 03 04 05 06 07 08", LinkType.Ipv6);
        Assert.Equal("ipv6:ipv6.hopopts:ipv6.routing:ipv6.dstopts:data", frame.Layers);
        Assert.Equal("0", frame["ipv6.opt.router_alert"]);
        Assert.Equal("8", frame["ipv6.hopopts.len_oct"]);
    }

    [Fact]
    public void Segment_routing_ends_at_the_first_segment_of_its_list()
    {
        Captured frame = Captured.One("60 00 00 00 00 18 2b 40" + Addresses6
            + "3b 02 04 01 00 00 00 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 09", LinkType.Ipv6);
        Assert.Equal("2001:db8::9", frame["ipv6.routing.srh.addr"]);
        Assert.Equal("2001:db8::9", frame.Frame.Network.Destination.ToString());
    }

    [Fact]
    public void A_reply_is_matched_with_its_request()
    {
        Captured capture = new Captured(LinkType.Ipv4)
            .Then("45 00 00 1c 00 00 00 00 40 01 00 00 c0 00 02 01 c0 00 02 02 08 00 f7 fd 00 01 00 01", 1000)
            .Then("45 00 00 1c 00 00 00 00 40 01 00 00 c0 00 02 02 c0 00 02 01 00 00 ff fd 00 01 00 01", 1058);
        Assert.Equal("1", capture["icmp.resp_to"]);
        Assert.Equal("58", capture["icmp.resptime"]);
        Assert.Equal("1", capture["icmp.checksum.status"]);
        Assert.Equal("256", capture["icmp.ident_le"]);
        Assert.Equal("Echo (ping) reply  id=0x0001, seq=1", capture.Summary);
    }

    [Fact]
    public void An_error_quotes_a_packet_that_does_not_count()
    {
        Captured frame = Captured.One("45 00 00 38 00 00 00 00 40 01 00 00" + Addresses4 + "03 04 00 00 00 00 05 78"
            + "45 00 05 dc 00 01 40 00 40 11 00 00 c0 00 02 02 c0 00 02 01 00 35 9c 40 05 c8 00 00", LinkType.Ipv4);
        Assert.Equal("ip:icmp:ip:udp", string.Join(':', frame.Layers.Split(':').Take(4)));
        Assert.Equal("1400", frame["icmp.mtu"]);
        Assert.True(frame.Frame.Layers[4].IsQuoted);
        Assert.Equal("192.0.2.1", frame.Frame.Network.Source.ToString());
        Assert.DoesNotContain(Ipv4Dissector.LengthBeyondFrame, frame.Findings);
        Assert.Contains("Fragmentation needed", frame.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_router_advertisement_carries_prefix_and_MTU()
    {
        Captured frame = Captured.One("60 00 00 00 00 38 3a ff" + Addresses6 + "86 00 00 00 40 c8 07 08 00 00 00 00 00 00 00 00"
            + "03 04 40 c0 00 00 0e 10 00 00 07 08 00 00 00 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 00"
            + "05 01 00 00 00 00 05 dc", LinkType.Ipv6);
        Assert.Equal("1800", frame["icmpv6.nd.ra.router_lifetime"]);
        Assert.Equal("1", frame["icmpv6.nd.ra.flag.m"]);
        Assert.Equal("2001:db8::", frame["icmpv6.opt.prefix"]);
        Assert.Equal("1500", frame["icmpv6.opt.mtu"]);
    }

    [Fact]
    public void A_neighbour_option_of_length_0_is_reported() =>
        Assert.Contains(Icmpv6Dissector.BadOptionLength, Captured.One("60 00 00 00 00 1a 3a ff" + Addresses6
            + "87 00 00 00 00 00 00 00" + "20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 02" + "01 00", LinkType.Ipv6).Findings);

    [Fact]
    public void A_report_of_IGMP_version_3_lists_groups()
    {
        Captured frame = Captured.One("45 00 00 24 00 00 00 00 01 02 00 00" + Addresses4 + "22 00 f9 02 00 00 00 01 04 00 00 00 e0 00 00 fb", LinkType.Ipv4);
        Assert.Equal("3", frame["igmp.version"]);
        Assert.Equal("224.0.0.251", frame["igmp.maddr"]);
        Assert.Equal("1", frame["igmp.checksum.status"]);
    }

    [Fact]
    public void GRE_VXLAN_and_Geneve_carry_packets_and_frames()
    {
        const string Inner = "45 00 00 14 00 00 00 00 40 3b 00 00 0a 00 00 01 0a 00 00 02";
        const string Ethernet = "02 00 00 00 00 02 02 00 00 00 00 01 08 00";
        Captured gre = Captured.One("45 00 00 34 00 00 00 00 40 2f 00 00" + Addresses4 + "30 00 08 00 00 01 d9 7c 00 00 00 05" + Inner, LinkType.Ipv4);
        Assert.Equal("ip:gre:ip", gre.Layers);
        Assert.Equal("0x0001d97c", gre["gre.key"]);
        Captured vxlan = Captured.One("45 00 00 46 00 00 00 00 40 11 00 00" + Addresses4 + "9c 40 12 b5 00 32 00 00 08 00 00 00 00 00 2a 00" + Ethernet + Inner, LinkType.Ipv4);
        Assert.Equal("ip:udp:vxlan:eth:ip", vxlan.Layers);
        Assert.Equal("42", vxlan["vxlan.vni"]);
        Captured geneve = Captured.One("45 00 00 46 00 00 00 00 40 11 00 00" + Addresses4 + "9c 40 17 c1 00 32 00 00 00 00 65 58 00 00 2a 00" + Ethernet + Inner, LinkType.Ipv4);
        Assert.Equal("ip:udp:geneve:eth:ip", geneve.Layers);
        Assert.Equal("0x00002a", geneve["geneve.vni"]);
    }

    [Fact]
    public void What_ICMP_headers_tell_is_read_in_place()
    {
        Assert.True(IcmpHeader.TryParse(Captured.Octets("03 04 12 34 00 00 05 78"), out IcmpHeader error, out _));
        Assert.Equal((3, 4, 0x1234, 1400, true), (error.Type, error.Code, error.Checksum, error.NextHopMtu, error.IsError));
        Assert.True(Icmpv6Header.TryParse(Captured.Octets("80 00 12 34 00 07 00 09"), out Icmpv6Header echo, out _));
        Assert.Equal((128, 7, 9, false), (echo.Type, echo.Identifier, echo.Sequence, echo.IsError));
        Assert.False(IcmpHeader.TryParse(new byte[7], out _, out _));
        Assert.False(Icmpv6Header.TryParse(new byte[7], out _, out _));
    }
}
