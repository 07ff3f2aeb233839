using System.Text;
using CsCheck;
using NetStack.Application.Dhcp;
using NetStack.Bytes;
using NetStack.Dissection;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Application.Dhcp;

public sealed class DhcpDissectorTests
{
    [Fact]
    public void The_header_shows_who_asks()
    {
        DissectedFrame frame = Read("350101 ff");
        Assert.Equal("1", frame.Values("dhcp.type"));
        Assert.Equal("0x00003d1d", frame.Values("dhcp.id"));
        Assert.Equal("1", frame.Values("dhcp.flags.bc"));
        Assert.Equal("00:0b:82:01:fc:42", frame.Values("dhcp.hw.mac_addr"));
        Assert.Equal("99.130.83.99", frame.Values("dhcp.cookie"));
        Assert.Equal("1", frame.Values("dhcp.option.dhcp"));
        Assert.Equal("DHCP Discover - Transaction ID 0x3d1d", frame.Summary());
        Assert.Equal("", frame.Reasons());
    }

    [Theory]
    [InlineData("0104 ffffff00", "dhcp.option.subnet_mask", "255.255.255.0")]
    [InlineData("0308 c0000201 c0000202", "dhcp.option.router", "192.0.2.1,192.0.2.2")]
    [InlineData("0c04 686f7374", "dhcp.option.hostname", "host")]
    [InlineData("0c04 686f0074", "dhcp.option.hostname", "ho")]
    [InlineData("0204 fffff1f0", "dhcp.option.time_offset", "-3600")]
    [InlineData("3304 00000e10", "dhcp.option.ip_address_lease_time", "3600")]
    [InlineData("3704 010306fc", "dhcp.option.request_list_item", "1,3,6,252")]
    [InlineData("3d07 01 020000000001", "dhcp.hw.mac_addr", "00:0b:82:01:fc:42,02:00:00:00:00:01")]
    [InlineData("3d0f ff 00000001 0003 0001 020000000001", "dhcp.client_id.link_layer_address", "02:00:00:00:00:01")]
    [InlineData("3d04 00 616263", "dhcp.client_id.undef", "abc")]
    [InlineData("5107 000000 686f7374", "dhcp.fqdn.name", "host")]
    [InlineData("5109 040000 04686f7374 00", "dhcp.fqdn.name", "host")]
    [InlineData("520a 0103616263 0203646566", "dhcp.option.agent_information_option.agent_circuit_id", "616263")]
    [InlineData("7706 026162 016300", "dhcp.option.dhcp_dns_domain_search_list_fqdn", "ab.c")]
    [InlineData("7907 10 c000 c0000201", "dhcp.option.classless_static_route.destination", "192.0.0.0")]
    [InlineData("7905 00 c0000201", "dhcp.option.classless_static_route.router", "192.0.2.1")]
    [InlineData("6111 00 000102030405060708090a0b0c0d0e0f", "dhcp.client_id.uuid", "03020100-0504-0706-0809-0a0b0c0d0e0f")]
    [InlineData("4d05 0475736572", "dhcp.option.user_class.data", "75736572")]
    [InlineData("4d04 69505845", "dhcp.option.user_class.text", "iPXE")]
    [InlineData("7d09 00000009 04 01026162", "dhcp.vendor.data", "6162")]
    [InlineData("e003 010203", "dhcp.option.value", "010203")]
    public void An_options_value_is_read_in_the_form_of_its_code(string option, string field, string value)
    {
        DissectedFrame frame = Read(option + "ff");
        Assert.Equal(value, frame.Values(field));
        Assert.Equal("", frame.Reasons());
    }

    [Theory]
    [InlineData("0103 ffffff")]
    [InlineData("0305 c000020101")]
    [InlineData("3301 01")]
    [InlineData("3d01 01")]
    [InlineData("5102 0000")]
    [InlineData("5204 01206162")]
    [InlineData("7702 c005")]
    [InlineData("7905 21 c0000201")]
    [InlineData("6102 0001")]
    public void A_value_in_another_form_is_a_finding_and_the_next_option_is_read(string option)
    {
        DissectedFrame frame = Read(option + "0c0161ff");
        Assert.Equal(DhcpDissector.BadOption, frame.Reasons());
        Assert.Equal("a", frame.Values("dhcp.option.hostname"));
    }

    [Fact]
    public void The_end_option_counts_as_type_0_and_what_follows_is_padding()
    {
        DissectedFrame frame = Read("0000 0c0161 ff 0000");
        Assert.Equal("0,12,0", frame.Values("dhcp.option.type"));
        Assert.Equal("255", frame.Values("dhcp.option.end"));
        Assert.Equal("0000,0000", frame.Values("dhcp.option.padding"));
    }

    [Theory]
    [InlineData(1, "inf")]
    [InlineData(2, "ins")]
    [InlineData(3, "ins,inf")]
    public void Overloaded_name_fields_hold_options(byte which, string names)
    {
        byte[] message = Message($"3401{which:x2} ff");
        Octets("0c03 696e73 ff").CopyTo(message, 44); // the server's name
        Octets("0c03 696e66 3401 03 ff").CopyTo(message, 108); // the file's name, with an overload option that must not count
        DissectedFrame frame = Dissect(Datagram(message, 68, 67));
        Assert.Equal(names, frame.Values("dhcp.option.hostname"));
        Assert.Equal(which == 2, frame.Values("dhcp.file").Length > 0);
    }

    [Fact]
    public void Without_the_cookie_it_is_BOOTP()
    {
        byte[] message = Message("00");
        message[236] = 0;
        DissectedFrame frame = Dissect(Datagram(message, 68, 67));
        Assert.Equal("0082536300", frame.Values("dhcp.vendor_specific_options"));
        Assert.Equal("Boot Request from 00:0b:82:01:fc:42", frame.Summary());
    }

    [Fact]
    public void An_option_that_leaves_the_message_is_malformed() =>
        Assert.StartsWith(FindingReasons.Malformed, Read("0c20 61").Reasons());

    [Fact]
    public void Options_without_an_end_are_noted() => Assert.Equal(DhcpDissector.NoEnd, Read("0c0161").Reasons());

    [Fact]
    public void A_message_that_is_too_short_shows_what_is_there()
    {
        DissectedFrame frame = Dissect(Datagram(Message("ff")[..20], 68, 67));
        Assert.Equal("0x00003d1d", frame.Values("dhcp.id"));
        Assert.Equal(FindingReasons.Malformed, frame.Reasons());
    }

    [Fact]
    public void Any_options_are_read_as_far_as_they_go() => Gen.Byte.Array[0, 300].Sample(options =>
    {
        DissectedFrame frame = Dissect(Datagram([.. Message(""), .. options], 68, 67));
        Utf8Writer writer = new();
        foreach (ref readonly FieldRecord record in frame.Fields) FieldFormatter.Write(writer, frame, record);
        frame.Summary();
    }, iter: 1000);

    internal static byte[] Message(string options)
    {
        byte[] message = new byte[240];
        Octets("01010600 00003d1d 0000 8000").CopyTo(message, 0);
        Octets("000b8201fc42").CopyTo(message, 28);
        Encoding.ASCII.GetBytes("boot").CopyTo(message, 108);
        Octets("63825363").CopyTo(message, 236);
        return [.. message, .. Octets(options)];
    }

    private static DissectedFrame Read(string options) => Dissect(Datagram(Message(options), 68, 67));
}
