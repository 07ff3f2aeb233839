using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Printing;

/// <summary>The columns of <c>-e</c>, and which of them a field belongs to: looked up once for each value of each
/// frame, so it is a small table instead of a dictionary.</summary>
internal sealed class FieldColumns
{
    // A chain of entries for each hash: a field may stand in several columns (tcp.srcport in tcp.port, too).
    private const int Buckets = 1024;
    private readonly int[] _first = new int[Buckets];
    private readonly List<Entry> _entries = [default]; // entry 0 ends a chain

    private FieldColumns(ImmutableArray<string> names) => Names = names;

    /// <summary>The names as asked for, in order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The protocols that were asked for by name (<c>-e tcp</c>), null where a column is of fields.</summary>
    public required ImmutableArray<Protocol?> Protocols { get; init; }

    /// <summary>All fields of all columns.</summary>
    public IEnumerable<Field> Fields => _entries.Skip(1).Select(entry => entry.Field);

    /// <summary>Resolves names.</summary>
    /// <exception cref="UserError">Some names are not known; all of them are listed.</exception>
    public static FieldColumns Resolve(ProtocolRegistry registry, IReadOnlyList<string> names)
    {
        var protocols = new Protocol?[names.Count];
        var fields = new ImmutableArray<Field>[names.Count];
        List<string> unknown = [];
        for (int column = 0; column < names.Count; column++)
        {
            if (registry.TryGetFields(names[column], out fields[column])) continue;
            fields[column] = [];
            if (registry.TryGetProtocol(names[column], out Protocol protocol)) protocols[column] = protocol;
            else unknown.Add(names[column]);
        }

        if (unknown.Count > 0) throw UserError.Usage(Texts.Of(DissectTexts.NoSuchFields, string.Join(' ', unknown)));
        FieldColumns columns = new([.. names]) { Protocols = [.. protocols] };
        for (int column = 0; column < fields.Length; column++)
        {
            foreach (Field field in fields[column]) columns.Add(field, column);
        }

        return columns;
    }

    /// <summary>The first entry that a field may have; 0 for none. Walk on with <see cref="Next"/>.</summary>
    public int First(Field field) => _first[field.GetHashCode() % Buckets];

    /// <summary>The column of an entry when it is the field's, else -1; and moves to the entry after it.</summary>
    public int Next(Field field, ref int entry)
    {
        Entry found = _entries[entry];
        entry = found.Next;
        return ReferenceEquals(found.Field, field) ? found.Column : -1;
    }

    private void Add(Field field, int column)
    {
        ref int first = ref _first[field.GetHashCode() % Buckets];
        _entries.Add(new(field, column, first));
        first = _entries.Count - 1;
    }

    private readonly record struct Entry(Field Field, int Column, int Next);
}
