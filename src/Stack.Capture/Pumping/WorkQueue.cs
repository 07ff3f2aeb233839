using System.Collections.Concurrent;

namespace NetStack.Capture.Pumping;

/// <summary>Work from many threads for one, first in, first out, with a bound. When it is closed, what is in it is abandoned
/// and nothing more is taken.</summary>
internal sealed class WorkQueue(int capacity)
{
    private readonly ConcurrentQueue<IPumpWork> _work = new();
    private int _count;
    private volatile bool _isClosed;

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    public int Count => Volatile.Read(ref _count);

    /// <returns>False when it is full or closed.</returns>
    public bool TryAdd(IPumpWork work)
    {
        if (_isClosed) return false;
        if (Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        _work.Enqueue(work);
        if (_isClosed) AbandonAll(); // closed in between: whoever comes second sees it
        return true;
    }

    public bool TryTake(out IPumpWork work)
    {
        if (!_work.TryDequeue(out work!)) return false;
        Interlocked.Decrement(ref _count);
        return true;
    }

    public void Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        AbandonAll();
    }

    private void AbandonAll()
    {
        while (TryTake(out IPumpWork work))
            work.Abandon();
    }
}
