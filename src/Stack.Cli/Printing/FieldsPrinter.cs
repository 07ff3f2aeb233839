using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary><c>-T fields</c>: a line for each frame, a cell for each column, as <c>tshark -T fields</c> prints them.
/// Nothing is allocated for a frame.</summary>
internal sealed class FieldsPrinter(Utf8Writer writer, FieldColumns columns, FieldsFormat format) : FramePrinter
{
    private const int None = -1;

    // The occurrences of a column are a chain through _places, in tree order: _first to _last.
    private readonly int[] _first = new int[columns.Names.Length];
    private readonly int[] _last = new int[columns.Names.Length];
    private Place[] _places = new Place[64];
    private int _placeCount;

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
        GatherPlaces(frame.Fields);
        for (int column = 0; column < _first.Length; column++)
        {
            if (column > 0) writer.Write(format.Separator);
            if (columns.Protocols[column] is { } protocol) WriteProtocol(frame, protocol);
            else if (_first[column] != None) WriteCell(frame, column);
        }

        writer.Write((byte)'\n');
    }

    private void GatherPlaces(ReadOnlySpan<FieldRecord> records)
    {
        Array.Fill(_first, None);
        _placeCount = 0;
        for (int i = 0; i < records.Length; i++)
        {
            Field field = records[i].Field;
            for (int entry = columns.First(field); entry != 0;)
            {
                int column = columns.Next(field, ref entry);
                if (column >= 0) Append(column, i);
            }
        }
    }

    private void Append(int column, int record)
    {
        if (_placeCount == _places.Length) Array.Resize(ref _places, _placeCount * 2);
        int place = _placeCount++;
        _places[place] = new(record, None);
        if (_first[column] == None) _first[column] = place;
        else _places[_last[column]] = _places[_last[column]] with { Next = place };
        _last[column] = place;
    }

    private void WriteCell(DissectedFrame frame, int column)
    {
        if (format.Quote != 0) writer.Write(format.Quote);
        int place = format.Occurrence == Occurrence.Last ? _last[column] : _first[column];
        for (bool more = false; place != None; place = _places[place].Next, more = true)
        {
            if (more) writer.Write(format.Aggregator);
            FieldFormatter.Write(writer, frame, frame.Fields[_places[place].Record]);
            if (format.Occurrence != Occurrence.All) break;
        }

        if (format.Quote != 0) writer.Write(format.Quote);
    }

    /// <summary>A protocol that was asked for by name shows its full name, once for each of its layers.</summary>
    private void WriteProtocol(DissectedFrame frame, Protocol protocol)
    {
        bool found = false;
        foreach (ref readonly LayerRecord layer in frame.Layers)
        {
            if (layer.Protocol != protocol || (found && format.Occurrence == Occurrence.First)) continue;
            if (found && format.Occurrence == Occurrence.All) writer.Write(format.Aggregator);
            if (!found || format.Occurrence == Occurrence.All) writer.Write(protocol.Title);
            found = true;
        }
    }

    private readonly record struct Place(int Record, int Next);
}
