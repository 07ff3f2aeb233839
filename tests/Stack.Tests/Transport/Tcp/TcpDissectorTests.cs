using NetStack.Dissection;
using NetStack.Transport.Tcp;
using Xunit;

namespace NetStack.Tests.Transport.Tcp;

public sealed class TcpDissectorTests
{
    [Fact]
    public void A_header_written_by_hand_is_read_field_by_field()
    {
        // RFC 9293 §3.1, figure 1: ports 1234 and 80, numbers 1 and 2, offset 5, SYN and ACK, window 0x1000 …
        byte[] octets = [0x04, 0xD2, 0x00, 0x50, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, 0x12, 0x10, 0x00, 0xAB, 0xCD, 0x00, 0x07];
        Assert.True(TcpHeader.TryParse(octets, out TcpHeader header, out _));
        Assert.Equal((1234, 80), (header.SourcePort, header.DestinationPort));
        Assert.Equal((1u, 2u), (header.Sequence.Value, header.Acknowledgment.Value));
        Assert.Equal(20, header.HeaderLength);
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, header.Flags);
        Assert.Equal((0x1000, 0xABCD, 7), (header.Window, header.Checksum, header.UrgentPointer));
        Assert.True(header.Options.IsEmpty);
    }

    [Theory]
    [InlineData(19, 0x50)]
    [InlineData(20, 0x40)]
    [InlineData(20, 0x60)]
    [InlineData(59, 0xF0)]
    public void A_header_that_is_shorter_than_it_says_or_must_be_is_refused(int length, byte offset)
    {
        byte[] octets = new byte[length];
        octets[12] = offset;
        Assert.False(TcpHeader.TryParse(octets, out _, out _));
    }

    [Fact]
    public void The_fixed_fields_tile_the_header()
    {
        int next = 0;
        foreach (Field field in TcpHeader.Fields.Where(field => field.Parent is null))
        {
            Assert.Equal(next, field.BitOffset);
            next += field.BitWidth;
        }

        Assert.Equal(TcpHeader.MinLength * 8, next);
    }

    [Fact]
    public void Numbers_count_from_the_first_of_each_direction()
    {
        TcpTrace trace = new();
        string[] numbers = trace.Run("""
            +0   < S 4294967295:0(0) win 1000
            +0   > S 77:77(0) ack 0 win 1000
            +0   < . 0:0(0) ack 78
            +0   < . 0:10(10) ack 78
            """, frame => TcpTrace.Values(frame, "tcp.seq") + " " + TcpTrace.Values(frame, "tcp.ack") + " " + TcpTrace.Values(frame, "tcp.nxtseq"));
        Assert.Equal(["0 0 1", "0 1 1", "1 1 1", "1 1 11"], numbers);
    }

    [Theory]
    [InlineData("<wscale 7>", "<wscale 2>", "128000", "128")]
    [InlineData("<wscale 7>", "", "1000", "-2")]
    [InlineData("", "<wscale 2>", "1000", "-2")]
    [InlineData("<wscale 15>", "<wscale 2>", "16384000", "16384")]
    public void A_window_is_scaled_only_when_both_SYNs_offer_it(string client, string server, string window, string factor)
    {
        TcpTrace trace = new();
        string[] values = trace.Run($"""
            +0   < S 100:100(0) win 1000 {client}
            +0   > S 500:500(0) ack 101 win 1000 {server}
            +0   < . 101:101(0) ack 501 win 1000
            """, frame => TcpTrace.Values(frame, "tcp.window_size") + " " + TcpTrace.Values(frame, "tcp.window_size_scalefactor"));
        Assert.Equal($"{window} {factor}", values[^1]);
    }

    [Theory]
    [InlineData("raw 02")]
    [InlineData("raw 0200")]
    [InlineData("raw 02010000")]
    [InlineData("raw 08FF0000")]
    public void An_option_whose_length_cannot_be_is_a_finding_and_no_loop(string option)
    {
        TcpTrace trace = new();
        string[] findings = trace.Run($"+0 < S 1:1(0) win 1000 <{option}>", frame => string.Join(' ', frame.Findings.Select(f => f.Reason)));
        Assert.Contains(TcpDissector.MalformedOption, findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_super_segment_is_noted_for_what_it_is()
    {
        string[] findings = TcpTrace.Findings("""
            +0   < S 100:100(0) win 65535 <mss 1460>
            +0   > S 500:500(0) ack 101 win 65535 <mss 1460>
            +0   < . 101:4481(4380) ack 501 win 65535
            """);
        Assert.Equal(TcpDissector.SuperSegment, findings[^1]);
    }
}
