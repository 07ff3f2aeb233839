using NetStack.Transport;

namespace NetStack.Hosting;

/// <summary>Watches many sockets at a cost that grows with those that are ready, not with those that are watched: Linux's
/// epoll without the waiting.</summary>
/// <remarks>A socket that something happens to is put at the end of a list. <see cref="Wait"/> takes from the front, asks the
/// socket what it is really ready for, and puts a level-triggered one back at the end: each gets its turn. Errors and
/// hang-ups are always reported. Closing a descriptor takes it out of every poller.</remarks>
public sealed class Poller
{
    private const Readiness Always = Readiness.Error | Readiness.HangUp;
    private readonly SocketTable _table;
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly LinkedList<Entry> _ready = new();

    internal Poller(SocketTable table) => _table = table;

    /// <summary>Descriptors that are watched.</summary>
    public int Count => _entries.Count;

    /// <summary>True when <see cref="Wait"/> may have something to report.</summary>
    public bool HasReady => _ready.Count > 0;

    /// <summary>Begins to watch a descriptor; what it is ready for already is reported, too.</summary>
    /// <param name="fd">The descriptor.</param>
    /// <param name="interest">What to report.</param>
    /// <param name="mode">How often.</param>
    /// <param name="userData">Given back with each report.</param>
    /// <returns>EBADF, or EEXIST when it is watched.</returns>
    public Errno Add(int fd, Readiness interest, PollerMode mode = PollerMode.Level, long userData = 0)
    {
        if (_table.Find(fd) is not { } socket) return Errno.EBADF;
        if (_entries.ContainsKey(fd)) return Errno.EEXIST;
        Entry entry = new(this, socket, fd);
        _entries.Add(fd, entry);
        socket.Add(entry);
        Set(entry, interest, mode, userData);
        return Errno.None;
    }

    /// <summary>Changes what is reported, and how often; arms a one-shot entry again.</summary>
    /// <returns>EBADF, or ENOENT when it is not watched.</returns>
    public Errno Modify(int fd, Readiness interest, PollerMode mode = PollerMode.Level, long userData = 0)
    {
        Errno error = Find(fd, out Entry? entry);
        if (entry is not null) Set(entry, interest, mode, userData);
        return error;
    }

    /// <summary>Watches a descriptor no more.</summary>
    /// <returns>EBADF, or ENOENT when it is not watched.</returns>
    public Errno Remove(int fd)
    {
        Errno error = Find(fd, out Entry? entry);
        if (entry is null) return error;
        entry.Socket.Remove(entry);
        Forget(entry);
        return Errno.None;
    }

    /// <summary>Reports what is ready; never waits.</summary>
    /// <param name="events">Where to.</param>
    /// <returns>How many were reported.</returns>
    public int Wait(Span<PollerEvent> events)
    {
        int count = 0;
        for (int left = _ready.Count; left > 0 && count < events.Length; left--)
        {
            Entry entry = _ready.First!.Value;
            _ready.RemoveFirst();
            entry.IsQueued = false;
            Readiness ready = entry.Socket.Readiness & entry.Interest;
            if (ready == Readiness.None) continue;
            events[count++] = new(entry.Descriptor, ready, entry.UserData);
            if ((entry.Mode & PollerMode.OneShot) != 0) entry.Interest = Readiness.None;
            else if ((entry.Mode & PollerMode.Edge) == 0) Enqueue(entry);
        }

        return count;
    }

    private void Set(Entry entry, Readiness interest, PollerMode mode, long userData)
    {
        (entry.Interest, entry.Mode, entry.UserData) = (interest | Always, mode, userData);
        if ((entry.Socket.Readiness & entry.Interest) != Readiness.None) Enqueue(entry);
    }

    private Errno Find(int fd, out Entry? entry)
    {
        entry = null;
        if (_table.Find(fd) is null) return Errno.EBADF;
        return _entries.TryGetValue(fd, out entry) ? Errno.None : Errno.ENOENT;
    }

    private void Enqueue(Entry entry)
    {
        if (entry.IsQueued) return;
        entry.IsQueued = true;
        _ready.AddLast(entry.Node);
    }

    private void Forget(Entry entry)
    {
        _entries.Remove(entry.Descriptor);
        if (entry.IsQueued) _ready.Remove(entry.Node);
        entry.IsQueued = false;
    }

    private sealed class Entry : Watch
    {
        private readonly Poller _poller;

        public Entry(Poller poller, Socket socket, int descriptor)
            : base(socket)
        {
            (_poller, Descriptor) = (poller, descriptor);
            Node = new(this);
        }

        public int Descriptor { get; }

        public LinkedListNode<Entry> Node { get; }

        public Readiness Interest { get; set; }

        public PollerMode Mode { get; set; }

        public long UserData { get; set; }

        public bool IsQueued { get; set; }

        public override void OnReady(Readiness what)
        {
            if ((what & Interest) != Readiness.None) _poller.Enqueue(this);
        }

        public override void OnClosed() => _poller.Forget(this);
    }
}
