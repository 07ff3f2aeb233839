using CsCheck;
using NetStack.Dissection;
using NetStack.Link.Lldp;
using NetStack.Tests.Application;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Link.Lldp;

public sealed class LldpDissectorTests
{
    private const string Mandatory = "0207 04 00192fa7b28d  040d 01 55706c696e6b20746f205331  0602 0078";

    [Fact]
    public void A_neighbour_tells_chassis_port_and_lifetime()
    {
        DissectedFrame frame = Read(Mandatory + "0a02 5332  0e04 0014 0004  0000 ffff");
        Assert.Equal("1,2,3,5,7,0", frame.Values("lldp.tlv.type"));
        Assert.Equal("7,13,2,2,4,0", frame.Values("lldp.tlv.len"));
        Assert.Equal("00:19:2f:a7:b2:8d", frame.Values("lldp.chassis.id.mac"));
        Assert.Equal("Uplink to S1", frame.Values("lldp.port.id"));
        Assert.Equal("120", frame.Values("lldp.time_to_live"));
        Assert.Equal("1", frame.Values("lldp.tlv.system_cap.router"));
        Assert.Equal("0", frame.Values("lldp.tlv.enable_system_cap.router"));
        Assert.Equal("Chassis 00:19:2f:a7:b2:8d Port Uplink to S1 TTL 120 Name S2", frame.Summary());
        Assert.Equal("", frame.Reasons());
    }

    [Fact]
    public void What_follows_the_end_is_the_frames_padding() =>
        Assert.Equal(new string('0', 22), Read(Mandatory + "0000" + new string('0', 22)).Values("eth.padding"));

    [Theory]
    [InlineData("0201 04", LldpDissector.BadTlv)]
    [InlineData("0601 00", LldpDissector.BadTlv)]
    [InlineData("0e02 0000", LldpDissector.BadTlv)]
    [InlineData("03ff 00", FindingReasons.Malformed)]
    [InlineData("00", FindingReasons.Malformed)]
    public void A_value_in_another_form_is_a_finding(string tlv, string reason) => Assert.Equal(reason, Read(tlv).Reasons());

    [Fact]
    public void Any_octets_are_read_as_far_as_they_go() => Gen.Byte.Array[0, 200].Sample(octets =>
    {
        DissectedFrame frame = Dissect([1, 0x80, 0xC2, 0, 0, 14, 2, 0, 0, 0, 0, 1, 0x88, 0xCC, .. octets]);
        frame.Summary();
    }, iter: 1000);

    private static DissectedFrame Read(string octets) => Dissect([1, 0x80, 0xC2, 0, 0, 14, 2, 0, 0, 0, 0, 1, 0x88, 0xCC, .. Octets(octets)]);
}
