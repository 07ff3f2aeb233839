namespace NetStack.Capture.Pumping;

/// <summary>Waits for devices, and can be woken by another thread: the one place where a pump sleeps.</summary>
internal abstract class Waiter : IDisposable
{
    /// <summary>Devices' handles that can be watched.</summary>
    public const int Slots = 4;

    /// <summary>The kind that this system has.</summary>
    public static Waiter Create() => OperatingSystem.IsWindows() ? new EventWaiter() : new PollWaiter();

    /// <summary>Watches a handle in one of the slots; -1 watches none.</summary>
    /// <param name="slot">From 0.</param>
    /// <param name="handle">A file descriptor, or an event.</param>
    /// <param name="alsoForRoom">Wakes also when something can be written.</param>
    public abstract void Watch(int slot, nint handle, bool alsoForRoom = false);

    /// <summary>Sleeps until a handle is ready, somebody wakes it, or the time is over.</summary>
    /// <param name="nanoseconds">How long at most; negative for ever.</param>
    public abstract void Wait(long nanoseconds);

    /// <summary>True when a slot's handle was ready at the end of the last wait.</summary>
    public abstract bool IsReady(int slot);

    /// <summary>Ends the wait, or the next one. May be called by any thread.</summary>
    public abstract void Wake();

    /// <inheritdoc/>
    public abstract void Dispose();
}
