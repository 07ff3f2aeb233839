using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Wire;

/// <summary>A program that listens on a port, for IPv4 and IPv6, and does one thing with each connection.</summary>
internal abstract class StreamProgram(Host host, ushort port) : IApplication
{
    private readonly Poller _poller = host.Sockets.CreatePoller();
    private readonly PollerEvent[] _events = new PollerEvent[64];
    private readonly Dictionary<int, Action<Timestamp>> _connections = [];
    private int _listener = -1;

    public Timestamp NextDeadline => _poller.HasReady ? default : Timestamp.Never;

    public bool IsFinished => false;

    protected SocketTable Sockets => host.Sockets;

    public Errno Start(Timestamp now)
    {
        _listener = Sockets.Create(IpFamily.V6, SocketKind.Stream, out Errno error);
        if (error == Errno.None) error = Sockets.Bind(_listener, new(IpAddress.V6(0, 0), port), now);
        if (error == Errno.None) error = Sockets.Listen(_listener, 1024, now);
        if (error == Errno.None) error = _poller.Add(_listener, Readiness.Readable, PollerMode.Edge);
        return error;
    }

    public void Advance(Timestamp now)
    {
        int count = _poller.Wait(_events);
        foreach (PollerEvent ready in _events.AsSpan(0, count))
        {
            if (ready.Descriptor == _listener) AcceptAll(now);
            else if (_connections.TryGetValue(ready.Descriptor, out Action<Timestamp>? goOn)) goOn(now);
        }
    }

    public void Stop(Timestamp now) => Sockets.Close(_listener, now);

    /// <summary>What to do with a connection each time that it may be ready for something more.</summary>
    protected abstract Action<Timestamp> Serve(int fd);

    protected void Close(int fd, Timestamp now)
    {
        _connections.Remove(fd);
        Sockets.Close(fd, now);
    }

    private void AcceptAll(Timestamp now)
    {
        for (int fd = Sockets.Accept(_listener, out _, out _, now); fd >= 0; fd = Sockets.Accept(_listener, out _, out _, now))
        {
            _connections[fd] = Serve(fd);
            _poller.Add(fd, Readiness.Readable | Readiness.Writable, PollerMode.Edge);
        }
    }
}
