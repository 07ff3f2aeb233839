using NetStack.Bytes;
using NetStack.Conformance.UnderTest;
using NetStack.Hosting;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Conformance.Running;

/// <summary>The calls of our own host, at the time that its clock shows.</summary>
internal sealed class HostCalls(HostUnderTest host) : ISocketCalls
{
    private readonly List<Poller?> _pollers = [];

    private SocketTable Sockets => host.Host.Sockets;

    public int Create(IpFamily family, SocketKind kind, out Errno error) => Sockets.Create(family, kind, out error);

    public Errno Bind(int fd, in SocketAddress address) => Sockets.Bind(fd, address, host.Now);

    public Errno Listen(int fd, int backlog) => Sockets.Listen(fd, backlog, host.Now);

    public int Accept(int fd, out SocketAddress peer, out Errno error) => Sockets.Accept(fd, out peer, out error, host.Now);

    public Errno Connect(int fd, in SocketAddress to) => Sockets.Connect(fd, to, host.Now);

    public int SendTo(int fd, ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error) =>
        Sockets.SendTo(fd, data, flags, to, out error, host.Now);

    public int ReceiveFrom(int fd, Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error) =>
        Sockets.ReceiveFrom(fd, data, flags, out from, out error, host.Now);

    public Errno Shutdown(int fd, ShutdownHow how) => Sockets.Shutdown(fd, how, host.Now);

    public Errno Close(int fd) => Sockets.Close(fd, host.Now);

    public Errno GetOption(int fd, SocketOption option, out SocketOptionValue value) =>
        Sockets.GetOption(fd, option, out value, host.Now);

    public Errno SetOption(int fd, SocketOption option, in SocketOptionValue value) => Sockets.SetOption(fd, option, value, host.Now);

    public Errno GetLocalName(int fd, out SocketAddress name) => Sockets.GetLocalName(fd, out name);

    public Errno GetPeerName(int fd, out SocketAddress name) => Sockets.GetPeerName(fd, out name);

    public Readiness Poll(int fd) => Sockets.Poll(fd);

    public int InputQueue(int fd, out Errno error) => Sockets.InputQueue(fd, out error);

    public int OutputQueue(int fd, out Errno error) => Sockets.OutputQueue(fd, out error);

    public TcpInfo Info(int fd) => Sockets.Info(fd, host.Now);

    public int CreatePoller()
    {
        _pollers.Add(Sockets.CreatePoller());
        return _pollers.Count - 1;
    }

    public Errno ControlPoller(int poller, PollerChange change, int fd, Readiness interest, PollerMode mode, long userData) => change switch
    {
        PollerChange.Add => _pollers[poller]!.Add(fd, interest, mode, userData),
        PollerChange.Modify => _pollers[poller]!.Modify(fd, interest, mode, userData),
        PollerChange.Remove => _pollers[poller]!.Remove(fd),
        _ => Errno.EINVAL,
    };

    public int WaitPoller(int poller, Span<PollerEvent> events) => _pollers[poller]!.Wait(events);

    public void ClosePoller(int poller) => _pollers[poller] = null;
}
