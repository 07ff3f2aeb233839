using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>A call that waits on a thread of the tool. Whatever moves the stack on tries it again, so that it ends at the very
/// moment of virtual time at which it can.</summary>
/// <param name="attempt">Tries; EAGAIN means that it has to wait on.</param>
/// <param name="until">When it gives up waiting.</param>
/// <param name="late">How it ends then.</param>
internal sealed class WaitingCall(Func<Outcome> attempt, Timestamp until, Outcome late)
{
    /// <summary>The thread that waits.</summary>
    public int Thread { get; } = Environment.CurrentManagedThreadId;

    /// <summary>When it gives up waiting.</summary>
    public Timestamp Until => until;

    /// <summary>How it ended; null as long as it waits.</summary>
    public Outcome? Ended { get; private set; }

    /// <summary>Tries again.</summary>
    /// <returns>True when it has ended.</returns>
    public bool TryEnd(Timestamp now)
    {
        try
        {
            Outcome outcome = attempt();
            if (outcome.Error != Errno.EAGAIN) Ended = outcome;
            else if (until <= now) Ended = late;
        }
        catch (Exception problem) // its own thread, and not the one that tries for it, is to hear of this
        {
            LibC.Log(problem.ToString());
            Ended = Errno.EIO;
        }

        return Ended is not null;
    }
}
