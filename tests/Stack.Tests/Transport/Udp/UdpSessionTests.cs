using NetStack.Bytes;
using NetStack.Dissection.Conversations;
using NetStack.Transport.Udp;

namespace NetStack.Tests.Transport.Udp;

public sealed class UdpSessionTests
{
    private static readonly IpAddress Ann = IpAddress.V4(0xC0000201), Ben = IpAddress.V4(0xC0000202);
    private readonly UdpSession _session = new(seed: 1);

    [Fact]
    public void Two_ends_are_one_conversation_in_both_directions()
    {
        Assert.Equal(0, Stream(Ann, 1000, Ben, 2000));
        Assert.Equal(0, Stream(Ben, 2000, Ann, 1000));
        Assert.Equal(1, Stream(Ann, 1000, Ben, 2001));
    }

    [Fact]
    public void A_call_whose_ends_are_both_announced_is_one_conversation()
    {
        _session.AnnounceMedia(Ann, 1000);
        _session.AnnounceMedia(Ben, 2000);
        Assert.Equal(0, Stream(Ann, 1000, Ben, 2000));
        Assert.Equal(0, Stream(Ben, 2000, Ann, 1000));
        Assert.Equal(0, Stream(Ben, 2000, Ann, 1006));
    }

    [Fact]
    public void Announcing_an_end_again_changes_nothing()
    {
        _session.AnnounceMedia(Ann, 1000);
        Assert.Equal(0, Stream(Ann, 1000, Ben, 2000));
        _session.AnnounceMedia(Ann, 1000);
        Assert.Equal(0, Stream(Ann, 1000, Ben, 2002));
    }

    [Fact]
    public void The_highest_port_has_no_next_one()
    {
        _session.AnnounceMedia(Ann, 65535);
        Assert.Equal(0, Stream(Ann, 65535, Ben, 2000));
        Assert.Equal([1, 2], [Stream(Ann, 0, Ben, 2000), Stream(Ann, 0, Ben, 2001)]);
    }

    [Fact]
    public void Announcements_beyond_the_bound_are_not_remembered()
    {
        for (int i = 0; i <= UdpSession.MaxAnnounced / 2; i++) _session.AnnounceMedia(Ann, (ushort)(1000 + (2 * i)));
        ushort last = 1000 + UdpSession.MaxAnnounced;
        Assert.Equal([0, 0], [Stream(Ann, (ushort)(last - 2), Ben, 1), Stream(Ann, (ushort)(last - 2), Ben, 2)]);
        Assert.Equal([1, 2], [Stream(Ann, last, Ben, 1), Stream(Ann, last, Ben, 2)]);
    }

    private int Stream(IpAddress source, ushort sourcePort, IpAddress destination, ushort destinationPort) =>
        _session.Take(new(source, sourcePort), new(destination, destinationPort), default).Index;
}
