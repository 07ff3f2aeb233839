using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary><c>-T json -e FIELD…</c>: for each frame the fields that were asked for, each with the array of its values,
/// as <c>tshark -T json -e</c> prints them.</summary>
internal sealed class JsonFieldsPrinter(Utf8Writer writer, FieldColumns columns) : FramePrinter
{
    private readonly FieldCells _cells = new(columns);
    private readonly JsonEnvelope _envelope = new(writer);
    private bool _any;

    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => columns.Fields;

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _envelope.Open(frame);
        _cells.Gather(frame.Fields);
        _any = false;
        for (int column = 0; column < columns.Names.Length; column++)
        {
            if (columns.Protocols[column] is { } protocol) WriteProtocol(frame, column, protocol);
            else WriteValues(frame, column);
        }

        _envelope.Close();
    }

    /// <inheritdoc/>
    public override void End() => _envelope.End();

    private void WriteValues(DissectedFrame frame, int column)
    {
        int first = _cells.First(column);
        if (first == FieldCells.None) return;
        OpenArray(column);
        for (int place = first; place != FieldCells.None; place = _cells.Next(place))
        {
            OpenValue(isFirst: place == first);
            JsonValue.WriteString(writer, frame, frame.Fields[_cells.Record(place)]);
        }

        writer.Write("\n        ]"u8);
    }

    private void WriteProtocol(DissectedFrame frame, int column, Protocol protocol)
    {
        bool any = false;
        foreach (ref readonly LayerRecord layer in frame.Layers)
        {
            if (layer.Protocol != protocol) continue;
            if (!any) OpenArray(column);
            OpenValue(isFirst: !any);
            any = true;
            writer.Write((byte)'"');
            writer.Write(protocol.Title);
            writer.Write((byte)'"');
        }

        if (any) writer.Write("\n        ]"u8);
    }

    private void OpenArray(int column)
    {
        writer.Write(_any ? ",\n        \""u8 : "\n        \""u8);
        _any = true;
        writer.Write(columns.Names[column]);
        writer.Write("\": ["u8);
    }

    private void OpenValue(bool isFirst) => writer.Write(isFirst ? "\n          "u8 : ",\n          "u8);
}
