using System.Text;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

public sealed class StreamSocketTests
{
    private readonly TwoHosts _net = new();
    private readonly byte[] _buffer = new byte[65_536];

    private SocketTable Client => _net.Client.Sockets;

    private SocketTable Server => _net.Server.Sockets;

    private Timestamp Now => _net.Now;

    [Fact]
    public void A_connection_is_opened_echoes_and_is_closed()
    {
        int listener = _net.Listen(80);
        int client = NewStream();
        Assert.Equal(Errno.EINPROGRESS, Client.Connect(client, new(TwoHosts.ServerV4, 80), Now));
        Assert.Equal(Errno.EALREADY, Client.Connect(client, new(TwoHosts.ServerV4, 80), Now));
        Assert.Equal(-1, Server.Accept(listener, out _, out Errno error, Now));
        Assert.Equal(Errno.EAGAIN, error);
        _net.Run();
        Assert.Equal(Errno.None, Client.Connect(client, new(TwoHosts.ServerV4, 80), Now));
        Assert.Equal(Errno.EISCONN, Client.Connect(client, new(TwoHosts.ServerV4, 80), Now));
        int server = Server.Accept(listener, out SocketAddress peer, out error, Now);
        Assert.Equal(Errno.None, error);
        Assert.Equal(TwoHosts.ClientV4, peer.Address);
        Assert.Equal(Errno.None, Client.GetLocalName(client, out SocketAddress local));
        Assert.Equal(local, peer);

        Assert.Equal(5, Client.Send(client, "hello"u8, SocketFlags.None, out _, Now));
        _net.Run();
        Assert.Equal("hello", ReadText(Server, server));
        Assert.Equal(5, Server.Send(server, "world"u8, SocketFlags.None, out _, Now));
        _net.Run();
        Assert.Equal("world", ReadText(Client, client));

        Assert.Equal(Errno.None, Client.Close(client, Now));
        _net.Run();
        Assert.Equal(0, Server.Receive(server, _buffer, SocketFlags.None, out error, Now));
        Assert.Equal(Errno.None, Server.Close(server, Now));
        _net.Run(120);
        Assert.Equal(0, _net.Client.Tcp.ConnectionCount);
        Assert.Equal(0, _net.Server.Tcp.ConnectionCount);
        Assert.Equal(0, _net.Client.Buffers.InUse);
        Assert.Equal(0, _net.Server.Buffers.InUse);
    }

    [Fact]
    public void Connect_is_refused_where_nobody_listens_and_says_so_once()
    {
        int client = NewStream();
        SocketAddress to = new(TwoHosts.ServerV4, 81);
        Client.Connect(client, to, Now);
        _net.Run();
        Assert.Equal(Readiness.Readable | Readiness.Writable | Readiness.Error | Readiness.HangUp | Readiness.ReadHangUp, Client.Poll(client));
        Assert.Equal(Errno.None, Client.GetOption(client, SocketOption.Error, out SocketOptionValue value, Now));
        Assert.Equal((long)Errno.ECONNREFUSED, value.Number);
        Client.GetOption(client, SocketOption.Error, out value, Now);
        Assert.Equal(0, value.Number);
        Assert.Equal(Errno.ECONNABORTED, Client.Connect(client, to, Now));
        Assert.Equal(Errno.EINPROGRESS, Client.Connect(client, to, Now));
        _net.Run();
        Assert.Equal(Errno.ECONNREFUSED, Client.Connect(client, to, Now));
        Assert.Equal(-1, Client.Receive(client, _buffer, SocketFlags.None, out Errno error, Now));
        Assert.Equal(Errno.ENOTCONN, error);
    }

    [Fact]
    public void A_reset_is_told_once_and_then_the_stream_has_ended()
    {
        (int client, int server) = _net.Connect();
        Server.SetOption(server, SocketOption.Linger, new(1, 0), Now);
        Server.Close(server, Now);
        _net.Run();
        Assert.Equal(-1, Client.Receive(client, _buffer, SocketFlags.None, out Errno error, Now));
        Assert.Equal(Errno.ECONNRESET, error);
        Assert.Equal(0, Client.Receive(client, _buffer, SocketFlags.None, out error, Now));
        Assert.Equal(Errno.None, error);
        Assert.Equal(-1, Client.Send(client, "x"u8, SocketFlags.None, out error, Now));
        Assert.Equal(Errno.EPIPE, error);
    }

    [Fact]
    public void After_shutdown_nothing_can_be_sent_but_the_other_half_goes_on()
    {
        (int client, int server) = _net.Connect();
        Assert.Equal(Errno.None, Client.Shutdown(client, ShutdownHow.Send, Now));
        Assert.Equal(-1, Client.Send(client, "x"u8, SocketFlags.None, out Errno error, Now));
        Assert.Equal(Errno.EPIPE, error);
        _net.Run();
        Assert.Equal(0, Server.Receive(server, _buffer, SocketFlags.None, out _, Now));
        Assert.Equal(4, Server.Send(server, "late"u8, SocketFlags.None, out _, Now));
        _net.Run();
        Assert.Equal("late", ReadText(Client, client));
    }

    [Fact]
    public void A_socket_connects_to_itself_by_a_simultaneous_open()
    {
        int fd = NewStream();
        SocketAddress self = new(TwoHosts.Address("127.0.0.1"), 5000);
        Assert.Equal(Errno.None, Client.Bind(fd, self, Now));
        Assert.Equal(Errno.EINPROGRESS, Client.Connect(fd, self, Now));
        _net.Run();
        Assert.Equal(Errno.None, Client.Connect(fd, self, Now));
        Assert.Equal(4, Client.Send(fd, "echo"u8, SocketFlags.None, out _, Now));
        _net.Run();
        Assert.Equal("echo", ReadText(Client, fd));
        Client.Close(fd, Now);
        _net.Run(120);
        Assert.Equal(0, _net.Client.Tcp.ConnectionCount);
    }

    [Theory]
    [InlineData("2001:db8::2", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.2", "::ffff:192.0.2.1")]
    public void A_dual_stack_socket_sees_IPv4_peers_as_mapped_addresses(string to, string from)
    {
        int listener = _net.Listen(80, IpFamily.V6);
        int client = Client.Create(IpFamily.V6, SocketKind.Stream, out _);
        Client.Connect(client, new(TwoHosts.Address(to), 80), Now);
        _net.Run();
        Assert.True(Server.Accept(listener, out SocketAddress peer, out _, Now) > 0);
        Assert.Equal(TwoHosts.Address(from), peer.Address);
        Assert.Equal(Errno.None, Client.GetPeerName(client, out SocketAddress name));
        Assert.Equal(new SocketAddress(TwoHosts.Address(to), 80), name);
    }

    [Fact]
    public void A_megabyte_arrives_as_it_was_sent()
    {
        (int client, int server) = _net.Connect();
        byte[] data = new byte[1 << 20], got = new byte[1 << 20];
        for (int i = 0; i < data.Length; i++) data[i] = unchecked((byte)(i * 7 + (i >> 8)));
        int sent = 0, received = 0;
        for (int round = 0; round < 10_000 && received < data.Length; round++)
        {
            if (sent < data.Length) sent += Math.Max(0, Client.Send(client, data.AsSpan(sent), SocketFlags.None, out _, Now));
            _net.Run(0.001);
            received += Math.Max(0, Server.Receive(server, got.AsSpan(received), SocketFlags.None, out _, Now));
        }

        Assert.Equal(data.Length, received);
        Assert.Equal(data, got);
    }

    [Fact]
    public void A_listening_socket_follows_the_profile_of_its_host()
    {
        const byte sack = 2;
        int listener = _net.Listen(80);
        _net.Server.Tcp.Profile = _net.Server.Tcp.Profile with { UseSack = false };
        Client.Connect(NewStream(), new(TwoHosts.ServerV4, 80), Now);
        _net.Run();
        int accepted = Server.Accept(listener, out _, out Errno error, Now);
        Assert.Equal(Errno.None, error);
        Assert.Equal(0, Server.Info(accepted, Now).Options & sack);
    }

    private int NewStream()
    {
        int fd = Client.Create(IpFamily.V4, SocketKind.Stream, out Errno error);
        Assert.Equal(Errno.None, error);
        return fd;
    }

    private string ReadText(SocketTable sockets, int fd)
    {
        int count = sockets.Receive(fd, _buffer, SocketFlags.None, out Errno error, Now);
        Assert.True(count >= 0, error.ToString());
        return Encoding.ASCII.GetString(_buffer, 0, count);
    }
}
