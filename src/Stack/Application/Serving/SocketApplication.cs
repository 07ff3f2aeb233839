using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>An application that is nothing but sockets, each with a session: the loop that every server and client here
/// shares. The poller says who is ready, the heap says who is late, and each gets one step in its turn.</summary>
/// <remarks>The work of one <see cref="Advance"/> is bounded; what is left makes <see cref="NextDeadline"/> say "at
/// once".</remarks>
public abstract class SocketApplication : IApplication
{
    private const int ScratchOctets = 65_536, BatchSize = 64, RoundsAtATime = 4;
    private readonly Dictionary<int, SocketSession> _sessions = [];
    private readonly PollerEvent[] _batch = new PollerEvent[BatchSize];
    private readonly TimerHeap _timers = new();
    private Poller? _poller;
    private byte[] _scratch = [];
    private Timestamp _now;

    /// <summary>An application that waits to be started.</summary>
    /// <param name="host">Whose sockets it uses.</param>
    /// <param name="trace">Where events go, or null.</param>
    protected SocketApplication(Host host, EventPublisher? trace) => (Host, Trace) = (host, trace);

    /// <summary>The host.</summary>
    public Host Host { get; }

    /// <inheritdoc/>
    public virtual bool IsFinished => false;

    /// <inheritdoc/>
    public virtual Timestamp NextDeadline => _poller is { HasReady: true } ? _now : _timers.NextDeadline;

    /// <summary>Its name in events: echo.</summary>
    public abstract string Name { get; }

    /// <summary>Where events go, or null.</summary>
    protected internal EventPublisher? Trace { get; }

    /// <summary>Octets for use within a step.</summary>
    protected internal Span<byte> Scratch => _scratch;

    /// <summary>True between start and stop.</summary>
    protected bool IsRunning => _poller is not null;

    /// <summary>The sessions that there are.</summary>
    protected IReadOnlyCollection<SocketSession> Sessions => _sessions.Values;

    /// <inheritdoc/>
    public Errno Start(Timestamp now)
    {
        if (IsRunning) return Errno.EALREADY;
        _now = now;
        _poller = Host.Sockets.CreatePoller();
        if (_scratch.Length == 0) _scratch = new byte[ScratchOctets];
        Errno error = Open(now);
        if (error != Errno.None) Stop(now);
        return error;
    }

    /// <inheritdoc/>
    public void Advance(Timestamp now)
    {
        _now = now;
        for (int round = 0; round < RoundsAtATime && _poller is { HasReady: true } poller; round++)
        {
            int count = poller.Wait(_batch);
            for (int i = 0; i < count; i++)
                if (_sessions.TryGetValue(_batch[i].Descriptor, out SocketSession? session)) session.Run(_batch[i].Ready, now);
        }

        _timers.Advance(now);
    }

    /// <inheritdoc/>
    public virtual void Stop(Timestamp now)
    {
        foreach (SocketSession session in _sessions.Values.ToArray())
        {
            session.EndsBecause(ServiceReasons.Stopped);
            End(session, now);
        }

        _poller = null;
    }

    /// <summary>Opens the sockets that it begins with.</summary>
    /// <returns>Why it cannot, or none.</returns>
    protected abstract Errno Open(Timestamp now);

    /// <summary>A session has ended.</summary>
    protected virtual void OnEnded(SocketSession session, Timestamp now)
    {
    }

    /// <summary>Makes a socket: of the address's version of IP, or of both when it has none.</summary>
    protected int CreateSocket(SocketKind kind, in SocketAddress at, out Errno error) =>
        Host.Sockets.Create(at.Address.Family == IpFamily.V4 ? IpFamily.V4 : IpFamily.V6, kind, out error);

    /// <summary>Gives a session its socket; it goes on when the socket is ready for what it waits for.</summary>
    protected internal void Add(SocketSession session, int descriptor, Readiness interest)
    {
        session.Attach(this, descriptor);
        session.Interest = interest;
        _sessions.Add(descriptor, session);
        _poller!.Add(descriptor, interest);
        _timers.Update(session);
    }

    /// <summary>Does what a session's step has asked for.</summary>
    internal void Continue(SocketSession session, Readiness next, Timestamp now)
    {
        if (next == Readiness.None)
        {
            End(session, now);
            return;
        }

        SetInterest(session, next);
        _timers.Update(session);
    }

    internal void Rearm(SocketSession session) => _timers.Update(session);

    internal void SetInterest(SocketSession session, Readiness interest)
    {
        if (session.Interest == interest) return;
        session.Interest = interest;
        _poller?.Modify(session.Descriptor, interest);
    }

    /// <summary>Takes a session from its socket, which stays open for another.</summary>
    internal void Release(SocketSession session)
    {
        _poller!.Remove(session.Descriptor);
        _sessions.Remove(session.Descriptor);
        _timers.Remove(session);
        session.Detach();
    }

    /// <summary>Closes a session's socket: with a FIN behind what was sent, or with a reset.</summary>
    protected void End(SocketSession session, Timestamp now)
    {
        int descriptor = session.Descriptor;
        if (descriptor < 0 || !_sessions.Remove(descriptor)) return;
        _timers.Remove(session);
        session.OnEnded(now);
        session.Detach();
        if (session.IsReset) Host.Sockets.SetOption(descriptor, SocketOption.Linger, new(1, 0), now);
        Host.Sockets.Close(descriptor, now);
        OnEnded(session, now);
    }
}
