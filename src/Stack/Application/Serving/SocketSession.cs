using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Serving;

/// <summary>What an application does with one of its sockets: a state machine that never waits.</summary>
/// <remarks><see cref="Step"/> does a bounded amount of work, so that every other session gets its turn, and says
/// what the session waits for. It says that it waits for room to send only while there is something to send: a socket
/// that is always ready would keep the host busy with nothing.</remarks>
public abstract class SocketSession : Timed
{
    /// <summary>A step's answer: the session has ended, and the socket is to be closed.</summary>
    protected const Readiness Over = Readiness.None;

    /// <summary>A step's answer: it goes on when octets (or the end of them) have come.</summary>
    protected const Readiness Reading = Readiness.Readable;

    /// <summary>A step's answer: it goes on when there is room to send.</summary>
    protected const Readiness Writing = Readiness.Writable;

    /// <summary>A step's answer: it goes on at its <see cref="Deadline"/>, or when it is woken.</summary>
    protected const Readiness Waiting = Readiness.HangUp;

    private SocketApplication? _owner;

    /// <summary>The socket; -1 before it has one and after it was closed.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>Why the socket failed, or none.</summary>
    public Errno Error { get; private set; }

    /// <inheritdoc/>
    public sealed override Timestamp NextDeadline => Deadline;

    /// <summary>When <see cref="OnDeadline"/> is called; never for never.</summary>
    protected Timestamp Deadline { get; set; } = Timestamp.Never;

    /// <summary>Why it ended, for the event.</summary>
    protected internal Reason EndReason { get; protected set; } = ServiceReasons.Finished;

    /// <summary>The reset in place of a FIN: the peer did not keep to the bounds.</summary>
    protected bool EndsWithReset { get; set; }

    /// <summary>Whose it is.</summary>
    /// <exception cref="InvalidOperationException">It has no socket.</exception>
    protected SocketApplication Owner => _owner ?? throw new InvalidOperationException("The session has no socket.");

    /// <summary>The calls.</summary>
    protected SocketTable Sockets => Owner.Host.Sockets;

    /// <summary>Octets for use within a step, shared by all sessions of the application.</summary>
    protected Span<byte> Scratch => Owner.Scratch;

    /// <summary>What it waits for.</summary>
    internal Readiness Interest { get; set; }

    internal bool IsReset => EndsWithReset;

    /// <summary>Goes on.</summary>
    /// <returns><see cref="Reading"/> and <see cref="Writing"/>, one or both; <see cref="Waiting"/>; or
    /// <see cref="Over"/>.</returns>
    protected internal abstract Readiness Step(Timestamp now);

    /// <summary>The deadline has come. The session ends, unless it knows better.</summary>
    /// <returns>As <see cref="Step"/>.</returns>
    protected virtual Readiness OnDeadline(Timestamp now)
    {
        EndReason = ServiceReasons.Idle;
        return Over;
    }

    /// <summary>It has ended, and the socket is closed.</summary>
    protected internal virtual void OnEnded(Timestamp now)
    {
    }

    /// <inheritdoc/>
    public sealed override void Advance(Timestamp now)
    {
        if (Deadline > now) return;
        Deadline = Timestamp.Never;
        _owner?.Continue(this, OnDeadline(now), now);
    }

    /// <summary>Runs a step, and what follows from its answer.</summary>
    internal void Run(Readiness ready, Timestamp now)
    {
        bool isDeaf = (Interest & (Reading | Writing)) == 0 && (ready & (Readiness.Error | Readiness.HangUp)) != 0;
        if (isDeaf) Fail(Sockets.GetOption(Descriptor, SocketOption.Error, out SocketOptionValue error, now) == Errno.None
            && error.Number != 0 ? (Errno)error.Number : Errno.ECONNRESET);
        Readiness next = isDeaf ? Over : Step(now);
        _owner?.Continue(this, Error == Errno.None ? next : Over, now);
    }

    /// <summary>Makes the session go on although its socket has no news.</summary>
    protected void Wake(Readiness interest) => _owner?.SetInterest(this, Interest | interest);

    /// <summary>Moves the deadline nearer, from outside of a step; a time that has passed means at once.</summary>
    protected void Hasten(Timestamp at)
    {
        Deadline = at;
        _owner?.Rearm(this);
    }

    /// <summary>Notes that the socket failed: the session ends with this step.</summary>
    protected void Fail(Errno error)
    {
        Error = error;
        EndReason = error == Errno.ENOBUFS ? ServiceReasons.NoMemory : ServiceReasons.Broken;
    }

    internal void FailToConnect(Errno error) => (Error, EndReason) = (error, ServiceReasons.NotConnected);

    internal void EndsBecause(in Reason reason) => EndReason = reason;

    internal void Attach(SocketApplication owner, int descriptor)
    {
        if (Descriptor >= 0) throw new ArgumentException("The session has a socket already.");
        (_owner, Descriptor) = (owner, descriptor);
    }

    internal void Detach()
    {
        _owner = null;
        Descriptor = -1;
        Deadline = Timestamp.Never;
    }
}
