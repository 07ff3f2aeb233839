using NetStack.Bytes;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Hosting;

/// <summary>The socket API in a form that never waits: descriptors are small integers, and a call that would have to wait
/// says EAGAIN. The names, the errors and their order are those of POSIX and Linux.</summary>
/// <remarks>No call throws for what an application passes, but for a time that goes backwards.</remarks>
public sealed partial class SocketTable
{
    /// <summary>The first descriptor: 0, 1 and 2 are taken in every program.</summary>
    public const int FirstDescriptor = 3;

    private readonly Host _host;
    private readonly HostClock _clock;
    private readonly TcpPorts _ports;
    private readonly List<Socket?> _sockets = [];
    private readonly PriorityQueue<int, int> _free = new();

    internal SocketTable(Host host, HostClock clock)
    {
        (_host, _clock) = (host, clock);
        _ports = new(host.Tcp);
    }

    /// <summary>Open sockets.</summary>
    public int Count => _sockets.Count - _free.Count;

    /// <summary>socket: makes one.</summary>
    /// <param name="family">AF_INET or AF_INET6.</param>
    /// <param name="kind">A stream, datagrams or echo requests.</param>
    /// <param name="error">EAFNOSUPPORT, EPROTONOSUPPORT, EMFILE.</param>
    /// <returns>The lowest free descriptor, or -1.</returns>
    public int Create(IpFamily family, SocketKind kind, out Errno error)
    {
        error = family is not (IpFamily.V4 or IpFamily.V6) ? Errno.EAFNOSUPPORT
            : kind is not (SocketKind.Stream or SocketKind.Datagram or SocketKind.Echo) ? Errno.EPROTONOSUPPORT
            : Errno.None;
        if (error != Errno.None) return -1;
        Socket socket = kind switch
        {
            SocketKind.Stream => new TcpSocket(_host, family, _ports),
            SocketKind.Datagram => new UdpSocket(_host, family),
            _ => new EchoSocket(_host, family),
        };
        return Add(socket, out error);
    }

    /// <summary>bind: gives a socket its local address and port.</summary>
    public Errno Bind(int fd, in SocketAddress address, Timestamp now) => At(fd, now)?.Bind(address, now) ?? Errno.EBADF;

    /// <summary>listen: a passive open.</summary>
    public Errno Listen(int fd, int backlog, Timestamp now) => At(fd, now)?.Listen(backlog, now) ?? Errno.EBADF;

    /// <summary>accept: takes the connection that has waited longest.</summary>
    /// <returns>Its descriptor, or -1: EAGAIN while there is none.</returns>
    public int Accept(int fd, out SocketAddress peer, out Errno error, Timestamp now)
    {
        (peer, error) = (default, Errno.EBADF);
        if (At(fd, now) is not { } socket) return -1;
        if (Count >= _host.Options.MaxSockets)
        {
            error = Errno.EMFILE;
            return -1;
        }

        return socket.Accept(out peer, out error, now) is { } accepted ? Add(accepted, out error) : -1;
    }

    /// <summary>connect: EINPROGRESS while it is being opened, then EALREADY; once 0 when it is open, then EISCONN. An address of
    /// no family dissolves a connection.</summary>
    public Errno Connect(int fd, in SocketAddress to, Timestamp now) => At(fd, now)?.Connect(to, now) ?? Errno.EBADF;

    /// <summary>send.</summary>
    /// <returns>Octets taken, which may be fewer than given; -1 with an error.</returns>
    public int Send(int fd, ReadOnlySpan<byte> data, SocketFlags flags, out Errno error, Timestamp now) =>
        SendTo(fd, data, flags, default, out error, now);

    /// <summary>sendto; with <see cref="SocketFlags.FastOpen"/> it opens a stream with data in the SYN.</summary>
    public int SendTo(int fd, ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error, Timestamp now)
    {
        if (At(fd, now) is { } socket) return socket.Send(data, flags, to, out error, now);
        error = Errno.EBADF;
        return -1;
    }

    /// <summary>recv.</summary>
    /// <returns>Octets read; 0 at the end of a stream; -1 with an error.</returns>
    public int Receive(int fd, Span<byte> data, SocketFlags flags, out Errno error, Timestamp now) =>
        ReceiveFrom(fd, data, flags, out _, out error, now);

    /// <summary>recvfrom.</summary>
    public int ReceiveFrom(int fd, Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error, Timestamp now)
    {
        if (At(fd, now) is { } socket) return socket.Receive(data, flags, out from, out error, now);
        (from, error) = (default, Errno.EBADF);
        return -1;
    }

    /// <summary>shutdown: closes one half, or both.</summary>
    public Errno Shutdown(int fd, ShutdownHow how, Timestamp now)
    {
        if (At(fd, now) is not { } socket) return Errno.EBADF;
        return how > ShutdownHow.Both ? Errno.EINVAL : socket.Shutdown(how, now);
    }

    /// <summary>close. The connection goes on by itself until both sides have closed; with SO_LINGER of 0 seconds it is reset.</summary>
    public Errno Close(int fd, Timestamp now)
    {
        if (At(fd, now) is not { } socket) return Errno.EBADF;
        socket.DropWatches();
        _sockets[fd - FirstDescriptor] = null;
        _free.Enqueue(fd, fd);
        socket.Close(now);
        return Errno.None;
    }

    /// <summary>getsockopt.</summary>
    public Errno GetOption(int fd, SocketOption option, out SocketOptionValue value, Timestamp now)
    {
        value = default;
        return At(fd, now)?.GetOption(option, out value) ?? Errno.EBADF;
    }

    /// <summary>setsockopt.</summary>
    public Errno SetOption(int fd, SocketOption option, in SocketOptionValue value, Timestamp now) =>
        At(fd, now)?.SetOption(option, value, now) ?? Errno.EBADF;

    /// <summary>getsockname.</summary>
    public Errno GetLocalName(int fd, out SocketAddress name)
    {
        Socket? socket = Find(fd);
        name = socket?.LocalName ?? default;
        return socket is null ? Errno.EBADF : Errno.None;
    }

    /// <summary>getpeername.</summary>
    public Errno GetPeerName(int fd, out SocketAddress name)
    {
        name = default;
        return Find(fd)?.TryGetPeerName(out name) ?? Errno.EBADF;
    }

    /// <summary>poll of one descriptor: everything that it is ready for.</summary>
    /// <returns><see cref="Readiness.Invalid"/> when it is not open.</returns>
    public Readiness Poll(int fd) => Find(fd)?.Readiness ?? Readiness.Invalid;

    /// <summary>SIOCINQ: octets that can be read; of datagrams, those of the next.</summary>
    public int InputQueue(int fd, out Errno error) => Queue(fd, out error)?.InputQueue ?? -1;

    /// <summary>SIOCOUTQ: octets that were sent and are not acknowledged.</summary>
    public int OutputQueue(int fd, out Errno error) => Queue(fd, out error)?.OutputQueue ?? -1;

    /// <summary>TCP_INFO: the inside of a connection; <c>default</c> for what is no stream.</summary>
    public TcpInfo Info(int fd, Timestamp now) => At(fd, now)?.Info(now) ?? default;

    /// <summary>The connection behind a descriptor, for those who look inside; null while there is none.</summary>
    public Connection? ConnectionOf(int fd) => (Find(fd) as TcpSocket)?.Connection;

    /// <summary>A new poller over these sockets.</summary>
    public Poller CreatePoller() => new(this);

    /// <summary>A new completion ring over these sockets.</summary>
    /// <param name="capacity">Operations that may be under way.</param>
    public CompletionRing CreateRing(int capacity = 256) => new(this, capacity);

    internal Socket? Find(int fd)
    {
        int index = unchecked(fd - FirstDescriptor);
        return index >= 0 && index < _sockets.Count ? _sockets[index] : null;
    }

    private Socket? At(int fd, Timestamp now)
    {
        _clock.Reach(now);
        return Find(fd);
    }

    private Socket? Queue(int fd, out Errno error)
    {
        Socket? socket = Find(fd);
        error = socket is null ? Errno.EBADF : socket.IsListening ? Errno.EINVAL : Errno.None;
        return error == Errno.None ? socket : null;
    }

    private int Add(Socket socket, out Errno error)
    {
        error = Count >= _host.Options.MaxSockets ? Errno.EMFILE : Errno.None;
        if (error != Errno.None) return -1;
        if (!_free.TryDequeue(out int fd, out _))
        {
            fd = FirstDescriptor + _sockets.Count;
            _sockets.Add(null);
        }

        _sockets[fd - FirstDescriptor] = socket;
        return fd;
    }
}
