using NetStack.Bytes;
using NetStack.Expressions;

namespace NetStack.Dissection.Filtering;

/// <summary>The fields and layers of the current frame as values of expressions. A cursor is the index behind the record
/// or layer that it stands on.</summary>
internal sealed class DissectionValues : IValueSource
{
    private DissectedFrame? _frame;

    /// <summary>The frame that is asked about.</summary>
    public DissectedFrame Frame
    {
        get => _frame ?? throw new InvalidOperationException("no frame was given");
        set => _frame = value;
    }

    /// <inheritdoc/>
    public bool MoveNext(TypedName name, scoped ref int cursor)
    {
        if (name is not FieldName field) return MoveToLayer(((ProtocolName)name).Protocol, ref cursor);
        ReadOnlySpan<FieldRecord> rest = Frame.Fields[cursor..];
        int found = field.Only is { } only ? IndexOf(rest, only) : IndexOfAny(rest, field.Fields.AsSpan());
        cursor += found + 1;
        return found >= 0;
    }

    /// <inheritdoc/>
    public Value Read(TypedName name, int cursor)
    {
        if (name is not FieldName) return ReadLayer((ProtocolName)name, cursor - 1);
        ref readonly FieldRecord record = ref Frame.Fields[cursor - 1];
        return name.Kind switch
        {
            ValueKind.Boolean => Value.Boolean(record.Value != 0),
            ValueKind.Unsigned => Value.Unsigned(record.Value),
            ValueKind.Signed => Value.Signed(record.SignedValue),
            ValueKind.Ipv4 => Value.Ip(IpAddress.V4((uint)record.Value), OctetsInFrame(record)),
            ValueKind.Ipv6 => ReadIpv6(Frame.ValueOctets(record)),
            ValueKind.Mac => Value.Mac(new(record.Value), OctetsInFrame(record)),
            ValueKind.Time => Value.Time(new(record.SignedValue)),
            ValueKind.Duration => Value.Duration(new(record.SignedValue)),
            ValueKind.Text => Value.Text(Frame.ValueOctets(record)),
            ValueKind.Octets => Value.FromOctets(Frame.ValueOctets(record)),
            _ => Value.Presence,
        };
    }

    /// <inheritdoc/>
    public (int Layer, int Layers) LayerOf(TypedName name, int cursor)
    {
        ReadOnlySpan<LayerRecord> layers = Frame.Layers;
        int own = name is FieldName ? Frame.Fields[cursor - 1].Layer : cursor - 1;
        int layer = 0, count = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            if (!ReferenceEquals(layers[i].Protocol, layers[own].Protocol)) continue;
            count++;
            if (i <= own) layer = count;
        }

        return (layer, count);
    }

    // These two loops are most of what a filter costs: nothing but a comparison of references stands in them.
    private static int IndexOf(ReadOnlySpan<FieldRecord> records, Field field)
    {
        for (int i = 0; i < records.Length; i++)
        {
            if (ReferenceEquals(records[i].Field, field)) return i;
        }

        return -1;
    }

    private static int IndexOfAny(ReadOnlySpan<FieldRecord> records, ReadOnlySpan<Field> fields)
    {
        for (int i = 0; i < records.Length; i++)
        {
            Field field = records[i].Field;
            foreach (Field wanted in fields)
            {
                if (ReferenceEquals(field, wanted)) return i;
            }
        }

        return -1;
    }

    private bool MoveToLayer(Protocol protocol, scoped ref int cursor)
    {
        ReadOnlySpan<LayerRecord> layers = Frame.Layers;
        while (cursor < layers.Length)
        {
            if (ReferenceEquals(layers[cursor++].Protocol, protocol)) return true;
        }

        return false;
    }

    /// <summary>All that the layer covers. One that wraps nothing says no length of its header: then all is its own.</summary>
    private Value ReadLayer(ProtocolName name, int index)
    {
        LayerRecord layer = Frame.Layers[index];
        ReadOnlySpan<byte> octets = Frame.SourceOctets(layer.Source).Slice(layer.Start, layer.Length);
        return Value.Protocol(octets, name.OwnsAll || layer.HeaderLength == 0 ? octets.Length : layer.HeaderLength);
    }

    private static Value ReadIpv6(ReadOnlySpan<byte> octets) =>
        octets.Length == 16 ? Value.Ip(IpAddress.Read(octets), octets) : Value.Ip(IpAddress.V6(0, 0));

    /// <summary>An address's octets where they stand; none for an address that was worked out.</summary>
    private ReadOnlySpan<byte> OctetsInFrame(in FieldRecord record) => record.Start < 0 ? default : Frame.ValueOctets(record);
}
