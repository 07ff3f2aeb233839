using CsCheck;
using NetStack.Dissection;
using NetStack.Tests.Application;
using Xunit;
using static NetStack.Tests.Application.Datagrams;

namespace NetStack.Tests.Internet.L2tp;

public sealed class L2tpDissectorTests
{
    [Theory]
    [InlineData("4002 0014 0001 0002 ff03c021 01010004", "1", "2", "ppp")] // with a length
    [InlineData("0302 4a32 d35e 0000 c021 01010004", "18994", "54110", "ppp")] // with an offset of nothing
    [InlineData("0a02 0001 0002 0003 0004 0002 abcd c021 01010004", "1", "2", "ppp")] // with everything
    [InlineData("c802 0018 0001 0000 0000 0000 8008 0000 0000 0001", "1", "0", "l2tp")] // a control message
    public void Which_fields_there_are_is_in_the_flags(string message, string tunnel, string session, string next)
    {
        DissectedFrame frame = Read(message);
        Assert.Equal(tunnel, frame.Values("l2tp.tunnel"));
        Assert.Equal(session, frame.Values("l2tp.session"));
        Assert.Contains(next, Layers(frame));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("4002 0014 0001 00")]
    [InlineData("0a02 0001 0002 0003")]
    public void A_header_that_ends_early_is_malformed(string message) => Assert.Equal(FindingReasons.Malformed, Read(message).Reasons());

    [Fact]
    public void Any_octets_are_read_as_far_as_they_go() =>
        Gen.Byte.Array[1, 60].Sample(octets => { Dissect(Datagram(octets, 1701, 1701)).Summary(); }, iter: 1000);

    private static DissectedFrame Read(string message) => Dissect(Datagram(Octets(message), 1701, 1701));

    private static List<string> Layers(DissectedFrame frame)
    {
        List<string> names = [];
        foreach (LayerRecord layer in frame.Layers) names.Add(layer.Protocol.Name);
        return names;
    }
}
