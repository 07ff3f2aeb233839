using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary><c>-T ndjson -e FIELD…</c>: one flat object a line with the fields that were asked for; a field that is not
/// there is left out, one that comes more than once has an array.</summary>
internal sealed class NdjsonFieldsPrinter(Utf8Writer writer, FieldColumns columns) : FramePrinter
{
    private readonly FieldCells _cells = new(columns);

    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => columns.Fields;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _cells.Gather(frame.Fields);
        bool any = false;
        writer.Write((byte)'{');
        for (int column = 0; column < columns.Names.Length; column++)
        {
            bool isProtocol = columns.Protocols[column] is { } protocol && Has(frame, protocol);
            if (!isProtocol && _cells.First(column) == FieldCells.None) continue;
            writer.Write(any ? ",\""u8 : "\""u8);
            any = true;
            writer.Write(columns.Names[column]);
            writer.Write("\":"u8);
            if (isProtocol) writer.Write("true"u8);
            else WriteValues(frame, column);
        }

        writer.Write("}\n"u8);
    }

    private void WriteValues(DissectedFrame frame, int column)
    {
        int first = _cells.First(column);
        bool isArray = first != _cells.Last(column);
        if (isArray) writer.Write((byte)'[');
        for (int place = first; place != FieldCells.None; place = _cells.Next(place))
        {
            if (place != first) writer.Write((byte)',');
            JsonValue.WriteTyped(writer, frame, frame.Fields[_cells.Record(place)]);
        }

        if (isArray) writer.Write((byte)']');
    }

    private static bool Has(DissectedFrame frame, Protocol protocol)
    {
        foreach (ref readonly LayerRecord layer in frame.Layers)
        {
            if (layer.Protocol == protocol) return true;
        }

        return false;
    }
}
