using NetStack.Application;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Filtering;
using NetStack.Expressions;
using Xunit;

namespace NetStack.Tests.Dissection.Filtering;

/// <summary>Filters over one frame, written by hand: 10.0.0.1 port 5000 sends 10.0.0.2 port 53 the octets "hello" by UDP.</summary>
public sealed class DisplayFilterTests
{
    private static readonly byte[] Frame = Convert.FromHexString(
        "00112233445566778899AABB0800" // to 00:11:22:33:44:55, from 66:77:88:99:aa:bb, IPv4
        + "45000021123440004011" + "1496" + "0A0000010A000002"
        + "13880035000D0000" + "68656C6C6F");

    private static readonly ProtocolRegistry Registry = StandardProtocols.CreateRegistry();

    [Theory]
    [InlineData("udp", true)]
    [InlineData("tcp or not eth", false)]
    [InlineData("frame.number == 7", true)]
    [InlineData("frame.time == \"2020-07-04 12:34:56\"", true)]
    [InlineData("frame.time_epoch == 1593866096", true)]
    [InlineData("eth.src == 66:77:88:99:aa:bb", true)]
    [InlineData("eth.dst[0:3] == 00:11:22", true)]
    [InlineData("eth.addr[-1] == bb", true)]
    [InlineData("eth.type == 0x0800", true)]
    [InlineData("ip.src == 10.0.0.1 && ip.dst == 10.0.0.2", true)]
    [InlineData("ip.addr == 10.0.0.0/8", true)]
    [InlineData("ip.addr != 10.0.0.1", false)]
    [InlineData("any ip.addr != 10.0.0.1", true)]
    [InlineData("ip.src < ip.dst", true)]
    [InlineData("ip.src[3] == 01", true)]
    [InlineData("ip.flags.df == 1 and ip.flags.mf == 0", true)]
    [InlineData("ip.ttl == 64 and ip.len == 33", true)]
    [InlineData("ip.proto == UDP", true)]
    [InlineData("udp.port == 53", true)]
    [InlineData("udp.port == 54", false)]
    [InlineData("all udp.port > 52", true)]
    [InlineData("count(udp.port) == 2", true)]
    [InlineData("max(udp.port) == 5000", true)]
    [InlineData("udp.dstport + 4947 == udp.srcport", true)]
    [InlineData("udp.payload == \"hello\"", true)]
    [InlineData("udp.payload[1:2] == 65:6c", true)]
    [InlineData("udp contains \"ell\"", true)]
    [InlineData("ip contains 6c:6c", true)]
    [InlineData("frame matches \"HEL+O$\"", true)]
    [InlineData("len(ip) == 20 and len(udp) == 8 and len(frame) == 47", true)]
    [InlineData("udp[7:]", true)]
    [InlineData("udp[8]", false)]
    [InlineData("frame[-5:] == \"hello\"", true)]
    [InlineData("ip.src#1 == 10.0.0.1", true)]
    [InlineData("ip#2 or ip.src#2", false)]
    public void A_filter_sees_fields_aliases_and_protocols_of_a_frame(string text, bool expected)
    {
        DisplayFilter filter = Compile(text);
        Assert.Equal(expected, filter.Matches(Dissect(selection: null)));
        FieldSelection needed = new();
        filter.AddTo(needed);
        Assert.Equal(expected, filter.Matches(Dissect(needed)));
    }

    [Theory]
    [InlineData("ip.adr == 10.0.0.1", ExpressionReasons.UnknownName, 0, 6)]
    [InlineData("udp.port == 65536", ExpressionReasons.TooLarge, 12, 5)]
    [InlineData("ip.src == udp", ExpressionReasons.NotComparable, 10, 3)]
    [InlineData("ip.ttl == 64 and (udp", ExpressionReasons.UnexpectedEnd, 21, 0)]
    public void A_wrong_filter_is_refused_at_its_place(string text, string reason, int position, int length)
    {
        Assert.False(DisplayFilter.TryCompile(text, Registry, out _, out ExpressionError? error));
        Assert.Equal((reason, position, length), (error.Reason, error.Position, error.Length));
    }

    [Fact]
    public void A_misspelt_field_is_answered_with_the_nearest_fields()
    {
        Assert.False(DisplayFilter.TryCompile("udp.prot == 53", Registry, out _, out ExpressionError? error));
        Assert.StartsWith("udp.port", error.Arguments[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp.port == 53 && ip.addr == 10.0.0.1")]
    [InlineData("udp or ip contains \"x\"")]
    [InlineData("eth.src[0:3] == 00:11:22 or frame matches \"nothing\"")]
    public void Filtering_a_frame_allocates_nothing(string text)
    {
        DisplayFilter filter = Compile(text);
        DissectedFrame frame = Dissect(selection: null);
        for (int i = 0; i < 100; i++) filter.Matches(frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) filter.Matches(frame);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static DisplayFilter Compile(string text)
    {
        Assert.True(DisplayFilter.TryCompile(text, Registry, out DisplayFilter? filter, out ExpressionError? error), $"{text}: {error}");
        return filter;
    }

    private static DissectedFrame Dissect(FieldSelection? selection) => new DissectionSession(Registry) { Selection = selection }
        .Dissect(Frame, new(7, Timestamp.FromSeconds(1_593_866_096), Frame.Length, LinkType.Ethernet));
}
