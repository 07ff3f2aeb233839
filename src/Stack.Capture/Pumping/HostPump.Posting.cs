using NetStack.Bytes;
using NetStack.Hosting;

namespace NetStack.Capture.Pumping;

// Work from other threads.
public sealed partial class HostPump
{
    /// <summary>Hands in work to be done on the pump's thread, in the order in which it was handed in. Any thread may.</summary>
    /// <returns>False when the pump has ended or too much waits (<see cref="PumpOptions.MaxPosted"/>): it will not be done.</returns>
    public bool Post(IPumpWork work)
    {
        if (!_posted.TryAdd(work)) return false;
        // The add comes first, then the look at the sleeper: see Sleep.
        if (Interlocked.CompareExchange(ref _isSleeping, 0, 1) == 1) _waiter.Wake();
        return true;
    }

    /// <summary>Hands in an action to be done on the pump's thread.</summary>
    /// <returns>False when it will not be done.</returns>
    public bool Post(Action<Host, Timestamp> action) => Post(new ActionWork(action));

    /// <summary>Does something on the pump's thread and gives back its result. What it throws is the task's, and does the pump no
    /// harm.</summary>
    public Task<T> Call<T>(Func<Host, Timestamp, T> function)
    {
        CallWork<T> work = new(function);
        if (!Post(work)) work.Abandon();
        return work.Task;
    }

    private sealed class ActionWork(Action<Host, Timestamp> action) : IPumpWork
    {
        public void Run(Host host, Timestamp now) => action(host, now);

        public void Abandon()
        {
        }
    }

    private sealed class CallWork<T>(Func<Host, Timestamp, T> function) : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IPumpWork
    {
        public void Run(Host host, Timestamp now)
        {
            try
            {
                TrySetResult(function(host, now));
            }
            catch (Exception e)
            {
                TrySetException(e);
            }
        }

        public void Abandon() => TrySetException(new ObjectDisposedException(nameof(HostPump), "The pump has ended, or too much waits for it."));
    }
}
