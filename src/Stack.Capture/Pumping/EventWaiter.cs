using Microsoft.Win32.SafeHandles;

namespace NetStack.Capture.Pumping;

/// <summary>The wait for events of Windows.</summary>
internal sealed class EventWaiter : Waiter
{
    private readonly AutoResetEvent _wake = new(false);
    private readonly WaitHandle?[] _watched = new WaitHandle?[Slots];
    private readonly nint[] _handles = [-1, -1, -1, -1];
    private WaitHandle[] _all;

    public EventWaiter() => _all = [_wake];

    public override void Watch(int slot, nint handle, bool alsoForRoom = false)
    {
        if (_handles[slot] == handle) return;
        _handles[slot] = handle;
        _watched[slot] = handle == -1 ? null : new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: false) };
        _all = [_wake, .. _watched.OfType<WaitHandle>()];
    }

    public override void Wait(long nanoseconds)
    {
        TimeSpan limit = nanoseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Min((nanoseconds / 100) + 1, int.MaxValue));
        WaitHandle.WaitAny(_all, limit);
    }

    /// <summary>Asking a device costs little: whoever was woken asks them all.</summary>
    public override bool IsReady(int slot) => _watched[slot] is not null;

    public override void Wake() => _wake.Set();

    public override void Dispose()
    {
        _wake.Dispose();
        foreach (WaitHandle? watched in _watched)
            watched?.Dispose();
    }
}
