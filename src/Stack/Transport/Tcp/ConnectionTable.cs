using NetStack.Bytes;

namespace NetStack.Transport.Tcp;

/// <summary>Finds a connection by its four names: open addressing with a keyed hash, so that nobody outside can choose
/// keys that collide.</summary>
/// <param name="key">The host's secret.</param>
internal sealed class ConnectionTable(ulong key)
{
    private Connection?[] _slots = new Connection?[16];
    private int _used;

    /// <summary>Connections in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The connection with these names, or null.</summary>
    public Connection? Find(in ConnectionKey name)
    {
        int mask = _slots.Length - 1;
        for (int i = unchecked((int)Hash(name)) & mask; _slots[i] is { } found; i = (i + 1) & mask)
            if (found.Key == name) return found;
        return null;
    }

    /// <summary>Adds a connection.</summary>
    public void Add(Connection connection)
    {
        if ((_used + 1) * 4 > _slots.Length * 3) Resize();
        Place(connection);
        Count++;
        _used++;
    }

    /// <summary>Takes a connection out; those that were pushed on by it move back.</summary>
    public bool Remove(Connection connection)
    {
        int mask = _slots.Length - 1, i = unchecked((int)Hash(connection.Key)) & mask;
        while (!ReferenceEquals(_slots[i], connection))
        {
            if (_slots[i] is null) return false;
            i = (i + 1) & mask;
        }

        Count--;
        _used--;
        for (int next = (i + 1) & mask; ; next = (next + 1) & mask)
        {
            if (_slots[next] is not { } moved) break;
            int home = unchecked((int)Hash(moved.Key)) & mask;
            bool mustStay = i <= next ? home > i && home <= next : home > i || home <= next;
            if (mustStay) continue;
            _slots[i] = moved;
            i = next;
        }

        _slots[i] = null;
        return true;
    }

    /// <summary>Every connection, in no order that means anything, but the same in each run.</summary>
    public IEnumerable<Connection> All()
    {
        foreach (Connection? connection in _slots)
            if (connection is not null) yield return connection;
    }

    private uint Hash(in ConnectionKey name)
    {
        unchecked
        {
            ulong a = name.RemoteAddress.Low ^ (name.RemoteAddress.High * 0x9E37_79B9_7F4A_7C15) ^ key;
            ulong b = name.LocalAddress.Low ^ (name.LocalAddress.High * 0xC2B2_AE3D_27D4_EB4F)
                ^ ((ulong)name.LocalPort << 48) ^ ((ulong)name.RemotePort << 32);
            ulong high = Math.BigMul(a ^ 0xA076_1D64_78BD_642F, b ^ key ^ 0xE703_7ED1_A0B4_28DB, out ulong low);
            high = Math.BigMul(high ^ low ^ key, 0x8EBC_6AF0_9C88_C6E3, out low);
            return (uint)(high ^ low);
        }
    }

    private void Place(Connection connection)
    {
        int mask = _slots.Length - 1, i = unchecked((int)Hash(connection.Key)) & mask;
        while (_slots[i] is not null)
            i = (i + 1) & mask;
        _slots[i] = connection;
    }

    private void Resize()
    {
        Connection?[] old = _slots;
        _slots = new Connection?[old.Length * 2];
        foreach (Connection? connection in old)
            if (connection is not null) Place(connection);
    }
}
