using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Tests.Transport;

/// <summary>What is worked out from a header's octets: the checksum that it should have, its flags as letters.</summary>
public sealed class ChecksumAndFlagTests
{
    private static readonly DissectionOptions All = new() { CheckIpChecksum = true, CheckTcpChecksum = true, CheckUdpChecksum = true };

    [Theory]
    [InlineData("50 10", "·······A····")]
    [InlineData("50 02", "··········S·")]
    [InlineData("5f ff", "RRRACEUAPRSF")]
    [InlineData("50 00", "············")]
    public void Flags_are_shown_as_letters(string control, string letters) =>
        Assert.Equal(letters, Segment(control, "12 34")["tcp.flags.str"]);

    [Theory]
    [InlineData("00 00")]
    [InlineData("12 34")]
    [InlineData("ff ff")]
    public void A_wrong_checksum_shows_what_it_should_be(string found)
    {
        Captured wrong = Segment("50 10", found);
        Assert.Equal("0", wrong["tcp.checksum.status"]);
        string expected = wrong["tcp.checksum_calculated"];
        Captured right = Segment("50 10", expected[2..]);
        Assert.Equal("1", right["tcp.checksum.status"]);
        Assert.Equal(expected, right["tcp.checksum_calculated"]);
    }

    [Fact]
    public void The_header_of_a_datagram_shows_what_its_checksum_should_be() => // by hand: 4500 + 0028 + ... = 2 1b65, so 1b67
        Assert.Equal("0xe498", Segment("50 10", "00 00")["ip.checksum_calculated"]);

    [Fact]
    public void A_UDP_checksum_that_comes_to_zero_is_expected_as_all_ones()
    {
        Captured probe = Datagram("00 00", "00 01");
        int rest = Convert.ToInt32(probe["udp.checksum_calculated"], 16); // as data, it fills the sum up to all ones
        Captured frame = Datagram(rest.ToString("x4", System.Globalization.CultureInfo.InvariantCulture), "00 01");
        Assert.Equal("0xffff", frame["udp.checksum_calculated"]);
    }

    [Fact]
    public void A_datagram_without_checksum_expects_none() => Assert.Equal("", Datagram("00 00", "00 00")["udp.checksum_calculated"]);

    private static Captured Segment(string control, string checksum) => new Captured(LinkType.Ipv4, All).Then(
        "45 00 00 28 12 34 00 00 40 06 00 00 c0 00 02 01 c0 00 02 02"
        + "9c 40 00 50 00 00 00 01 00 00 00 00" + control + "20 00" + checksum + "00 00");

    private static Captured Datagram(string data, string checksum) => new Captured(LinkType.Ipv4, All).Then(
        "45 00 00 1e 12 34 00 00 40 11 00 00 c0 00 02 01 c0 00 02 02" + "9c 40 00 09 00 0a" + checksum + data);
}
