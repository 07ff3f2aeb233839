using NetStack.Conformance.Syntax;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class PacketTests
{
    [Theory]
    [InlineData("S", TcpFlags.Syn)]
    [InlineData("S.", TcpFlags.Syn | TcpFlags.Ack)]
    [InlineData(".", TcpFlags.Ack)]
    [InlineData("P.", TcpFlags.Psh | TcpFlags.Ack)]
    [InlineData("F.", TcpFlags.Fin | TcpFlags.Ack)]
    [InlineData("FP.", TcpFlags.Fin | TcpFlags.Psh | TcpFlags.Ack)]
    [InlineData("R", TcpFlags.Rst)]
    [InlineData("R.", TcpFlags.Rst | TcpFlags.Ack)]
    [InlineData("U.", TcpFlags.Urg | TcpFlags.Ack)]
    [InlineData("SEW", TcpFlags.Syn | TcpFlags.Ece | TcpFlags.Cwr)]
    [InlineData("SEWA", TcpFlags.Syn | TcpFlags.Ece | TcpFlags.Cwr | TcpFlags.Ae)]
    [InlineData("E.", TcpFlags.Ece | TcpFlags.Ack)]
    [InlineData("W", TcpFlags.Cwr)]
    [InlineData("-", TcpFlags.None)]
    [InlineData(".0", TcpFlags.Ack)]
    [InlineData(".1", TcpFlags.Ack | TcpFlags.Ece)]
    [InlineData(".5", TcpFlags.Ack | TcpFlags.Ae | TcpFlags.Ece)]
    [InlineData("6.", TcpFlags.Ack | TcpFlags.Ae | TcpFlags.Cwr)]
    public void Letters_are_control_bits_and_a_digit_is_the_ACE_field(string text, TcpFlags flags) =>
        Assert.Equal(flags, Parsed.Packet<PacketSyntax.Tcp>($"> {text} 0:0(0)").Flags);

    [Theory]
    [InlineData("0:0(0)", 0, 0, 0)]
    [InlineData("1:1001(1000)", 1, 1001, 1000)]
    [InlineData("1 : 1001 ( 1000 )", 1, 1001, 1000)]
    [InlineData("1:+1000(1000)", 1, 1001, 1000)]
    [InlineData("4294967295:9(10)", 4294967295, 9, 10)]
    [InlineData("4294967295:+10(10)", 4294967295, 9, 10)]
    [InlineData("0x10:0x20(16)", 16, 32, 16)]
    public void A_range_has_start_end_and_length_modulo_2_to_the_32(string text, long start, long end, int length) =>
        Assert.Equal(new((uint)start, (uint)end, length), Parsed.Packet<PacketSyntax.Tcp>($"< . {text} ack 1").Sequence);

    [Theory]
    [InlineData("< S 0:0(0)", null, null, null)]
    [InlineData("< S 0:0(0) win 32792", null, 32792, null)]
    [InlineData("> . 1:1(0) ack 1", 1L, null, null)]
    [InlineData("> . 1:1(0) ack 4294967295 win 65535 urg 7", 4294967295L, 65535, 7)]
    [InlineData("> . 1:1(0) ack 1 urg 7", 1L, null, 7)]
    public void Acknowledgment_window_and_urgent_pointer_may_be_left_out(string text, long? ack, int? window, int? urgent)
    {
        var segment = Parsed.Packet<PacketSyntax.Tcp>(text);
        Assert.Equal(text[0] == '<' ? PacketDirection.Inbound : PacketDirection.Outbound, segment.Direction);
        Assert.Equal(((uint?)ack, (ushort?)window, (ushort?)urgent), (segment.Ack, segment.Window, segment.Urgent));
        Assert.Null(segment.Ports);
    }

    [Fact]
    public void A_segment_may_name_its_ports() =>
        Assert.Equal(new PortPair(8080, 53000), Parsed.Packet<PacketSyntax.Tcp>("> 8080>53000 S. 0:0(0) ack 1").Ports);

    [Theory]
    [InlineData("nop", "NoOperation { }")]
    [InlineData("eol", "EndOfList { }")]
    [InlineData("sackOK", "SackPermitted { }")]
    [InlineData("mss 1460", "MaximumSegmentSize { Octets = 1460 }")]
    [InlineData("wscale 7", "WindowScale { Shift = 7 }")]
    [InlineData("TS val 100 ecr 4294967295", "Timestamps { Value = 100, EchoReply = 4294967295 }")]
    [InlineData("sack 1:2", "Sack 1:2")]
    [InlineData("sack 1001:2001 3001:4001 4294967295:5", "Sack 1001:2001 3001:4001 4294967295:5")]
    [InlineData("FO 3021b9d889017eeb", "FastOpen 3021b9d889017eeb False")]
    [InlineData("FO", "FastOpen  False")]
    [InlineData("FOEXP", "FastOpen  True")]
    [InlineData("FOEXP aAbB", "FastOpen aabb True")]
    [InlineData("uto 30", "UserTimeout { Value = 30, InMinutes = False }")]
    [InlineData("uto 5 min", "UserTimeout { Value = 5, InMinutes = True }")]
    [InlineData("md5", "Md5Signature ")]
    [InlineData("md5 000102030405060708090a0b0c0d0e0f", "Md5Signature 000102030405060708090a0b0c0d0e0f")]
    [InlineData("kind 222", "Other 222 ")]
    [InlineData("kind 222 0a0b", "Other 222 0a0b")]
    public void Every_option_of_TCP_can_be_written(string text, string option)
    {
        var segment = Parsed.Packet<PacketSyntax.Tcp>($"> S 0:0(0) <{text}>");
        Assert.Equal(option, Written.Text(Assert.Single(segment.Options)));
        Assert.False(segment.AnyOptions);
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData(" <>", "", false)]
    [InlineData(" <...>", "", true)]
    [InlineData(" < ... >", "", true)]
    [InlineData(" <mss 1000,nop, nop,sackOK>", "MaximumSegmentSize NoOperation NoOperation SackPermitted", false)]
    [InlineData("\n    <nop,nop,TS val 1 ecr 2,nop,nop,sack 1:2 3:4>",
        "NoOperation NoOperation Timestamps NoOperation NoOperation Sack", false)]
    public void Options_keep_their_order_and_three_dots_are_any(string text, string options, bool any)
    {
        var segment = Parsed.Packet<PacketSyntax.Tcp>("> . 1:1(0) ack 1" + text);
        Assert.Equal(options, string.Join(' ', segment.Options.Select(option => option.GetType().Name)));
        Assert.Equal(any, segment.AnyOptions);
    }

    [Theory]
    [InlineData("", null, null, null, null)]
    [InlineData("[noecn]", EcnField.NotCapable, null, null, null)]
    [InlineData("[ect0]", EcnField.Ect0, null, null, null)]
    [InlineData("[ect1]", EcnField.Ect1, null, null, null)]
    [InlineData("[ect01]", EcnField.EitherEct, null, null, null)]
    [InlineData("[ce]", EcnField.CongestionExperienced, null, null, null)]
    [InlineData("(tos 0x2)", null, 2, null, null)]
    [InlineData("[tclass 3]", null, 3, null, null)]
    [InlineData("[ttl 64]", null, null, 64, null)]
    [InlineData("(hoplimit 255)", null, null, 255, null)]
    [InlineData("(flowlabel 0xfffff)", null, null, null, 0xFFFFF)]
    [InlineData("[ect0, ttl 1]", EcnField.Ect0, null, 1, null)]
    [InlineData("[ce] (ttl 1, flowlabel 2)", EcnField.CongestionExperienced, null, 1, 2)]
    public void A_packet_may_say_what_is_in_its_IP_header(string text, EcnField? ecn, int? trafficClass, int? hopLimit, int? flowLabel)
    {
        IpInfo info = new(ecn, (byte?)trafficClass, (byte?)hopLimit, (uint?)flowLabel);
        Assert.Equal(info, Parsed.Packet<PacketSyntax.Tcp>($"> {text} . 1:1(0) ack 1").Ip);
        Assert.Equal(info, Parsed.Packet<PacketSyntax.Udp>($"< {text} udp (1)").Ip);
    }

    [Theory]
    [InlineData("< udp (0)", 0)]
    [InlineData("> udp(65507)", 65507)]
    public void A_datagram_of_UDP_has_a_length(string text, int length) =>
        Assert.Equal(length, Parsed.Packet<PacketSyntax.Udp>(text).Length);

    [Theory]
    [InlineData("icmp unreachable host_unreachable [1:1001(1000)]", false, 3, 1, null, 1, null)]
    [InlineData("icmp unreachable frag_needed mtu 1200 [1:1461(1460)]", false, 3, 4, 1200, 1, null)]
    [InlineData("icmp unreachable port_unreachable [udp (1000)]", false, 3, 3, null, null, 1000)]
    [InlineData("icmp time_exceeded ttl_exceeded [1:1(0)]", false, 11, 0, null, 1, null)]
    [InlineData("icmp echo_request", false, 8, 0, null, null, null)]
    [InlineData("icmp echo_reply 0", false, 0, 0, null, null, null)]
    [InlineData("icmp 3 13", false, 3, 13, null, null, null)]
    [InlineData("icmp 250\n+0 close(3) = 0", false, 250, 0, null, null, null)]
    [InlineData("icmp echo_request\n0.1 close(3) = 0", false, 8, 0, null, null, null)]
    [InlineData("icmpv6 packet_too_big mtu 1280 [7:8(1)]", true, 2, 0, 1280, 7, null)]
    [InlineData("icmpv6 unreachable address_unreachable", true, 1, 3, null, null, null)]
    [InlineData("icmpv6 echo_request", true, 128, 0, null, null, null)]
    public void An_ICMP_message_has_type_code_MTU_and_what_it_is_about(
        string text, bool isVersion6, byte type, byte code, int? mtu, int? about, int? aboutUdp)
    {
        var action = Assert.IsType<ScriptAction.Packet>(Parsed.Script("+0 < " + text).Events[0].Action);
        var message = Assert.IsType<PacketSyntax.Icmp>(action.Content);
        Assert.Equal((isVersion6, type, code), (message.IsVersion6, message.Type, message.Code));
        Assert.Equal(((uint?)mtu, (uint?)about, aboutUdp), (message.Mtu, message.About?.Start, message.AboutUdp));
    }
}
