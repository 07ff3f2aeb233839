using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;

namespace NetStack.Tests.Link;

public sealed class EthernetTests
{
    private const string Header = "01 00 5e 00 00 fb  02 00 00 00 00 01";

    private const string Datagram = """
        45 00 00 1c 00 01 00 00 40 11 f6 ce  c0 00 02 01  c0 00 02 02
        9c 40 00 09 00 08 00 00
        """;

    [Fact]
    public void A_header_is_two_addresses_and_a_type()
    {
        Assert.True(EthernetHeader.TryParse(Captured.Octets(Header + "08 06"), out EthernetHeader header, out _));
        Assert.Equal("01:00:5e:00:00:fb", header.Destination.ToString());
        Assert.Equal("02:00:00:00:00:01", header.Source.ToString());
        Assert.Equal(EtherType.Arp, header.TypeOrLength);
        Assert.False(header.HasLength);
    }

    [Fact]
    public void A_written_header_reads_as_it_was_written()
    {
        byte[] octets = new byte[EthernetHeader.Length];
        EthernetHeader.Write(octets, new(0x01005E0000FB), new(0x020000000001), EtherType.Ipv4);
        Assert.Equal(Captured.Octets(Header + "08 00"), octets);
    }

    [Fact]
    public void Thirteen_octets_are_no_header()
    {
        Assert.False(EthernetHeader.TryParse(new byte[13], out _, out ParseError error));
        Assert.Equal(new("eth", Fault.TooShort, 13, 14, 13), error);
        Assert.Equal([FindingReasons.Malformed], new Captured().Then(new byte[13]).Findings);
    }

    [Fact]
    public void Zeros_up_to_sixty_octets_are_padding()
    {
        Captured frame = Captured.One(Header + "08 00" + Datagram + new string('0', 36));
        Assert.Equal(new string('0', 36), frame["eth.padding"]);
        Assert.Equal("", frame["eth.trailer"]);
    }

    [Fact]
    public void Other_octets_up_to_sixty_are_a_trailer() =>
        Assert.Equal("0000ff", Captured.One(Header + "08 00" + Datagram + "00 00 ff")["eth.trailer"]);

    [Fact]
    public void The_last_four_octets_of_a_long_frame_with_a_trailer_are_taken_for_its_check_sequence()
    {
        Captured frame = Captured.One(Header + "08 00" + Datagram + new string('0', 36) + "de ad be ef");
        Assert.Equal("0xdeadbeef", frame["eth.fcs"]);
        Assert.Equal("2", frame["eth.fcs.status"]);
        Assert.Equal(new string('0', 36), frame["eth.padding"]);
    }

    [Fact]
    public void A_frame_that_the_capture_cut_in_its_packet_shows_nothing_behind_it()
    {
        Captured frame = new Captured().Then(Header + "08 00" + Datagram.Replace("00 1c", "02 02", StringComparison.Ordinal), originalLength: 528);
        Assert.Equal("", frame["eth.trailer"]);
        Assert.Equal("", frame["eth.padding"]);
        Assert.Equal("", frame["eth.fcs"]);
    }

    [Fact]
    public void A_length_in_place_of_the_type_leads_to_LLC_and_SNAP()
    {
        Captured frame = Captured.One(Header + "00 24" + "aa aa 03 00 00 00 08 00" + Datagram);
        Assert.Equal("36", frame["eth.len"]);
        Assert.Equal("", frame["eth.type"]);
        Assert.Equal("0x0800", frame["llc.type"]);
        Assert.Equal("0x0003", frame["llc.control"]);
        Assert.Equal("eth:llc:ip:udp", frame.Layers);
    }

    [Fact]
    public void A_length_beyond_the_frame_is_reported() =>
        Assert.Contains(EthernetDissector.LengthBeyondFrame, Captured.One(Header + "05 00" + "42 42 03 00")
            .Findings);

    [Fact]
    public void A_type_between_1500_and_1536_is_reported() =>
        Assert.Contains(EthernetDissector.NeitherTypeNorLength, Captured.One(Header + "05 ff 00").Findings);
}
