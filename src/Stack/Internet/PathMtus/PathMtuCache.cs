using NetStack.Bytes;

namespace NetStack.Internet.PathMtus;

/// <summary>Paths whose MTU is smaller than their first link's, as routers or a black hole have taught. Each is believed for a
/// time, for paths change. Source: RFC 1191 §6.3, RFC 8201 §4 and §5.2.</summary>
/// <param name="maxPaths">The most that are remembered; the one learnt first gives way.</param>
internal sealed class PathMtuCache(int maxPaths)
{
    private readonly Dictionary<IpAddress, (int Mtu, Timestamp Until)> _paths = [];
    private readonly Queue<IpAddress> _byAge = [];

    /// <summary>When the first entry may end.</summary>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Paths that are remembered.</summary>
    public int Count => _paths.Count;

    /// <summary>The MTU of the path to a destination; <see cref="int.MaxValue"/> where nothing is known.</summary>
    public int Find(in IpAddress destination) =>
        _paths.Count > 0 && _paths.TryGetValue(destination, out (int Mtu, Timestamp Until) path) ? path.Mtu : int.MaxValue;

    /// <summary>Remembers an MTU.</summary>
    public void Set(in IpAddress destination, int mtu, Timestamp until)
    {
        if (maxPaths <= 0) return;
        if (!_paths.ContainsKey(destination))
        {
            if (_paths.Count >= maxPaths) _paths.Remove(_byAge.Dequeue());
            _byAge.Enqueue(destination);
        }

        _paths[destination] = (mtu, until);
        if (until < NextDeadline) NextDeadline = until;
    }

    /// <summary>Takes out the next path whose time is over.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryExpire(Timestamp now, out IpAddress destination, out int mtu)
    {
        (destination, mtu) = (default, 0);
        if (now < NextDeadline) return false;
        NextDeadline = Timestamp.Never;
        bool found = false;
        for (int i = _byAge.Count; i > 0; i--) // once around: the order stays
        {
            IpAddress path = _byAge.Dequeue();
            (int Mtu, Timestamp Until) known = _paths[path];
            if (!found && known.Until <= now)
            {
                (found, destination, mtu) = (true, path, known.Mtu);
                _paths.Remove(path);
                continue;
            }

            _byAge.Enqueue(path);
            if (known.Until < NextDeadline) NextDeadline = known.Until;
        }

        return found;
    }
}
