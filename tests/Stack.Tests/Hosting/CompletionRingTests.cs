using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

public sealed class CompletionRingTests
{
    private readonly TwoHosts _net = new();

    [Fact]
    public void Operations_complete_when_they_can_and_in_order()
    {
        int listener = _net.Listen(80), fd = _net.Client.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        CompletionRing client = _net.Client.Sockets.CreateRing(), server = _net.Server.Sockets.CreateRing();
        byte[] first = new byte[2], second = new byte[16];
        Assert.True(server.TrySubmit(Submission.Accept(listener, 1)));
        Assert.True(client.TrySubmit(Submission.Connect(fd, new(TwoHosts.ServerV4, 80), 2)));
        Assert.True(client.TrySubmit(Submission.Send(fd, "hello"u8.ToArray(), 3)));
        Assert.True(client.TrySubmit(Submission.Receive(fd, second, 4)));
        Assert.Equal(0, server.Run(_net.Now));
        Assert.Equal(0, client.Run(_net.Now));
        _net.Run();
        Assert.Equal(1, server.Run(_net.Now));
        Assert.Equal(2, client.Run(_net.Now));
        Assert.True(server.TryTake(out Completion accepted));
        Assert.Equal(TwoHosts.ClientV4, accepted.Peer.Address);
        Assert.Equal([new(2, 0, Errno.None, default), new Completion(3, 5, Errno.None, default)], TakeAll(client));

        server.TrySubmit(Submission.Receive(accepted.Result, first, 5));
        server.TrySubmit(Submission.Receive(accepted.Result, new byte[16], 6));
        server.TrySubmit(Submission.Send(accepted.Result, "bye"u8.ToArray(), 7));
        _net.Run();
        server.Run(_net.Now);
        Assert.Equal([(7, 3), (5, 2), (6, 3)], TakeAll(server).Select(each => ((int)each.UserData, each.Result)));
        Assert.Equal("he"u8.ToArray(), first);
        server.TrySubmit(Submission.Close(accepted.Result, 8));
        server.Run(_net.Now);
        Assert.Equal([new Completion(8, 0, Errno.None, default)], TakeAll(server));
        _net.Run();
        client.Run(_net.Now);
        Assert.Equal([(4, 3)], TakeAll(client).Select(each => ((int)each.UserData, each.Result)));
    }

    [Fact]
    public void What_waits_is_canceled_by_its_user_data_or_when_its_descriptor_is_closed()
    {
        (int client, _) = _net.Connect();
        CompletionRing ring = _net.Client.Sockets.CreateRing();
        ring.TrySubmit(Submission.Receive(client, new byte[1], 1));
        ring.TrySubmit(Submission.Receive(client, new byte[1], 2));
        ring.Run(_net.Now);
        Assert.Equal(1, ring.Cancel(1));
        Assert.Equal(0, ring.Cancel(1));
        ring.TrySubmit(Submission.Close(client, 3));
        ring.TrySubmit(Submission.Receive(client, new byte[1], 4));
        ring.Run(_net.Now);
        Assert.Equal(
            [(1, Errno.ECANCELED), (2, Errno.ECANCELED), (3, Errno.None), (4, Errno.EBADF)],
            TakeAll(ring).Select(each => ((int)each.UserData, each.Error)));
    }

    [Fact]
    public void A_full_ring_takes_no_more_until_a_completion_is_taken()
    {
        CompletionRing ring = _net.Client.Sockets.CreateRing(2);
        Assert.True(ring.TrySubmit(Submission.Close(99, 1)));
        Assert.True(ring.TrySubmit(Submission.Close(99, 2)));
        Assert.False(ring.TrySubmit(Submission.Close(99, 3)));
        Assert.Equal(2, ring.Run(_net.Now));
        Assert.False(ring.TrySubmit(Submission.Close(99, 3)));
        Assert.True(ring.TryTake(out Completion completion));
        Assert.Equal(Errno.EBADF, completion.Error);
        Assert.True(ring.TrySubmit(Submission.Close(99, 3)));
    }

    private static List<Completion> TakeAll(CompletionRing ring)
    {
        List<Completion> all = [];
        while (ring.TryTake(out Completion completion)) all.Add(completion);
        return all;
    }
}
