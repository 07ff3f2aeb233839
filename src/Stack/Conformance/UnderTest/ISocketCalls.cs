using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.UnderTest;

/// <summary>The socket calls of a stack that scripts are run against, in POSIX's words. None waits: what would have to, fails
/// with EAGAIN or EINPROGRESS, and the script tries it again.</summary>
public interface ISocketCalls
{
    /// <summary>socket.</summary>
    /// <returns>The descriptor, or -1 with the error.</returns>
    int Create(IpFamily family, SocketKind kind, out Errno error);

    /// <summary>bind.</summary>
    Errno Bind(int fd, in SocketAddress address);

    /// <summary>listen.</summary>
    Errno Listen(int fd, int backlog);

    /// <summary>accept.</summary>
    /// <returns>The descriptor, or -1 with the error.</returns>
    int Accept(int fd, out SocketAddress peer, out Errno error);

    /// <summary>connect; to <c>default</c> it dissolves the association (AF_UNSPEC).</summary>
    Errno Connect(int fd, in SocketAddress to);

    /// <summary>sendto; to <c>default</c> it is send.</summary>
    /// <returns>Octets taken, or -1 with the error.</returns>
    int SendTo(int fd, ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error);

    /// <summary>recvfrom.</summary>
    /// <returns>Octets read, or -1 with the error.</returns>
    int ReceiveFrom(int fd, Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error);

    /// <summary>shutdown.</summary>
    Errno Shutdown(int fd, ShutdownHow how);

    /// <summary>close.</summary>
    Errno Close(int fd);

    /// <summary>getsockopt.</summary>
    Errno GetOption(int fd, SocketOption option, out SocketOptionValue value);

    /// <summary>setsockopt.</summary>
    Errno SetOption(int fd, SocketOption option, in SocketOptionValue value);

    /// <summary>getsockname.</summary>
    Errno GetLocalName(int fd, out SocketAddress name);

    /// <summary>getpeername.</summary>
    Errno GetPeerName(int fd, out SocketAddress name);

    /// <summary>What poll would report, asked for everything.</summary>
    Readiness Poll(int fd);

    /// <summary>SIOCINQ.</summary>
    int InputQueue(int fd, out Errno error);

    /// <summary>SIOCOUTQ.</summary>
    int OutputQueue(int fd, out Errno error);

    /// <summary>TCP_INFO.</summary>
    TcpInfo Info(int fd);

    /// <summary>epoll_create.</summary>
    /// <returns>The poller's number, a namespace of its own.</returns>
    int CreatePoller();

    /// <summary>epoll_ctl.</summary>
    Errno ControlPoller(int poller, PollerChange change, int fd, Readiness interest, PollerMode mode, long userData);

    /// <summary>epoll_wait with a time-out of zero.</summary>
    /// <returns>How many reports there are.</returns>
    int WaitPoller(int poller, Span<PollerEvent> events);

    /// <summary>Closes a poller.</summary>
    void ClosePoller(int poller);
}
