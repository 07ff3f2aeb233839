using NetStack.Link.Vlan;

namespace NetStack.Tests.Link;

public sealed class VlanTests
{
    private const string Addresses = "ff ff ff ff ff ff  02 00 00 00 00 01";

    [Fact]
    public void A_tag_is_priority_drop_eligibility_and_VLAN_then_the_type()
    {
        Assert.True(VlanHeader.TryParse([0xB0, 0x64, 0x08, 0x06], out VlanHeader tag, out _));
        Assert.Equal((5, true, 100, 0x0806), (tag.Priority, tag.DropEligible, tag.Id, tag.TypeOrLength));
        Assert.False(VlanHeader.TryParse(new byte[3], out _, out _));
    }

    [Fact]
    public void A_written_tag_reads_as_it_was_written()
    {
        byte[] octets = new byte[4];
        VlanHeader.Write(octets, 5, true, 100, 0x0806);
        Assert.Equal([0xB0, 0x64, 0x08, 0x06], octets);
    }

    [Fact]
    public void A_providers_tag_wraps_a_customers()
    {
        Captured frame = Captured.One(Addresses + "88 a8 00 c8 81 00 27 d1 08 06" + ArpTests.Request);
        Assert.Equal("eth:ieee8021ad:vlan:arp", frame.Layers);
        Assert.Equal("200", frame["ieee8021ad.id"]);
        Assert.Equal("2001", frame["vlan.id"]);
        Assert.Equal("1", frame["vlan.priority"]);
        Assert.Equal("0x0806", frame["vlan.etype"]);
    }

    [Fact]
    public void Padding_in_a_tagged_frame_counts_from_the_Ethernet_header()
    {
        Captured frame = Captured.One(Addresses + "81 00 00 64 08 06" + ArpTests.Request + new string('0', 28) + "11 22");
        Assert.Equal(new string('0', 28), frame["eth.padding"]);
        Assert.Equal("1122", frame["vlan.trailer"]);
    }
}
