using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection.Streams;

namespace NetStack.Dissection;

/// <summary>Which protocols are known, and who is called for what. An immutable value that the composition root makes;
/// several stand side by side without knowing of each other.</summary>
public sealed class ProtocolRegistry
{
    private static readonly int TableCount = Enum.GetValues<DissectorTable>().Length;
    private readonly FrozenDictionary<uint, int>[] _tables;
    private readonly FrozenDictionary<string, ImmutableArray<Field>> _fields;
    private readonly FrozenDictionary<string, Protocol> _protocols;
    private readonly FrozenDictionary<Dissector, int> _entries;

    private ProtocolRegistry(ImmutableArray<Dissector> dissectors, ImmutableArray<(DissectorTable, uint, string)> overrides)
    {
        Dissectors = dissectors;
        Overrides = overrides;
        _entries = dissectors.Select((dissector, i) => KeyValuePair.Create(dissector, i)).ToFrozenDictionary();
        Protocols = [.. dissectors.SelectMany(d => d.MoreProtocols.Prepend(d.Protocol)).Distinct()];
        _protocols = Protocols.ToFrozenDictionary(protocol => protocol.Name);
        _fields = CollectFields(Protocols);
        _tables = CollectBindings();
        StreamEntries = [.. Enumerable.Range(0, dissectors.Length).Where(i => dissectors[i] is StreamDissector)];
        DatagramEntries = [.. dissectors.Where(d => d.Bindings.Any(b => b.Table == DissectorTable.UdpPort)).Select(EntryOf).Distinct()];
        DataEntry = EntryOf("data");
        FrameEntry = EntryOf("frame");
    }

    /// <summary>All dissectors; an entry is an index into them.</summary>
    public ImmutableArray<Dissector> Dissectors { get; }

    /// <summary>All protocols, in the order of the dissectors.</summary>
    public ImmutableArray<Protocol> Protocols { get; }

    /// <summary>What <c>-d</c> asked for: table, key, protocol name.</summary>
    public ImmutableArray<(DissectorTable Table, uint Key, string Protocol)> Overrides { get; }

    /// <summary>The entries that read byte streams: they may recognise a stream on a port that nobody is bound to.</summary>
    public ImmutableArray<int> StreamEntries { get; }

    /// <summary>The entries that read datagrams: they, too, may recognise one on a port that nobody is bound to.</summary>
    public ImmutableArray<int> DatagramEntries { get; }

    /// <summary>The entry for octets that nobody knows.</summary>
    internal int DataEntry { get; }

    /// <summary>The entry for the frame itself.</summary>
    internal int FrameEntry { get; }

    /// <summary>Makes a registry. Where two dissectors are bound to one key, the later wins.</summary>
    /// <exception cref="ArgumentException">Two protocols share a name, or two fields do with different types.</exception>
    public static ProtocolRegistry Create(IEnumerable<Dissector> dissectors) =>
        new([new FrameDissector(), new DataDissector(), .. dissectors], []);

    /// <summary>The same with a key bound to a protocol by name, as <c>-d tcp.port==8888,http</c> asks.</summary>
    public ProtocolRegistry With(DissectorTable table, uint key, string protocol) =>
        With([(table, key, protocol)]);

    /// <summary>The same with several keys bound at once: <c>-d tcp.port==8000-8999,http</c>.</summary>
    public ProtocolRegistry With(IEnumerable<(DissectorTable Table, uint Key, string Protocol)> overrides) =>
        new(Dissectors, Overrides.AddRange(overrides));

    /// <summary>The same with one more dissector.</summary>
    public ProtocolRegistry With(Dissector dissector) => new(Dissectors.Add(dissector), Overrides);

    /// <summary>Who is called for a key: an entry, or -1.</summary>
    public int Find(DissectorTable table, uint key) => _tables[(int)table].TryGetValue(key, out int entry) ? entry : -1;

    /// <summary>A dissector's entry.</summary>
    public int EntryOf(Dissector dissector) => _entries[dissector];

    /// <summary>The entry of a protocol's dissector, or -1.</summary>
    public int EntryOf(string protocol)
    {
        for (int i = 0; i < Dissectors.Length; i++)
        {
            if (Dissectors[i].Protocol.Name == protocol) return i;
        }

        return -1;
    }

    /// <summary>The entry of a protocol's dissector that fits a table: where a protocol has two, the one for streams
    /// belongs into tcp.port and the other elsewhere.</summary>
    private int EntryOf(string protocol, DissectorTable table)
    {
        bool stream = table == DissectorTable.TcpPort;
        for (int i = 0; i < Dissectors.Length; i++)
        {
            if (Dissectors[i].Protocol.Name == protocol && Dissectors[i] is StreamDissector == stream) return i;
        }

        return EntryOf(protocol);
    }

    /// <summary>The fields that a name means: one, or several for an alias such as <c>tcp.port</c>.</summary>
    public bool TryGetFields(string name, out ImmutableArray<Field> fields) => _fields.TryGetValue(name, out fields);

    /// <summary>A protocol by its filter name.</summary>
    public bool TryGetProtocol(string name, out Protocol protocol) => _protocols.TryGetValue(name, out protocol!);

    /// <summary>Every name that filters and <c>-e</c> accept: fields and their aliases.</summary>
    public IEnumerable<string> FieldNames => _fields.Keys;

    private static FrozenDictionary<string, ImmutableArray<Field>> CollectFields(ImmutableArray<Protocol> protocols)
    {
        Dictionary<string, ImmutableArray<Field>> fields = [];
        foreach (Field field in protocols.SelectMany(protocol => protocol.Fields).Distinct())
        {
            foreach (string name in field.Aliases.Prepend(field.Name))
                fields[name] = fields.TryGetValue(name, out ImmutableArray<Field> known) ? known.Add(field) : [field];
        }

        return fields.ToFrozenDictionary();
    }

    private FrozenDictionary<uint, int>[] CollectBindings()
    {
        var tables = new Dictionary<uint, int>[TableCount];
        for (int i = 0; i < tables.Length; i++) tables[i] = [];
        for (int entry = 0; entry < Dissectors.Length; entry++)
        {
            foreach ((DissectorTable table, uint key) in Dissectors[entry].Bindings)
                tables[(int)table][key] = entry;
        }

        foreach ((DissectorTable table, uint key, string protocol) in Overrides)
        {
            int entry = EntryOf(protocol, table);
            if (entry < 0) throw new ArgumentException($"no protocol is named {protocol}");
            tables[(int)table][key] = entry;
        }

        return [.. tables.Select(table => table.ToFrozenDictionary())];
    }
}
