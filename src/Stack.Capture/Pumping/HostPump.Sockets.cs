using NetStack.Capture.Sockets;

namespace NetStack.Capture.Pumping;

// Sockets of ordinary code: one program on the host serves them all.
public sealed partial class HostPump
{
    private SocketService? _sockets;

    /// <summary>What serves the sockets of other threads; it belongs to the pump's thread, which makes it for the
    /// first socket.</summary>
    internal SocketService Sockets => _sockets ??= new(this);

    /// <summary>True when no more work will ever be taken.</summary>
    internal bool HasEnded => Volatile.Read(ref _isDisposed) != 0 || Completion.IsCompleted;

    /// <summary>For calls that wait: whoever waits for himself, or for a pump that does not run, waits for
    /// ever.</summary>
    /// <exception cref="InvalidOperationException">The caller is the pump's thread, or the pump has not
    /// begun.</exception>
    internal void DemandMayWait()
    {
        if (IsPumpThread)
        {
            throw new InvalidOperationException(
                "A call that waits was made on the pump's own thread, and would wait for that thread: use the async form.");
        }

        if (_thread is null) throw new InvalidOperationException("The pump has not begun: call Start before a call that waits.");
    }
}
