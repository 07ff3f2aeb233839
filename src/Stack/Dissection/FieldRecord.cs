namespace NetStack.Dissection;

/// <summary>One field as found in one frame: 32 octets in a reusable buffer.</summary>
public readonly struct FieldRecord
{
    internal FieldRecord(Field field, ulong value, int start, int length, int layer, byte source, byte depth, ValuePlace place) =>
        (Field, Value, Start, Length, Layer, Source, Depth, Place) = (field, value, start, length, (ushort)layer, source, depth, place);

    /// <summary>Which field.</summary>
    public Field Field { get; }

    /// <summary>The number, flag, address (IPv4, MAC) or time. For octets and text outside the frame: where they stand
    /// in the text arena (offset in the high, length in the low 32 bits).</summary>
    public ulong Value { get; }

    /// <summary><see cref="Value"/> as a signed number: of a signed field, or the nanoseconds of a time.</summary>
    public long SignedValue => unchecked((long)Value);

    /// <summary>Where the field starts in its source; -1 for a generated value.</summary>
    public int Start { get; }

    /// <summary>Octets that the field covers.</summary>
    public int Length { get; }

    /// <summary>The layer that it belongs to: an index into <see cref="DissectedFrame.Layers"/>.</summary>
    public ushort Layer { get; }

    /// <summary>The source that the range is in: 0 is the frame.</summary>
    public byte Source { get; }

    /// <summary>The depth in the tree, 1 below the layer's line. A record's children follow it at greater depths.</summary>
    public byte Depth { get; }

    /// <summary>Where the value is.</summary>
    public ValuePlace Place { get; }
}

/// <summary>Where a record's value is.</summary>
public enum ValuePlace : byte
{
    /// <summary>In <see cref="FieldRecord.Value"/>.</summary>
    Record,

    /// <summary>In the source, at <see cref="FieldRecord.Start"/>.</summary>
    Source,

    /// <summary>In the text arena: it was decoded (a DNS name) or put together.</summary>
    Arena,
}
