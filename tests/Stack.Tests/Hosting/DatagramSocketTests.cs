using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

public sealed class DatagramSocketTests
{
    private readonly TwoHosts _net = new();
    private readonly byte[] _buffer = new byte[65_536];

    private SocketTable Client => _net.Client.Sockets;

    private SocketTable Server => _net.Server.Sockets;

    private Timestamp Now => _net.Now;

    [Fact]
    public void A_datagram_arrives_with_the_name_of_its_sender_and_is_answered()
    {
        int server = Bound(Server, 53), client = New(Client);
        Assert.Equal(5, Client.SendTo(client, "query"u8, SocketFlags.None, new(TwoHosts.ServerV4, 53), out Errno error, Now));
        Assert.Equal(Errno.None, error);
        _net.Run();
        Assert.Equal(Readiness.Readable | Readiness.Writable, Server.Poll(server));
        Assert.Equal(5, Server.ReceiveFrom(server, _buffer, SocketFlags.None, out SocketAddress from, out _, Now));
        Assert.Equal(TwoHosts.ClientV4, from.Address);
        Assert.Equal("query"u8.ToArray(), _buffer[..5]);
        Server.SendTo(server, "answer"u8, SocketFlags.None, from, out _, Now);
        _net.Run();
        Assert.Equal(6, Client.ReceiveFrom(client, _buffer, SocketFlags.None, out from, out _, Now));
        Assert.Equal(new SocketAddress(TwoHosts.ServerV4, 53), from);
        Assert.Equal(-1, Client.Receive(client, _buffer, SocketFlags.None, out error, Now));
        Assert.Equal(Errno.EAGAIN, error);
    }

    [Fact]
    public void A_connected_socket_is_told_that_the_port_is_unreachable_once()
    {
        int client = New(Client);
        Assert.Equal(Errno.None, Client.Connect(client, new(TwoHosts.ServerV4, 9), Now));
        Client.Send(client, "x"u8, SocketFlags.None, out _, Now);
        _net.Run();
        Assert.Equal(Readiness.Readable | Readiness.Writable | Readiness.Error, Client.Poll(client));
        Assert.Equal(-1, Client.Receive(client, _buffer, SocketFlags.None, out Errno error, Now));
        Assert.Equal(Errno.ECONNREFUSED, error);
        Assert.Equal(-1, Client.Receive(client, _buffer, SocketFlags.None, out error, Now));
        Assert.Equal(Errno.EAGAIN, error);
    }

    private static int New(SocketTable of)
    {
        int fd = of.Create(IpFamily.V4, SocketKind.Datagram, out Errno error);
        Assert.Equal(Errno.None, error);
        return fd;
    }

    private int Bound(SocketTable of, ushort port)
    {
        int fd = New(of);
        Assert.Equal(Errno.None, of.Bind(fd, new(default, port), Now));
        return fd;
    }
}
