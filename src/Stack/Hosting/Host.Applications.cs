using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Hosting;

/// <content>The programs that run on the host. They are part of the same state machine: whoever drives the host calls
/// <see cref="Advance"/> when <see cref="NextDeadline"/> has come, and need not know of them.</content>
public sealed partial class Host
{
    private readonly List<IApplication> _applications = [];

    /// <summary>The programs that run, in the order in which they were started.</summary>
    public IReadOnlyList<IApplication> Applications => _applications;

    /// <summary>Starts a program.</summary>
    /// <returns>Why it cannot start, or none.</returns>
    /// <exception cref="ArgumentException">It runs already.</exception>
    public Errno Run(IApplication application, Timestamp now)
    {
        if (_applications.Contains(application)) throw new ArgumentException("The application runs already.", nameof(application));
        _clock.Reach(now);
        Errno error = application.Start(now);
        if (error == Errno.None) _applications.Add(application);
        return error;
    }

    /// <summary>Ends a program; nothing when it has ended already.</summary>
    public void End(IApplication application, Timestamp now)
    {
        _clock.Reach(now);
        if (_applications.Remove(application)) application.Stop(now);
    }

    private Timestamp ApplicationDeadline
    {
        get
        {
            Timestamp first = Timestamp.Never;
            foreach (IApplication application in _applications)
            {
                Timestamp next = application.NextDeadline;
                if (next < first) first = next;
            }

            return first < _clock.Now ? _clock.Now : first;
        }
    }

    /// <summary>Goes on with the programs that have something to do; by index, because a program may start another.</summary>
    private void AdvanceApplications(Timestamp now)
    {
        for (int i = 0; i < _applications.Count; i++)
        {
            IApplication application = _applications[i];
            if (application.NextDeadline <= now) application.Advance(now);
            if (application.IsFinished && _applications.Remove(application)) i--;
        }
    }
}
