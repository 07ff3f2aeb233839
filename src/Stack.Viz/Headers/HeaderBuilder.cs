using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;
using NetStack.Viz.Values;

namespace NetStack.Viz.Headers;

/// <summary>Makes a <see cref="HeaderView"/> from a protocol's field table.</summary>
internal sealed class HeaderBuilder(Protocol protocol, StackLayer kind)
{
    /// <summary>A longer "fixed part" would be a mistake in a table, not a header.</summary>
    private const int MaxBits = 8 * 1024;

    private const int MaxTailFields = 4;

    public HeaderView? Build()
    {
        List<Field> tiles = Tiles();
        if (tiles.Count == 0) return null;
        return Assemble(tiles, _ => (null, null), PossibleTail(), frameNumber: null);
    }

    public HeaderView? Build(DissectedFrame frame, int layer)
    {
        List<Field> tiles = Tiles();
        if (tiles.Count == 0) return null;
        int end = tiles.Max(field => field.BitOffset + field.BitWidth);
        int octets = frame.Layers[layer].HeaderLength - ((end + 7) / 8);
        HeaderTail? tail = octets > 0 ? new(FieldsBehind(frame, layer, (end + 7) / 8), octets) : null;
        return Assemble(tiles, field => ValueOf(frame, layer, field), tail, frame.Info.Number);
    }

    /// <summary>A field that may hold what follows: octets, text or a group, not a second reading of a fixed field.</summary>
    private static bool IsBehind(Field field) => !field.IsFixed && !field.IsGenerated && field.Parent is null
        && field.Type is FieldType.None or FieldType.Octets or FieldType.Text;

    /// <summary>Without a frame: the options where the protocol has such a field; a message of an application goes on
    /// with whatever its fields are; below that a header ends here.</summary>
    private HeaderTail? PossibleTail()
    {
        Field[] behind = [.. protocol.Fields.Where(IsBehind)];
        if (Array.Find(behind, field => field.Name == protocol.Name + ".options") is { } options) return new([options], null);
        bool hasOptions = protocol.Fields.Any(field => field.Name.StartsWith(protocol.Name + ".opt.", StringComparison.Ordinal));
        return hasOptions ? new([], null, AreOptions: true)
            : kind == StackLayer.Application && behind.Length > 0 ? new([], null) : null;
    }

    /// <summary>The fields that fill the header without covering one another: a field of flags gives way to its
    /// flags where they fill it. A table may hold further fixed fields, of options: those come later and overlap.</summary>
    private List<Field> Tiles()
    {
        List<Field> tiles = [];
        foreach (Field field in protocol.FixedFields.Where(field => field.Parent is null && field.BitWidth > 0))
        {
            if (field.BitOffset + field.BitWidth <= MaxBits && !tiles.Exists(tile => Overlap(tile, field))) AddFinest(tiles, field);
        }

        tiles.Sort((a, b) => a.BitOffset.CompareTo(b.BitOffset));
        return tiles;
    }

    private void AddFinest(List<Field> tiles, Field field)
    {
        Field[] parts = [.. protocol.FixedFields.Where(part => part.Parent == field)];
        int next = field.BitOffset;
        foreach (Field part in parts.OrderBy(part => part.BitOffset))
            next = part.BitOffset == next ? next + part.BitWidth : int.MaxValue / 2;
        if (parts.Length == 0 || next != field.BitOffset + field.BitWidth) tiles.Add(field);
        else foreach (Field part in parts) AddFinest(tiles, part);
    }

    private static bool Overlap(Field a, Field b) =>
        a.BitOffset < b.BitOffset + b.BitWidth && b.BitOffset < a.BitOffset + a.BitWidth;

    private HeaderView Assemble(
        List<Field> tiles, Func<Field, (string?, string?)> valueOf, HeaderTail? tail, int? frameNumber)
    {
        var cells = ImmutableArray.CreateBuilder<HeaderCell>();
        int bit = 0;
        foreach (Field tile in tiles)
        {
            if (tile.BitOffset > bit) cells.Add(new(null, bit, tile.BitOffset - bit, null, null));
            (string? value, string? number) = valueOf(tile);
            cells.Add(new(tile, tile.BitOffset, tile.BitWidth, value, number));
            bit = tile.BitOffset + tile.BitWidth;
        }

        RfcReference rfc = tiles.GroupBy(tile => tile.Rfc).OrderByDescending(group => group.Count()).First().Key;
        return new(protocol, kind, rfc, cells.ToImmutable(), bit, tail, frameNumber);
    }

    private static (string? Value, string? Number) ValueOf(DissectedFrame frame, int layer, Field field)
    {
        ReadOnlySpan<FieldRecord> records = frame.Fields;
        for (int i = 0; i < records.Length; i++)
        {
            if (records[i].Layer != layer || records[i].Field != field) continue;
            Utf8Writer writer = new(32);
            FieldFormatter.Write(writer, frame, records[i]);
            return (FieldText.Of(frame, i), SafeText.Of(writer.ToString()));
        }

        return default;
    }

    private static ImmutableArray<Field> FieldsBehind(DissectedFrame frame, int layer, int fixedOctets)
    {
        List<Field> fields = [];
        LayerRecord header = frame.Layers[layer];
        foreach (ref readonly FieldRecord record in frame.Fields)
        {
            bool isBehind = record.Start >= header.Start + fixedOctets && record.Start < header.Start + header.HeaderLength;
            if (record.Layer == layer && record.Depth == 1 && isBehind && IsBehind(record.Field) && !fields.Contains(record.Field))
                fields.Add(record.Field);
            if (fields.Count == MaxTailFields) break;
        }

        return [.. fields];
    }
}
