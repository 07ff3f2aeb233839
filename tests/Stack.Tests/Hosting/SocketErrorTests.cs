using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

/// <summary>Errors with the names of POSIX, in the order of Linux.</summary>
public sealed class SocketErrorTests
{
    private static readonly SocketAddress s_any = new(default, 80), s_server = new(TwoHosts.ServerV4, 80);
    private readonly TwoHosts _net = new();
    private readonly byte[] _buffer = new byte[70_000];

    private SocketTable Sockets => _net.Client.Sockets;

    private Timestamp Now => _net.Now;

    [Fact]
    public void Descriptors_are_the_lowest_free_ones_from_3()
    {
        Assert.Equal([3, 4, 5], [Stream(), Stream(), Stream()]);
        Sockets.Close(4, Now);
        Sockets.Close(3, Now);
        Assert.Equal([3, 4, 6], [Stream(), Stream(), Stream()]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Every_call_on_what_is_not_open_says_EBADF(int fd)
    {
        Assert.Equal(Errno.EBADF, Sockets.Bind(fd, s_any, Now));
        Assert.Equal(Errno.EBADF, Sockets.Listen(fd, 1, Now));
        Assert.Equal(Errno.EBADF, Sockets.Connect(fd, s_server, Now));
        Assert.Equal(Errno.EBADF, Sockets.Shutdown(fd, ShutdownHow.Both, Now));
        Assert.Equal(Errno.EBADF, Sockets.Close(fd, Now));
        Assert.Equal(Errno.EBADF, Sockets.GetLocalName(fd, out _));
        Assert.Equal(Errno.EBADF, Sockets.GetPeerName(fd, out _));
        Assert.Equal(Errno.EBADF, Sockets.GetOption(fd, SocketOption.Error, out _, Now));
        Assert.Equal(Errno.EBADF, Sockets.SetOption(fd, SocketOption.TcpNoDelay, true, Now));
        Assert.Equal((-1, Errno.EBADF), (Sockets.Accept(fd, out _, out Errno error, Now), error));
        Assert.Equal((-1, Errno.EBADF), (Sockets.Send(fd, _buffer, SocketFlags.None, out error, Now), error));
        Assert.Equal((-1, Errno.EBADF), (Sockets.Receive(fd, _buffer, SocketFlags.None, out error, Now), error));
        Assert.Equal(Readiness.Invalid, Sockets.Poll(fd));
    }

    [Fact]
    public void A_stream_that_is_not_connected_says_so()
    {
        int fd = Stream();
        Assert.Equal(Errno.ENOTCONN, Receive(fd));
        Assert.Equal(Errno.EPIPE, Send(fd));
        Assert.Equal(Errno.ENOTCONN, Sockets.Shutdown(fd, ShutdownHow.Both, Now));
        Assert.Equal(Errno.ENOTCONN, Sockets.GetPeerName(fd, out _));
        Assert.Equal(Errno.EINVAL, Accept(fd));
        Assert.Equal(Readiness.Writable | Readiness.HangUp, Sockets.Poll(fd));
    }

    [Fact]
    public void A_listener_neither_connects_nor_reads()
    {
        int fd = Stream();
        Assert.Equal(Errno.None, Sockets.Listen(fd, 1, Now));
        Sockets.GetLocalName(fd, out SocketAddress name);
        Assert.NotEqual(0, name.Port); // an unbound one gets a port
        Assert.Equal(Errno.EISCONN, Sockets.Connect(fd, s_server, Now));
        Assert.Equal(Errno.ENOTCONN, Receive(fd));
        Assert.Equal(Errno.EAGAIN, Accept(fd));
        Assert.Equal(Errno.EINVAL, Sockets.Bind(fd, s_any, Now));
        Assert.Equal(Errno.None, Sockets.Listen(fd, 5, Now));
    }

    [Fact]
    public void Addresses_that_do_not_fit_are_refused()
    {
        int v4 = Stream(), v6 = Sockets.Create(IpFamily.V6, SocketKind.Stream, out _), only = Sockets.Create(IpFamily.V6, SocketKind.Stream, out _);
        Sockets.SetOption(only, SocketOption.Ipv6Only, true, Now);
        SocketAddress mapped = new(SocketAddress.Map(TwoHosts.ServerV4), 80);
        Assert.Equal(Errno.EADDRNOTAVAIL, Sockets.Bind(v4, s_server, Now));
        Assert.Equal(Errno.EAFNOSUPPORT, Sockets.Bind(v4, new(TwoHosts.ClientV6, 80), Now));
        Assert.Equal(Errno.EAFNOSUPPORT, Sockets.Connect(v4, new(TwoHosts.ServerV6, 80), Now));
        Assert.Equal(Errno.EAFNOSUPPORT, Sockets.Connect(v6, s_server, Now));
        Assert.Equal(Errno.ENETUNREACH, Sockets.Connect(only, mapped, Now));
        Assert.Equal(Errno.ENETUNREACH, Sockets.Connect(v4, new(TwoHosts.Address("203.0.113.1"), 80), Now));
        Assert.Equal(Errno.ENETUNREACH, Sockets.Connect(v4, new(TwoHosts.Address("192.0.2.255"), 80), Now));
        Assert.Equal(Errno.EINPROGRESS, Sockets.Connect(v6, mapped, Now));
        Assert.Equal(-1, Sockets.Create(IpFamily.None, SocketKind.Stream, out Errno error));
        Assert.Equal(Errno.EAFNOSUPPORT, error);
    }

    /// <summary>Two sockets on one port: their addresses, whether each says SO_REUSEADDR, and whether the first listens.</summary>
    [Theory]
    [InlineData(SocketKind.Stream, "0.0.0.0", false, false, "0.0.0.0", false, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Stream, "0.0.0.0", true, false, "0.0.0.0", true, Errno.None)]
    [InlineData(SocketKind.Stream, "0.0.0.0", true, true, "0.0.0.0", true, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Stream, "0.0.0.0", true, false, "0.0.0.0", false, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Stream, "192.0.2.1", false, true, "127.0.0.1", false, Errno.None)]
    [InlineData(SocketKind.Stream, "192.0.2.1", false, true, "0.0.0.0", false, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Stream, "192.0.2.1", false, true, "::", false, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Stream, "192.0.2.1", false, true, "2001:db8::1", false, Errno.None)]
    [InlineData(SocketKind.Datagram, "0.0.0.0", false, false, "0.0.0.0", false, Errno.EADDRINUSE)]
    [InlineData(SocketKind.Datagram, "0.0.0.0", true, false, "192.0.2.1", true, Errno.None)]
    [InlineData(SocketKind.Datagram, "192.0.2.1", false, false, "127.0.0.1", false, Errno.None)]
    public void Whether_a_port_is_taken(SocketKind kind, string first, bool firstReuses, bool listens, string second, bool secondReuses, Errno expected)
    {
        int one = Make(kind, first), two = Make(kind, second);
        Sockets.SetOption(one, SocketOption.ReuseAddress, firstReuses, Now);
        Sockets.SetOption(two, SocketOption.ReuseAddress, secondReuses, Now);
        Assert.Equal(Errno.None, Sockets.Bind(one, new(TwoHosts.Address(first), 80), Now));
        if (listens) Assert.Equal(Errno.None, Sockets.Listen(one, 1, Now));
        Assert.Equal(expected, Sockets.Bind(two, new(TwoHosts.Address(second), 80), Now));
    }

    [Fact]
    public void Of_two_sockets_that_share_a_port_one_can_listen()
    {
        int one = Stream(), two = Stream();
        foreach (int fd in (int[])[one, two])
        {
            Sockets.SetOption(fd, SocketOption.ReuseAddress, true, Now);
            Assert.Equal(Errno.None, Sockets.Bind(fd, s_any, Now));
        }

        Assert.Equal(Errno.None, Sockets.Listen(one, 1, Now));
        Assert.Equal(Errno.EADDRINUSE, Sockets.Listen(two, 1, Now));
    }

    [Fact]
    public void A_port_in_TIME_WAIT_can_be_bound_again_with_SO_REUSEADDR_only()
    {
        (int client, int server) = _net.Connect();
        _net.Server.Sockets.Close(server, Now);
        _net.Run();
        Sockets.Close(client, Now);
        _net.Run();
        SocketTable sockets = _net.Server.Sockets;
        int fd = sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        Assert.Equal(Errno.EADDRINUSE, sockets.Bind(fd, s_any, Now));
        sockets.SetOption(fd, SocketOption.ReuseAddress, true, Now);
        Assert.Equal(Errno.None, sockets.Bind(fd, s_any, Now));
        Assert.Equal(Errno.None, sockets.Listen(fd, 1, Now));
    }

    [Fact]
    public void Connecting_to_no_family_dissolves_a_connection_by_a_reset()
    {
        (int client, int server) = _net.Connect();
        Assert.Equal(Errno.None, Sockets.Connect(client, default, Now));
        Assert.Equal(Errno.ENOTCONN, Sockets.GetPeerName(client, out _));
        _net.Run();
        _net.Server.Sockets.Receive(server, _buffer, SocketFlags.None, out Errno error, Now);
        Assert.Equal(Errno.ECONNRESET, error);
        Assert.Equal(Errno.EINPROGRESS, Sockets.Connect(client, s_server, Now));
    }

    [Theory]
    [InlineData(SocketOption.SendBuffer, 5000, 10_000)]
    [InlineData(SocketOption.ReceiveBuffer, 5000, 10_000)]
    [InlineData(SocketOption.TcpNoDelay, 7, 1)]
    [InlineData(SocketOption.TcpKeepIdle, 10, 10)]
    [InlineData(SocketOption.TcpSynCount, 3, 3)]
    [InlineData(SocketOption.Ipv4TimeToLive, 9, 9)]
    [InlineData(SocketOption.Ipv4TypeOfService, 16, 16)]
    [InlineData(SocketOption.TcpUserTimeout, 4000, 4000)]
    [InlineData(SocketOption.TcpMaxSegment, 1000, 1000)]
    public void An_option_reads_what_was_set(SocketOption option, int set, int read)
    {
        int fd = Stream();
        Assert.Equal(Errno.None, Sockets.SetOption(fd, option, set, Now));
        Assert.Equal(Errno.None, Sockets.GetOption(fd, option, out SocketOptionValue value, Now));
        Assert.Equal(read, value.Number);
    }

    [Theory]
    [InlineData(SocketOption.Ipv4TimeToLive, 0, Errno.EINVAL)]
    [InlineData(SocketOption.Ipv4TimeToLive, 256, Errno.EINVAL)]
    [InlineData(SocketOption.TcpKeepIdle, 0, Errno.EINVAL)]
    [InlineData(SocketOption.TcpMaxSegment, 40, Errno.EINVAL)]
    [InlineData(SocketOption.Type, 1, Errno.ENOPROTOOPT)]
    [InlineData(SocketOption.Ipv6Only, 1, Errno.ENOPROTOOPT)]
    [InlineData((SocketOption)((6 << 16) | 999), 1, Errno.ENOPROTOOPT)]
    public void An_option_that_cannot_be_set_so_says_why(SocketOption option, int set, Errno expected) =>
        Assert.Equal(expected, Sockets.SetOption(Stream(), option, set, Now));

    [Fact]
    public void Accepted_sockets_inherit_the_options_of_their_listener()
    {
        SocketTable server = _net.Server.Sockets;
        int listener = _net.Listen(80), client = Stream();
        server.SetOption(listener, SocketOption.TcpNoDelay, true, Now);
        server.SetOption(listener, SocketOption.ReceiveBuffer, 9000, Now);
        server.SetOption(listener, SocketOption.TcpCongestion, "reno", Now);
        Sockets.Connect(client, s_server, Now);
        _net.Run();
        int accepted = server.Accept(listener, out _, out _, Now);
        Assert.True(server.ConnectionOf(accepted)!.NoDelay);
        Assert.Equal(9000, server.ConnectionOf(accepted)!.ReceiveLimit);
        server.GetOption(accepted, SocketOption.TcpCongestion, out SocketOptionValue name, Now);
        Assert.Equal("reno", name.Text);
    }

    [Fact]
    public void Time_that_goes_backwards_is_a_mistake_of_the_caller()
    {
        Sockets.Connect(Stream(), s_server, Now);
        Assert.Throws<ArgumentException>(() => _net.Client.Advance(Timestamp.FromSeconds(999)));
        Assert.Throws<ArgumentException>(() => Sockets.Close(3, Timestamp.FromSeconds(999)));
    }

    private int Make(SocketKind kind, string address) =>
        Sockets.Create(address.Contains(':') ? IpFamily.V6 : IpFamily.V4, kind, out _);

    private int Stream() => Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);

    private Errno Receive(int fd)
    {
        Sockets.Receive(fd, _buffer, SocketFlags.None, out Errno error, Now);
        return error;
    }

    private Errno Send(int fd)
    {
        Sockets.Send(fd, "x"u8, SocketFlags.None, out Errno error, Now);
        return error;
    }

    private Errno Accept(int fd)
    {
        Sockets.Accept(fd, out _, out Errno error, Now);
        return error;
    }
}
