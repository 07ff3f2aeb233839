using NetStack.Bytes;
using NetStack.Link.Arp;

namespace NetStack.Tests.Link;

public sealed class ArpTests
{
    public const string Request = """
        00 01 08 00 06 04 00 01  02 00 00 00 00 01 c0 00 02 01  00 00 00 00 00 00 c0 00 02 02
        """;

    private const string Header = "ff ff ff ff ff ff  02 00 00 00 00 01  08 06";

    [Fact]
    public void A_request_asks_who_has_an_address()
    {
        Captured frame = Captured.One(Header + Request);
        Assert.Equal("1", frame["arp.opcode"]);
        Assert.Equal("02:00:00:00:00:01", frame["arp.src.hw_mac"]);
        Assert.Equal("192.0.2.2", frame["arp.dst.proto_ipv4"]);
        Assert.Equal("Who has 192.0.2.2? Tell 192.0.2.1", frame.Summary);
    }

    [Fact]
    public void A_written_request_reads_as_it_was_written()
    {
        byte[] octets = new byte[ArpHeader.EthernetIpv4Length];
        ArpHeader.Write(octets, ArpNames.Request, new(0x020000000001), IpAddress.V4(0xC0000201), default, IpAddress.V4(0xC0000202));
        Assert.Equal(Captured.Octets(Request), octets);
    }

    [Fact]
    public void A_reply_tells_where_an_address_is() =>
        Assert.Equal("192.0.2.2 is at 02:00:00:00:00:02", Captured.One(Header + """
            00 01 08 00 06 04 00 02  02 00 00 00 00 02 c0 00 02 02  02 00 00 00 00 01 c0 00 02 01
            """).Summary);

    [Fact]
    public void A_request_for_the_senders_own_address_is_an_announcement()
    {
        Captured frame = Captured.One(Header + """
            00 01 08 00 06 04 00 01  02 00 00 00 00 01 c0 00 02 01  00 00 00 00 00 00 c0 00 02 01
            """);
        Assert.Equal("1", frame["arp.isgratuitous"]);
        Assert.Equal("1", frame["arp.isannouncement"]);
        Assert.Contains(ArpDissector.Gratuitous, frame.Findings);
    }

    [Fact]
    public void A_request_without_a_senders_address_is_a_probe() =>
        Assert.Equal("1", Captured.One(Header + """
            00 01 08 00 06 04 00 01  02 00 00 00 00 01 00 00 00 00  00 00 00 00 00 00 c0 00 02 01
            """)["arp.isprobe"]);

    [Fact]
    public void An_address_that_another_station_claims_is_reported_with_the_earlier_frame()
    {
        Captured capture = new Captured().Then(Header + Request).Then(Header + """
            00 01 08 00 06 04 00 02  02 00 00 00 00 66 c0 00 02 01  00 00 00 00 00 00 c0 00 02 02
            """);
        Assert.Equal("1", capture["arp.duplicate-address-frame"]);
        Assert.Contains(ArpDissector.AddressMoved, capture.Findings);
    }

    [Fact]
    public void Addresses_are_as_long_as_the_packet_says()
    {
        Captured frame = Captured.One(Header + "00 20 12 34 02 03 00 01  01 02  03 04 05  06 07  08 09 0a");
        Assert.Equal("0102", frame["arp.src.hw"]);
        Assert.Equal("030405", frame["arp.src.proto"]);
        Assert.Equal("08090a", frame["arp.dst.proto"]);
    }

    [Fact]
    public void Addresses_beyond_the_octets_there_are_malformed()
    {
        Assert.False(ArpHeader.TryParse(Captured.Octets("00 01 08 00 ff ff 00 01"), out _, out ParseError error));
        Assert.Equal(8 + (4 * 255), error.Needed);
    }
}
