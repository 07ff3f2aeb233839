using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>The completion form of the socket API: operations are submitted and complete when they can, as with Linux's
/// io_uring. Of one socket, what reads completes in order, and so does what writes.</summary>
/// <remarks>Both queues are bounded by the capacity: an operation takes a place when it is submitted and gives it back when
/// its completion is taken, so a completion always finds room.</remarks>
public sealed class CompletionRing
{
    private readonly SocketTable _table;
    private readonly Queue<Submission> _submitted = new();
    private readonly Queue<Completion> _completed = new();
    private readonly Dictionary<int, Lane> _lanes = [];
    private readonly Queue<Lane> _ready = new();

    internal CompletionRing(SocketTable table, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        (_table, Capacity) = (table, capacity);
    }

    /// <summary>Operations that may be under way, those included whose completion was not taken.</summary>
    public int Capacity { get; }

    /// <summary>Operations that are under way.</summary>
    public int InUse { get; private set; }

    /// <summary>Completions that wait to be taken.</summary>
    public int Completed => _completed.Count;

    /// <summary>Submits an operation; it begins with the next <see cref="Run"/>.</summary>
    /// <returns>False when the ring is full.</returns>
    public bool TrySubmit(in Submission submission)
    {
        if (InUse >= Capacity) return false;
        InUse++;
        _submitted.Enqueue(submission);
        return true;
    }

    /// <summary>Begins what was submitted and goes on with what has become possible.</summary>
    /// <returns>How many completions wait to be taken.</returns>
    public int Run(Timestamp now)
    {
        while (_submitted.TryDequeue(out Submission submission))
            Begin(submission, now);
        for (int left = _ready.Count; left > 0 && _ready.TryDequeue(out Lane? lane); left--)
            GoOn(lane, now);
        return _completed.Count;
    }

    /// <summary>Takes the completion that has waited longest.</summary>
    public bool TryTake(out Completion completion)
    {
        if (!_completed.TryDequeue(out completion)) return false;
        InUse--;
        return true;
    }

    /// <summary>Takes operations back that have not completed: they complete with ECANCELED.</summary>
    /// <returns>How many there were with this user data.</returns>
    public int Cancel(long userData)
    {
        int count = Cancel(_submitted, userData);
        foreach (Lane lane in _lanes.Values)
            count += Cancel(lane.Reading, userData) + Cancel(lane.Writing, userData);
        return count;
    }

    private int Cancel(Queue<Submission> queue, long userData)
    {
        int count = 0;
        for (int left = queue.Count; left > 0; left--)
        {
            Submission submission = queue.Dequeue();
            if (submission.UserData != userData)
            {
                queue.Enqueue(submission);
                continue;
            }

            Complete(submission, -1, Errno.ECANCELED);
            count++;
        }

        return count;
    }

    private void Begin(in Submission submission, Timestamp now)
    {
        if (submission.Operation == RingOperation.Close)
        {
            Errno error = _table.Close(submission.Descriptor, now);
            Complete(submission, error == Errno.None ? 0 : -1, error);
            return;
        }

        if (_table.Find(submission.Descriptor) is not { } socket)
        {
            Complete(submission, -1, Errno.EBADF);
            return;
        }

        if (!_lanes.TryGetValue(submission.Descriptor, out Lane? lane))
        {
            _lanes[submission.Descriptor] = lane = new(this, socket, submission.Descriptor);
            socket.Add(lane);
        }

        bool isReading = submission.Operation is RingOperation.Accept or RingOperation.Receive;
        (isReading ? lane.Reading : lane.Writing).Enqueue(submission);
        Enqueue(lane);
    }

    private void GoOn(Lane lane, Timestamp now)
    {
        lane.IsQueued = false;
        if (lane.IsClosed) return;
        GoOn(lane.Writing, now);
        GoOn(lane.Reading, now);
        if (lane.Reading.Count > 0 || lane.Writing.Count > 0) return;
        lane.Socket.Remove(lane);
        lane.IsClosed = true;
        _lanes.Remove(lane.Descriptor);
    }

    private void GoOn(Queue<Submission> queue, Timestamp now)
    {
        while (queue.TryPeek(out Submission submission) && TryComplete(submission, now))
            queue.Dequeue();
    }

    private bool TryComplete(in Submission s, Timestamp now)
    {
        int result = 0;
        SocketAddress peer = default;
        Errno error;
        switch (s.Operation)
        {
            case RingOperation.Accept:
                result = _table.Accept(s.Descriptor, out peer, out error, now);
                break;
            case RingOperation.Receive:
                result = _table.ReceiveFrom(s.Descriptor, s.Into.Span, s.Flags, out peer, out error, now);
                break;
            case RingOperation.Send:
                result = _table.SendTo(s.Descriptor, s.Data.Span, s.Flags, s.Address, out error, now);
                break;
            default:
                error = _table.Connect(s.Descriptor, s.Address, now);
                if (error is Errno.EINPROGRESS or Errno.EALREADY) error = Errno.EAGAIN;
                break;
        }

        if (error == Errno.EAGAIN) return false;
        Complete(s, error == Errno.None ? result : -1, error, peer);
        return true;
    }

    private void Complete(in Submission submission, int result, Errno error, in SocketAddress peer = default) =>
        _completed.Enqueue(new(submission.UserData, result, error, peer));

    private void Enqueue(Lane lane)
    {
        if (lane.IsQueued) return;
        lane.IsQueued = true;
        _ready.Enqueue(lane);
    }

    private void Abandon(Lane lane)
    {
        lane.IsClosed = true;
        _lanes.Remove(lane.Descriptor);
        foreach (Submission submission in lane.Writing)
            Complete(submission, -1, Errno.ECANCELED);
        foreach (Submission submission in lane.Reading)
            Complete(submission, -1, Errno.ECANCELED);
    }

    /// <summary>The operations that wait for one socket.</summary>
    private sealed class Lane(CompletionRing ring, Socket socket, int descriptor) : Watch(socket)
    {
        public int Descriptor => descriptor;

        public Queue<Submission> Reading { get; } = new();

        public Queue<Submission> Writing { get; } = new();

        public bool IsQueued { get; set; }

        public bool IsClosed { get; set; }

        public override void OnReady(Readiness what) => ring.Enqueue(this);

        public override void OnClosed() => ring.Abandon(this);
    }
}
