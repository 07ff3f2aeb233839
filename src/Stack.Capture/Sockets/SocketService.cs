using NetStack.Bytes;
using NetStack.Capture.Pumping;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Capture.Sockets;

/// <summary>The program on the host that stands behind all sockets of ordinary code: it is told by one poller which
/// sockets may go on, and goes on with the operations that wait for them. Everything here happens on the pump's
/// thread.</summary>
/// <remarks>Each socket is watched edge-triggered for both directions from its first moment, so that an operation
/// which has to wait costs no call on the poller: it was tried, it found nothing, and the next thing that happens to
/// the socket tries it again.</remarks>
internal sealed class SocketService : IApplication
{
    private const int BatchSize = 64, RoundsAtATime = 4;
    private readonly Host _host;
    private readonly Poller _poller;
    private readonly Dictionary<int, HostSocket> _sockets = [];
    private readonly PollerEvent[] _batch = new PollerEvent[BatchSize];
    private Timestamp _now;
    private bool _isRunning;

    public SocketService(HostPump pump)
    {
        (_host, _poller) = (pump.Host, pump.Host.Sockets.CreatePoller());
        // Nobody moves the host any more, so this thread may: what waits would wait for ever.
        pump.Completion.ContinueWith(_ => CancelAll(), CancellationToken.None,
             TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public Timestamp NextDeadline => _poller.HasReady ? _now : Timestamp.Never;

    public bool IsFinished => false;

    public Errno Start(Timestamp now)
    {
        (_now, _isRunning) = (now, true);
        return Errno.None;
    }

    public void Advance(Timestamp now)
    {
        _now = now;
        for (int round = 0; round < RoundsAtATime && _poller.HasReady; round++)
        {
            int count = _poller.Wait(_batch);
            for (int i = 0; i < count; i++)
                if (_sockets.TryGetValue(_batch[i].Descriptor, out HostSocket? socket))
                    socket.GoOn(_batch[i].Ready, _host, now);
        }
    }

    public void Stop(Timestamp now)
    {
        foreach (HostSocket socket in _sockets.Values.ToArray())
            socket.CloseNow(_host, now);
        _isRunning = false;
    }

    /// <summary>A socket has got its descriptor.</summary>
    public void Add(HostSocket socket, int descriptor, Timestamp now)
    {
        if (!_isRunning) _host.Run(this, now); // the first socket of all
        _sockets.Add(descriptor, socket);
        _poller.Add(descriptor, Readiness.Readable | Readiness.Writable, PollerMode.Edge);
    }

    /// <summary>A socket's descriptor is being closed.</summary>
    public void Remove(int descriptor) => _sockets.Remove(descriptor);

    private void CancelAll()
    {
        foreach (HostSocket socket in _sockets.Values)
            socket.CancelWaiting();
    }
}
