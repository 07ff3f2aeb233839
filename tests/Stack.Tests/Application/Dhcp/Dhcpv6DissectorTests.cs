using CsCheck;
using NetStack.Application.Dhcp;
using NetStack.Bytes;
using NetStack.Dissection;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Application.Dhcp;

public sealed class Dhcpv6DissectorTests
{
    private const string Address = "20010db8000000000000000000000001";

    [Fact]
    public void An_address_stands_in_an_association()
    {
        DissectedFrame frame = Read($"02 123456 0003 0028 01020304 00000064 000000c8 0005 0018 {Address} 0000012c 00000190");
        Assert.Equal("2", frame.Values("dhcpv6.msgtype"));
        Assert.Equal("0x123456", frame.Values("dhcpv6.xid"));
        Assert.Equal("3,5", frame.Values("dhcpv6.option.type"));
        Assert.Equal("01020304", frame.Values("dhcpv6.iaid"));
        Assert.Equal("2001:db8::1", frame.Values("dhcpv6.iaaddr.ip"));
        Assert.Equal("Advertise XID: 0x123456", frame.Summary());
    }

    [Theory]
    [InlineData("0001 000a 0003 0001 020000000001", "dhcpv6.duidll.link_layer_addr", "02:00:00:00:00:01")]
    [InlineData("0002 000e 0001 0001 18464 88c 001122334455", "dhcpv6.duidllt.time", "Nov 26, 2012 15:34:36.000000000 UTC")]
    [InlineData("0006 0004 0017 0018", "dhcpv6.requested_option_code", "23,24")]
    [InlineData("0017 0010 " + Address, "dhcpv6.dns_server", "2001:db8::1")]
    [InlineData("0018 0008 02 6578 03 636f6d 00", "dhcpv6.search_list_entry", "ex.com.")]
    [InlineData("000d 0004 0002 6e6f", "dhcpv6.status_msg", "no")]
    public void An_options_data_is_read_in_the_form_of_its_code(string option, string field, string value) =>
        Assert.Equal(value, Read("01 123456" + option).Values(field));

    [Fact]
    public void A_relayed_message_is_read_within_the_relays_own()
    {
        DissectedFrame frame = Read($"0c 00 {Address} {Address} 0009 0004 01 123456");
        Assert.Equal("12,1", frame.Values("dhcpv6.msgtype"));
        Assert.Equal("Relay-forw L: 2001:db8::1", frame.Summary());
    }

    [Fact]
    public void Messages_within_messages_end_at_a_depth()
    {
        string message = "01 123456";
        for (int i = 0; i < 40; i++)
            message = $"0c 00 {Address} {Address} 0009 {Octets(message).Length:x4} {message}";
        Assert.Contains(FindingReasons.TooDeep, Read(message).Reasons());
    }

    [Theory]
    [InlineData("0003 0002 0102")]
    [InlineData("0005 0001 01")]
    [InlineData("0017 0003 010203")]
    [InlineData("0008 0001 01")]
    public void Data_in_another_form_is_a_finding(string option) =>
        Assert.Equal(Dhcpv6Dissector.BadOption, Read("01 123456" + option).Reasons());

    [Fact]
    public void Any_octets_are_read_as_far_as_they_go() => Gen.Select(Gen.Int[1, 13], Gen.Byte[0, 30].Array[0, 300]).Sample((type, octets) =>
    {
        DissectedFrame frame = Dissect(Datagram([(byte)type, .. octets], 546, 547));
        Utf8Writer writer = new();
        foreach (ref readonly FieldRecord record in frame.Fields) FieldFormatter.Write(writer, frame, record);
        frame.Summary();
    }, iter: 1000);

    private static DissectedFrame Read(string message) => Dissect(Datagram(Octets(message), 546, 547));
}
