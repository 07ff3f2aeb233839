using NetStack.Bytes;

namespace NetStack.Tests.Link;

public sealed class OtherLinkTests
{
    private const string Datagram = """
        45 00 00 1c 00 01 00 00 40 11 f6 ce  c0 00 02 01  c0 00 02 02
        9c 40 00 09 00 08 00 00
        """;

    [Fact]
    public void A_cooked_header_tells_of_the_sender_alone()
    {
        Captured frame = Captured.One("00 04 00 01 00 06 02 00 00 00 00 01 00 00 08 00" + Datagram, LinkType.LinuxSll);
        Assert.Equal("4", frame["sll.pkttype"]);
        Assert.Equal("02:00:00:00:00:01", frame["sll.src.eth"]);
        Assert.Equal("0000", frame["sll.unused"]);
        Assert.Equal("sll:ip:udp", frame.Layers);
    }

    [Fact]
    public void A_cooked_address_may_have_any_length_up_to_eight()
    {
        Assert.Equal("0102030405060708", Captured.One("00 00 00 01 00 08 01 02 03 04 05 06 07 08 08 00", LinkType.LinuxSll)["sll.src.other"]);
        Assert.Equal("10.0.0.1", Captured.One("00 00 03 00 00 04 0a 00 00 01 00 00 00 00 08 00", LinkType.LinuxSll)["sll.src.ipv4"]);
    }

    [Fact]
    public void A_cooked_header_of_version_2_also_names_the_interface()
    {
        Captured frame = Captured.One("08 00 00 00 00 00 00 1a 00 01 04 06 8e 36 06 44 ac af 00 00" + Datagram, LinkType.LinuxSll2);
        Assert.Equal("26", frame["sll.ifindex"]);
        Assert.Equal("4", frame["sll.pkttype"]);
        Assert.Equal("0x0800", frame["sll.etype"]);
        Assert.Equal("sll:ip:udp", frame.Layers);
    }

    [Theory]
    [InlineData("02 00 00 00")]
    [InlineData("00 00 00 02")]
    public void A_loopback_family_is_read_in_either_byte_order(string family) =>
        Assert.Equal("null:ip:udp", Captured.One(family + Datagram, LinkType.Null).Layers);

    [Fact]
    public void A_raw_packet_is_told_by_its_version()
    {
        Assert.Equal("raw:ip:udp", Captured.One(Datagram, LinkType.Raw).Layers);
        Assert.Equal("raw:data", Captured.One("00 01", LinkType.Raw).Layers);
    }

    [Fact]
    public void PPP_comes_with_HDLCs_octets_or_without_and_with_a_protocol_of_one_or_two_octets()
    {
        Assert.Equal("0xff", Captured.One("ff 03 00 21" + Datagram, LinkType.Ppp)["ppp.address"]);
        Assert.Equal("ppp:ip:udp", Captured.One("21" + Datagram, LinkType.Ppp).Layers);
        Assert.Equal("0xc021", Captured.One("c0 21 01", LinkType.Ppp)["ppp.protocol"]);
    }

    [Fact]
    public void Ciscos_HDLC_carries_EtherTypes() =>
        Assert.Equal("chdlc:ip:udp", Captured.One("0f 00 08 00" + Datagram, LinkType.CiscoHdlc).Layers);

    [Fact]
    public void A_PPPoE_session_carries_PPP_as_long_as_its_length_says()
    {
        Captured frame = Captured.One("02 00 00 00 00 02 02 00 00 00 00 01 88 64 11 00 00 11 00 1e 00 21" + Datagram + "00 00 00");
        Assert.Equal("eth:pppoes:ppp:ip:udp", frame.Layers);
        Assert.Equal("0x0011", frame["pppoe.session_id"]);
        Assert.Equal("000000", frame["eth.padding"]);
    }

    [Fact]
    public void PPPoE_discovery_is_a_list_of_tags()
    {
        Captured frame = Captured.One("02 00 00 00 00 02 02 00 00 00 00 01 88 63 11 07 00 00 00 14 01 02 00 04 42 52 41 53 01 03 00 04 01 02 03 04 01 01 00 00");
        Assert.Equal("BRAS", frame["pppoed.tags.ac_name"]);
        Assert.Equal("01020304", frame["pppoed.tags.host_uniq"]);
        Assert.Equal("Active Discovery Offer (PADO)", frame.Summary);
    }

    [Fact]
    public void MPLS_labels_stack_up_to_the_one_that_is_marked_as_the_bottom()
    {
        Captured frame = Captured.One("02 00 00 00 00 02 02 00 00 00 00 01 88 47 00 0f e0 3c 00 06 31 3c" + Datagram);
        Assert.Equal("254,99", frame["mpls.label"]);
        Assert.Equal("0,1", frame["mpls.bottom"]);
        Assert.Equal("eth:mpls:ip:udp", frame.Layers);
    }
}
