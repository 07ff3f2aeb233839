namespace NetStack.Dissection.Conversations;

/// <summary>The conversations of one transport protocol in one session: found by their two ends in either direction,
/// numbered in the order in which they began.</summary>
/// <typeparam name="T">What is remembered of each.</typeparam>
/// <param name="seed">Keys the hash.</param>
public sealed class ConversationTable<T>(ulong seed) where T : class
{
    private readonly Dictionary<ConversationKey, int> _latest = new(new KeyComparer(seed));
    private readonly List<T> _all = [];
    private ConversationKey _lastKey;
    private int _lastIndex = -1;

    /// <summary>All conversations; a stream number is an index.</summary>
    public IReadOnlyList<T> All => _all;

    /// <summary>The latest conversation between two ends, or null.</summary>
    public T? Find(in ConversationKey key)
    {
        if (_lastIndex >= 0 && key == _lastKey) return _all[_lastIndex]; // packets come in trains
        if (!_latest.TryGetValue(key, out int index)) return null;
        (_lastKey, _lastIndex) = (key, index);
        return _all[index];
    }

    /// <summary>The number that the next conversation gets.</summary>
    public int NextIndex => _all.Count;

    /// <summary>Begins a conversation; an earlier one between the same ends (the ports are used again) stays under its
    /// number but is no longer found.</summary>
    public void Add(in ConversationKey key, T conversation)
    {
        _latest[key] = _lastIndex = _all.Count;
        _lastKey = key;
        _all.Add(conversation);
    }

    private sealed class KeyComparer(ulong seed) : IEqualityComparer<ConversationKey>
    {
        public bool Equals(ConversationKey x, ConversationKey y) => x == y;

        public int GetHashCode(ConversationKey key) => unchecked((int)key.Hash(seed));
    }
}
