using NetStack.Bytes;

namespace NetStack.Internet.Fragments;

/// <summary>The datagrams that a host is putting together. Bounded in octets, in datagrams, and for each sender, so that a
/// flood of fragments that never fit cannot keep a good sender's out for long. Source: RFC 1122 §3.3.2, RFC 6274 §3.7.</summary>
internal sealed class ReassemblyTable(InternetOptions options)
{
    /// <summary>The most datagrams at a time.</summary>
    public const int MaxDatagrams = 1024;

    private readonly Dictionary<FragmentKey, LinkedListNode<Reassembly>> _byKey = [];
    private readonly LinkedList<Reassembly> _byAge = []; // all wait equally long: the oldest is the first that is due
    private readonly Dictionary<IpAddress, int> _bySource = [];
    private long _cost;

    /// <summary>When the oldest datagram is given up.</summary>
    public Timestamp NextDeadline => _byAge.First?.Value.Deadline ?? Timestamp.Never;

    /// <summary>Datagrams that wait.</summary>
    public int Count => _byAge.Count;

    /// <summary>Octets that they take.</summary>
    public long Cost => _cost;

    /// <summary>Finds a fragment's datagram, or begins it.</summary>
    public Reassembly FindOrBegin(in FragmentKey key, HostInterface from, Timestamp now)
    {
        if (_byKey.TryGetValue(key, out LinkedListNode<Reassembly>? node)) return node.Value;
        if (_byAge.Count >= MaxDatagrams) Remove(_byAge.First!.Value);
        if (_bySource.GetValueOrDefault(key.Source) >= options.ReassembliesPerSource) Remove(OldestOf(key.Source));
        node = _byAge.AddLast(new Reassembly(key, from, now + options.ReassemblyTimeout));
        _byKey[key] = node;
        _bySource[key.Source] = _bySource.GetValueOrDefault(key.Source) + 1;
        _cost += node.Value.Cost;
        return node.Value;
    }

    /// <summary>Adds a fragment to its datagram; older datagrams give way when there is no room.</summary>
    public FragmentOutcome Add(Reassembly datagram, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> data, int offset, bool more)
    {
        int before = datagram.Cost;
        FragmentOutcome outcome = datagram.Add(headers, data, offset, more);
        if (outcome == FragmentOutcome.Contradicts) datagram.Abandon();
        _cost += datagram.Cost - before;
        while (_cost > options.ReassemblyOctets && _byAge.First is { } oldest && oldest.Value != datagram)
            Remove(oldest.Value);
        return outcome;
    }

    /// <summary>Takes the oldest datagram out when its time is over.</summary>
    public bool TryExpire(Timestamp now, out Reassembly? datagram)
    {
        datagram = _byAge.First?.Value;
        if (datagram is null || datagram.Deadline > now) return false;
        Remove(datagram);
        return true;
    }

    /// <summary>Takes a datagram out: it is complete, or gives way.</summary>
    public void Remove(Reassembly datagram)
    {
        if (!_byKey.Remove(datagram.Key, out LinkedListNode<Reassembly>? node)) return;
        _byAge.Remove(node);
        _cost -= datagram.Cost;
        int others = _bySource[datagram.Key.Source] - 1;
        if (others == 0) _bySource.Remove(datagram.Key.Source);
        else _bySource[datagram.Key.Source] = others;
    }

    private Reassembly OldestOf(in IpAddress source)
    {
        LinkedListNode<Reassembly> node = _byAge.First!;
        while (node.Value.Key.Source != source) node = node.Next!; // there is one: it is counted
        return node.Value;
    }
}
