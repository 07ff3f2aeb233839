using NetStack.Bytes;

namespace NetStack.Hosting;

/// <summary>The time as the host was last told it.</summary>
internal sealed class HostClock
{
    public Timestamp Now { get; private set; } = new(long.MinValue);

    /// <summary>Takes the time of a call.</summary>
    /// <exception cref="ArgumentException">Earlier than before: a mistake of the caller.</exception>
    public void Reach(Timestamp now)
    {
        if (now < Now) throw new ArgumentException($"A host's time never goes backwards: {now} comes after {Now}.", nameof(now));
        Now = now;
    }
}
