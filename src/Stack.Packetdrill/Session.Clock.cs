using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// The virtual clock. The tool looks at no other: it moves when the tool asks for the time, sleeps, or waits for a packet.
internal sealed partial class Session
{
    private const int MostSteps = 10_000;
    private static readonly Duration Tick = Duration.FromMicroseconds(1);

    /// <summary>The time. It does not begin at zero: nothing shall take the start for "never".</summary>
    public Timestamp Now { get; private set; } = Timestamp.FromSeconds(1_000_000);

    /// <summary>When the host or a waiting call has something to do by itself.</summary>
    private Timestamp NextEvent
    {
        get
        {
            Timestamp next = Host.NextDeadline;
            foreach (WaitingCall call in _waiting)
                if (call.Until < next) next = call.Until;
            return next;
        }
    }

    /// <summary>gettimeofday. The main thread spins on it before an event: each look takes a microsecond. A thread whose call has
    /// just ended reads the time at which it ended.</summary>
    public Timestamp LookAtClock()
    {
        if (_returning.Remove(Environment.CurrentManagedThreadId)) Monitor.PulseAll(_gate);
        else if (IsMainThread) AdvanceTo(Now + Tick);
        return Now;
    }

    /// <summary>usleep: everything that is due until then happens in its order.</summary>
    public Outcome Sleep(Duration duration)
    {
        AdvanceTo(Now + duration);
        return Errno.None;
    }

    private void AdvanceTo(Timestamp target)
    {
        for (int stepsAtOnce = 0; NextEvent <= target;)
        {
            Timestamp due = NextEvent;
            stepsAtOnce = due > Now ? 0 : stepsAtOnce + 1;
            if (stepsAtOnce > MostSteps) throw new InvalidOperationException("The host does not come to rest.");
            if (due > Now) Now = due;
            Host.Advance(Now);
            Settle();
        }

        if (target > Now) Now = target;
    }
}
