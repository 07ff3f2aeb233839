using CsCheck;
using NetStack.Dissection;
using NetStack.Tests.Application;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Internet.Ospf;

public sealed class OspfDissectorTests
{
    private const string Header = "c0a8ff0b 00000000 1234 0000 0000000000000000";
    private const string Lsa = "0001 02 01 c0a8ff0b c0a8ff0c 80000001 ce1e";

    [Fact]
    public void A_Hello_tells_whom_the_router_hears()
    {
        DissectedFrame frame = Read("02 01 0030" + Header + "ffffff00 000a 12 01 00000028 c0a87904 c0a87905 c0a8ff0e");
        Assert.Equal("1", frame.Values("ospf.msg"));
        Assert.Equal("192.168.255.11", frame.Values("ospf.srcrouter"));
        Assert.Equal("255.255.255.0", frame.Values("ospf.hello.network_mask"));
        Assert.Equal("10", frame.Values("ospf.hello.hello_interval"));
        Assert.Equal("192.168.255.14", frame.Values("ospf.hello.active_neighbor"));
        Assert.Equal("Hello Packet", frame.Summary());
        Assert.Equal("", frame.Reasons());
    }

    [Fact]
    public void An_update_holds_advertisements_with_their_lengths()
    {
        DissectedFrame frame = Read("02 04 0048" + Header + "00000002" + Lsa + "0018 00000000" + Lsa + "0014");
        Assert.Equal("1,1", frame.Values("ospf.lsa"));
        Assert.Equal("24,20", frame.Values("ospf.lsa.length"));
        Assert.Equal("", frame.Reasons());
    }

    [Fact]
    public void A_digest_stands_behind_the_packet()
    {
        DissectedFrame frame = Read("02 03 0018 c0a8ff0b 00000000 0000 0002 0000 01 04 00000007 01020304");
        Assert.Equal("01020304", frame.Values("ospf.auth.crypt.data"));
        Assert.Equal("", frame.Reasons());
    }

    [Fact]
    public void Version_3_has_an_interface_instead_of_a_mask()
    {
        DissectedFrame frame = Read("03 01 0024 01010101 00000001 fb86 00 00 00000005 01 000013 000a 0028 00000000 00000000");
        Assert.Equal("5", frame.Values("ospf.hello.interface_id"));
        Assert.Equal("0x000013", frame.Values("ospf.v3.options"));
        Assert.Equal("40", frame.Values("ospf.hello.router_dead_interval"));
    }

    [Theory]
    [InlineData("02 04 0030" + Header + "ffffffff" + Lsa + "0000")] // an advertisement of no length
    [InlineData("02 01 0020" + Header + "ffffff00 000a 12 01")]
    [InlineData("02 01 002c c0a8")]
    public void A_packet_that_ends_early_is_malformed(string packet) => Assert.Equal(FindingReasons.Malformed, Read(packet).Reasons());

    [Fact]
    public void Any_octets_are_read_as_far_as_they_go() =>
        Gen.Select(Gen.Int[2, 3], Gen.Int[0, 6], Gen.Byte.Array[0, 200]).Sample((version, message, octets) =>
        {
            Dissect(Frame([(byte)version, (byte)message, .. octets])).Summary();
        }, iter: 1000);

    private static DissectedFrame Read(string packet) => Dissect(Frame(Octets(packet)));

    private static byte[] Frame(byte[] packet)
    {
        byte[] frame = Datagram(packet[..0], 0, 0)[..34];
        frame[16] = (byte)((20 + packet.Length) >> 8);
        frame[17] = unchecked((byte)(20 + packet.Length));
        frame[23] = 89;
        (frame[24], frame[25]) = (0, 0);
        ushort sum = NetStack.Bytes.InternetChecksum.Add(frame.AsSpan(14, 20));
        (frame[24], frame[25]) = (unchecked((byte)(~sum >> 8)), unchecked((byte)~sum));
        return [.. frame, .. packet];
    }
}
