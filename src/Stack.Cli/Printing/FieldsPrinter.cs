using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary><c>-T fields</c>: a line for each frame, a cell for each column, as <c>tshark -T fields</c> prints them.
/// Nothing is allocated for a frame.</summary>
internal sealed class FieldsPrinter(Utf8Writer writer, FieldColumns columns, FieldsFormat format) : FramePrinter
{
    private readonly FieldCells _cells = new(columns);

    /// <inheritdoc/>
    public override IEnumerable<Field> Wanted => columns.Fields;

    /// <inheritdoc/>
    public override void Begin()
    {
        if (format.ByteOrderMark) writer.Write("\uFEFF"u8);
        if (!format.Header) return;
        for (int column = 0; column < columns.Names.Length; column++)
        {
            if (column > 0) writer.Write(format.Separator);
            writer.Write(columns.Names[column]);
        }

        writer.Write((byte)'\n');
    }

    /// <inheritdoc/>
    public override void Print(DissectedFrame frame)
    {
        _cells.Gather(frame.Fields);
        for (int column = 0; column < columns.Names.Length; column++)
        {
            if (column > 0) writer.Write(format.Separator);
            if (columns.Protocols[column] is { } protocol) WriteProtocol(frame, protocol);
            else if (_cells.First(column) != FieldCells.None) WriteCell(frame, column);
        }

        writer.Write((byte)'\n');
    }

    private void WriteCell(DissectedFrame frame, int column)
    {
        if (format.Quote != 0) writer.Write(format.Quote);
        int place = format.Occurrence == Occurrence.Last ? _cells.Last(column) : _cells.First(column);
        for (bool more = false; place != FieldCells.None; place = _cells.Next(place), more = true)
        {
            if (more) writer.Write(format.Aggregator);
            FieldFormatter.Write(writer, frame, frame.Fields[_cells.Record(place)]);
            if (format.Occurrence != Occurrence.All) break;
        }

        if (format.Quote != 0) writer.Write(format.Quote);
    }

    /// <summary>A protocol that was asked for by name shows its full name, once for each of its layers.</summary>
    private void WriteProtocol(DissectedFrame frame, Protocol protocol)
    {
        int count = 0;
        foreach (ref readonly LayerRecord layer in frame.Layers)
        {
            if (layer.Protocol != protocol) continue;
            if (count == 0 && format.Quote != 0) writer.Write(format.Quote);
            if (count > 0 && format.Occurrence != Occurrence.All) continue;
            if (count++ > 0) writer.Write(format.Aggregator);
            writer.Write(protocol.Title);
        }

        if (count > 0 && format.Quote != 0) writer.Write(format.Quote);
    }
}
