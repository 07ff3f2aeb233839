using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

public sealed class PollerTests
{
    private readonly TwoHosts _net = new();
    private readonly PollerEvent[] _events = new PollerEvent[16];
    private readonly byte[] _buffer = new byte[16];

    private SocketTable Server => _net.Server.Sockets;

    /// <summary>d: a datagram arrives; r: one is read; w: the poller is asked and reports; -: it is asked and reports
    /// nothing; m: the entry is modified to the same; x: it is removed; a: it is added again.</summary>
    [Theory]
    [InlineData(PollerMode.Level, "-dwwr-dd w r w r-")]
    [InlineData(PollerMode.Edge, "-dw- dw- r- dw")]
    [InlineData(PollerMode.Edge, "d w - m w -")]
    [InlineData(PollerMode.Edge, "d r -")]
    [InlineData(PollerMode.OneShot, "d w - d - m w - r r m - d w -")]
    [InlineData(PollerMode.OneShot | PollerMode.Edge, "d w d - m w -")]
    [InlineData(PollerMode.Level, "d w x - d - a w")]
    [InlineData(PollerMode.Level, "d x a w")]
    public void What_is_reported_follows_the_mode(PollerMode mode, string steps)
    {
        int socket = Datagram(Server, 7);
        Poller poller = Server.CreatePoller();
        poller.Add(socket, Readiness.Readable, mode, 42);
        for (int i = 0; i < steps.Length; i++)
        {
            switch (steps[i])
            {
                case 'd':
                    SendToServer(7);
                    break;
                case 'r':
                    Assert.Equal(1, Server.Receive(socket, _buffer, SocketFlags.None, out _, _net.Now));
                    break;
                case 'm':
                    Assert.Equal(Errno.None, poller.Modify(socket, Readiness.Readable, mode, 42));
                    break;
                case 'x':
                    Assert.Equal(Errno.None, poller.Remove(socket));
                    break;
                case 'a':
                    Assert.Equal(Errno.None, poller.Add(socket, Readiness.Readable, mode, 42));
                    break;
                case 'w':
                    Assert.True(poller.Wait(_events) == 1, $"nothing at step {i} of {steps}");
                    Assert.Equal(new PollerEvent(socket, Readiness.Readable, 42), _events[0]);
                    break;
                case '-':
                    Assert.True(poller.Wait(_events) == 0, $"something at step {i} of {steps}");
                    break;
            }
        }
    }

    [Fact]
    public void Every_ready_socket_gets_its_turn_when_there_is_room_for_one_event_only()
    {
        Poller poller = Server.CreatePoller();
        for (ushort port = 1; port <= 3; port++)
        {
            poller.Add(Datagram(Server, port), Readiness.Readable, PollerMode.Level, port);
            SendToServer(port);
        }

        List<long> turns = [];
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(1, poller.Wait(_events.AsSpan(0, 1)));
            turns.Add(_events[0].UserData);
        }

        Assert.Equal([1, 2, 3, 1, 2, 3], turns);
    }

    [Fact]
    public void Closing_a_descriptor_takes_it_out_and_its_number_can_be_added_anew()
    {
        Poller poller = Server.CreatePoller();
        int socket = Datagram(Server, 7);
        poller.Add(socket, Readiness.Readable);
        SendToServer(7);
        Server.Close(socket, _net.Now);
        Assert.Equal(0, poller.Count);
        Assert.Equal(0, poller.Wait(_events));
        Assert.Equal(Errno.EBADF, poller.Modify(socket, Readiness.Readable));
        Assert.Equal(socket, Datagram(Server, 8));
        Assert.Equal(Errno.ENOENT, poller.Modify(socket, Readiness.Readable));
        Assert.Equal(Errno.None, poller.Add(socket, Readiness.Writable));
        Assert.Equal(Errno.EEXIST, poller.Add(socket, Readiness.Writable));
        Assert.Equal(1, poller.Wait(_events));
    }

    [Fact]
    public void A_stream_reports_connection_data_end_and_hang_up()
    {
        int listener = _net.Listen(80);
        Poller server = Server.CreatePoller(), client = _net.Client.Sockets.CreatePoller();
        server.Add(listener, Readiness.Readable);
        int fd = _net.Client.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        _net.Client.Sockets.Connect(fd, new(TwoHosts.ServerV4, 80), _net.Now);
        client.Add(fd, Readiness.Readable | Readiness.Writable | Readiness.ReadHangUp, PollerMode.Edge);
        Assert.Equal(0, client.Wait(_events));
        _net.Run();
        Assert.Equal(1, client.Wait(_events));
        Assert.Equal(Readiness.Writable, _events[0].Ready);
        Assert.Equal(1, server.Wait(_events));
        int accepted = Server.Accept(listener, out _, out _, _net.Now);
        Server.Send(accepted, "x"u8, SocketFlags.None, out _, _net.Now);
        _net.Run();
        Assert.Equal(1, client.Wait(_events));
        Assert.Equal(Readiness.Readable | Readiness.Writable, _events[0].Ready);
        Server.Close(accepted, _net.Now);
        _net.Run();
        Assert.Equal(1, client.Wait(_events));
        Assert.Equal(Readiness.Readable | Readiness.Writable | Readiness.ReadHangUp, _events[0].Ready);
        _net.Client.Sockets.Shutdown(fd, ShutdownHow.Send, _net.Now);
        _net.Run();
        Assert.Equal(1, client.Wait(_events));
        Assert.Equal(Readiness.HangUp, _events[0].Ready & Readiness.HangUp);
    }

    [Fact]
    public void Room_to_send_is_reported_when_the_peer_has_read()
    {
        (int client, int server) = _net.Connect();
        Poller poller = _net.Client.Sockets.CreatePoller();
        byte[] block = new byte[1 << 20];
        Errno error;
        do
        {
            _net.Client.Sockets.Send(client, block, SocketFlags.None, out error, _net.Now);
            _net.Run();
        }
        while (error == Errno.None);
        Assert.Equal(Errno.EAGAIN, error);
        poller.Add(client, Readiness.Writable, PollerMode.Edge);
        Assert.Equal(0, poller.Wait(_events));
        while (Server.Receive(server, block, SocketFlags.None, out _, _net.Now) > 0) _net.Run(0.1);
        _net.Run();
        Assert.Equal(1, poller.Wait(_events));
    }

    private void SendToServer(ushort port)
    {
        SocketTable client = _net.Client.Sockets;
        int fd = client.Create(IpFamily.V4, SocketKind.Datagram, out _);
        client.SendTo(fd, "x"u8, SocketFlags.None, new(TwoHosts.ServerV4, port), out _, _net.Now);
        client.Close(fd, _net.Now);
        _net.Run(0.01);
    }

    private int Datagram(SocketTable of, ushort port)
    {
        int fd = of.Create(IpFamily.V4, SocketKind.Datagram, out _);
        Assert.Equal(Errno.None, of.Bind(fd, new(default, port), _net.Now));
        return fd;
    }
}
