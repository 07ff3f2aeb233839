using NetStack.Bytes;

namespace NetStack.Internet.Neighbors;

/// <summary>The neighbor cache: an entry's life is the state diagram of RFC 4861 §7.3.2, for ARP as well.</summary>
/// <remarks>Deadlines are lazy: <see cref="NextDeadline"/> may be too early, and then <see cref="Advance"/> finds that
/// nothing is due; a confirmation by the layer above only moves a time stamp.</remarks>
/// <param name="user">Who sends the questions and what has waited.</param>
/// <param name="options">Times and bounds.</param>
/// <param name="random">For the time that a confirmation holds.</param>
public sealed partial class NeighborCache(INeighborUser user, NeighborOptions options, SeededRandom random) : INeighborCache
{
    private readonly Dictionary<(int Interface, IpAddress Address), NeighborEntry> _byAddress = [];
    private readonly List<NeighborEntry> _entries = [];

    /// <inheritdoc/>
    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    /// <summary>Neighbors that are remembered.</summary>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public NeighborState StateOf(int @interface, in IpAddress neighbor) =>
        _byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry) ? entry.State : NeighborState.None;

    /// <inheritdoc/>
    public bool TryResolve(int @interface, in IpAddress neighbor, Timestamp now, out MacAddress mac)
    {
        mac = default;
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry) || !entry.IsResolved) return false;
        mac = entry.Mac;
        entry.LastUsed = now;
        if (entry.State == NeighborState.Reachable && now >= entry.Deadline) Enter(entry, NeighborState.Stale, Timestamp.Never, now);
        if (entry.State == NeighborState.Stale) Enter(entry, NeighborState.Delay, now + options.DelayFirstProbeTime, now);
        return true;
    }

    /// <inheritdoc/>
    public bool Hold(int @interface, in IpAddress neighbor, in Frame datagram, Timestamp now)
    {
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry)) entry = Create(@interface, neighbor, now);
        entry.LastUsed = now;
        if (entry.Pending.Count >= options.PendingPerNeighbor) entry.Pending.TryDequeue(out _);
        if (options.PendingPerNeighbor > 0)
            entry.Pending.Enqueue(new(datagram.Octets.ToArray(), datagram.Checksum, datagram.SegmentSize));
        if (entry.State == NeighborState.None)
        {
            Enter(entry, NeighborState.Incomplete, now + options.RetransTimer, now);
            Solicit(entry, default, now);
        }

        return options.PendingPerNeighbor > 0;
    }

    /// <inheritdoc/>
    public void Mention(int @interface, in IpAddress neighbor, MacAddress mac, bool mayCreate, Timestamp now)
    {
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry))
        {
            if (!mayCreate) return;
            entry = Create(@interface, neighbor, now);
        }

        bool isNews = entry.State is NeighborState.None or NeighborState.Incomplete || entry.Mac != mac;
        if (!isNews || entry.State == NeighborState.Permanent) return;
        entry.Mac = mac;
        Enter(entry, NeighborState.Stale, Timestamp.Never, now); // heard from, which proves one direction only
        SendPending(entry, now);
    }

    /// <inheritdoc/>
    public void Advertise(
        int @interface, in IpAddress neighbor, MacAddress mac, bool isSolicited, bool overrides, Timestamp now)
    {
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry)) return; // nobody has asked
        if (entry.State == NeighborState.Incomplete)
        {
            if (mac == default) return;
            entry.Mac = mac;
            if (isSolicited) EnterReachable(entry, now);
            else Enter(entry, NeighborState.Stale, Timestamp.Never, now);
            SendPending(entry, now);
        }
        else if (entry.State != NeighborState.Permanent)
        {
            AdvertiseKnown(entry, mac, isSolicited, overrides, now);
        }
    }

    /// <inheritdoc/>
    public void Confirm(int @interface, in IpAddress neighbor, Timestamp now)
    {
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry)) return;
        if (entry.State == NeighborState.Reachable) entry.Deadline = now + ReachableTime();
        else if (entry.State is NeighborState.Stale or NeighborState.Delay or NeighborState.Probe) EnterReachable(entry, now);
    }

    /// <inheritdoc/>
    public void Set(int @interface, in IpAddress neighbor, MacAddress mac, Timestamp now)
    {
        if (!_byAddress.TryGetValue((@interface, neighbor), out NeighborEntry? entry)) entry = Create(@interface, neighbor, now);
        entry.Mac = mac;
        Enter(entry, NeighborState.Permanent, Timestamp.Never, now);
        SendPending(entry, now);
    }

    /// <inheritdoc/>
    public void Clear(int @interface, Timestamp now)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
            if (_entries[i].Interface == @interface) Remove(_entries[i], now);
    }

    /// <summary>RFC 4861 §7.2.5, for an entry whose address is known.</summary>
    private void AdvertiseKnown(NeighborEntry entry, MacAddress mac, bool isSolicited, bool overrides, Timestamp now)
    {
        bool differs = mac != default && mac != entry.Mac;
        if (differs && !overrides)
        {
            if (entry.State == NeighborState.Reachable) Enter(entry, NeighborState.Stale, Timestamp.Never, now);
            return;
        }

        if (differs) entry.Mac = mac;
        if (isSolicited) EnterReachable(entry, now);
        else if (differs) Enter(entry, NeighborState.Stale, Timestamp.Never, now);
    }
}
