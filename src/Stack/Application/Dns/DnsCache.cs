using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>Answers that are kept while they hold. Bounded: the one that has been used least recently gives way.
/// Source: RFC 1034 §5.3.1, RFC 2308 §5.</summary>
/// <param name="capacity">Answers to keep; 0 for none.</param>
internal sealed class DnsCache(int capacity)
{
    /// <summary>Octets of the largest answer that is kept.</summary>
    public const int LargestEntry = 8192;

    private readonly Dictionary<(DomainName Name, ushort Type), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new(); // the one used last comes first

    private sealed record Entry((DomainName Name, ushort Type) Key, DnsFinding Finding);

    /// <summary>Answers that are kept, also those that hold no longer.</summary>
    public int Count => _entries.Count;

    /// <summary>Finds an answer that still holds.</summary>
    public DnsFinding? Find(DomainName name, ushort type, Timestamp now)
    {
        if (!_entries.TryGetValue((name, type), out LinkedListNode<Entry>? node)) return null;
        _byUse.Remove(node);
        if (node.Value.Finding.ExpiresAt <= now)
        {
            _entries.Remove((name, type));
            return null;
        }

        _byUse.AddFirst(node);
        return node.Value.Finding;
    }

    /// <summary>Keeps an answer, if it holds for any time.</summary>
    public void Keep(DomainName name, ushort type, DnsFinding finding, Timestamp now)
    {
        if (capacity <= 0 || finding.ExpiresAt <= now || finding.Octets > LargestEntry) return;
        if (_entries.Remove((name, type), out LinkedListNode<Entry>? old)) _byUse.Remove(old);
        if (_entries.Count >= capacity)
        {
            _entries.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
        }

        _entries.Add((name, type), _byUse.AddFirst(new Entry((name, type), finding)));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _entries.Clear();
        _byUse.Clear();
    }
}
