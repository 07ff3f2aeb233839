using System.Text;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Headers;

/// <summary>The header diagram in a terminal, drawn with the signs that RFCs use: 65 columns of ASCII.</summary>
public sealed class HeaderTerminal
{
    private const int Width = (HeaderGrid.Columns * 2) + 1;
    private readonly HeaderView _view;
    private readonly Catalogue _catalogue;
    private readonly HeaderGrid _grid;
    private readonly CellText _text;
    private readonly Paragraph _out = new();

    private HeaderTerminal(HeaderView view, Catalogue catalogue)
    {
        (_view, _catalogue, _grid) = (view, catalogue, new(view));
        _text = new(view, _grid, catalogue, bits => (bits * 2) - 1);
    }

    /// <summary>The diagram, to be written to a console.</summary>
    public static IRenderable Render(HeaderView view, Catalogue catalogue) => new HeaderTerminal(view, catalogue).Draw();

    private Paragraph Draw()
    {
        Write(Heading(_view, _catalogue), TerminalStyles.Strong);
        if (_view.FrameNumber is { } frame) Write(_catalogue.Text(HeaderTexts.Frame, frame), TerminalStyles.Muted);
        WriteRuler();
        for (int row = 0; row <= _grid.Rows.Count; row++)
        {
            Write(Border(row), TerminalStyles.Muted);
            if (row < _grid.Rows.Count) WriteRow(row);
        }

        if (_view.Tail is { } tail) WriteTail(tail);
        foreach ((string mark, HeaderCell cell) in _text.Legend) WriteLegend(mark, cell);
        return _out;
    }

    internal static string Heading(HeaderView view, Catalogue catalogue)
    {
        string heading = catalogue.Text(HeaderTexts.Title, view.Protocol.Title, (view.Bits + 7) / 8);
        return view.Rfc.IsEmpty ? heading : $"{heading} ({view.Rfc})";
    }

    internal static string TailText(HeaderTail tail, Catalogue catalogue)
    {
        string fields = tail.Fields.IsEmpty ? catalogue.Text(tail.AreOptions ? HeaderTexts.Options : HeaderTexts.Variable)
            : string.Join(", ", tail.Fields.Select(catalogue.Label).Distinct());
        return tail.Octets is { } octets ? catalogue.Text(HeaderTexts.TailOctets, fields, octets)
            : catalogue.Text(HeaderTexts.Tail, fields);
    }

    /// <summary>The bits of a cell, counted from the header's start: 103, or 32–63.</summary>
    internal static string BitsOf(HeaderCell cell) =>
        cell.Bits == 1 ? $"{cell.FirstBit}" : $"{cell.FirstBit}–{cell.FirstBit + cell.Bits - 1}";

    private void Write(string line, Style style) => _out.Append(line + "\n", style);

    private void WriteRuler()
    {
        StringBuilder tens = new(), ones = new();
        for (int bit = 0; bit < HeaderGrid.Columns; bit++)
        {
            tens.Append(' ').Append(bit % 10 == 0 ? (char)('0' + (bit / 10)) : ' ');
            ones.Append(' ').Append((char)('0' + (bit % 10)));
        }

        Write(tens.ToString(), TerminalStyles.Muted);
        Write(ones.ToString(), TerminalStyles.Muted);
    }

    /// <summary>The line above a row: +-+-+ where a cell begins or ends, blank inside a cell of several rows.</summary>
    private string Border(int row)
    {
        StringBuilder line = new();
        for (int column = 0; column <= HeaderGrid.Columns; column++)
        {
            bool left = column > 0 && _grid.HasLineAbove(row, column - 1);
            bool right = column < HeaderGrid.Columns && _grid.HasLineAbove(row, column);
            bool upright = IsUpright(row, column) || IsUpright(row - 1, column);
            line.Append(left || right || upright ? '+' : ' ');
            if (column < HeaderGrid.Columns) line.Append(right ? '-' : ' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>True when a line runs down beside a bit of a row.</summary>
    private bool IsUpright(int row, int column) => _grid.At(row, column) != _grid.At(row, column - 1);

    private void WriteRow(int row)
    {
        bool isBreak = _grid.Rows[row].IsBreak;
        List<(int Column, int Bits, IReadOnlyList<string> Lines, HeaderCell? Cell)> stretches = [.. Stretches(row)];
        int height = Math.Max(1, stretches.Max(stretch => stretch.Lines.Count));
        for (int line = 0; line < height; line++)
        {
            foreach ((int column, int bits, IReadOnlyList<string> lines, HeaderCell? cell) in stretches)
            {
                int index = line - ((height - lines.Count) / 2);
                string text = index >= 0 && index < lines.Count ? lines[index] : "";
                bool isValue = cell?.Value is { } && index == lines.Count - 1 && lines.Count > 1;
                _out.Append(isBreak ? "~" : "|", TerminalStyles.Muted);
                _out.Append(TextWidth.Centre(text, (bits * 2) - 1), isValue ? TerminalStyles.Strong : TerminalStyles.Of(_view.Kind));
            }

            Write(isBreak ? "~" : "|", TerminalStyles.Muted);
        }
    }

    /// <summary>The cells of a row from left to right, with their text where it stands in this row.</summary>
    private IEnumerable<(int Column, int Bits, IReadOnlyList<string> Lines, HeaderCell? Cell)> Stretches(int row)
    {
        int column = 0;
        while (column < HeaderGrid.Columns && _grid.At(row, column) is >= 0 and int cell)
        {
            int start = column;
            while (column < HeaderGrid.Columns && _grid.At(row, column) == cell) column++;
            HeaderGrid.Place place = _grid.Places[cell];
            bool isHere = place.Row == row && place.Column == start;
            yield return (start, column - start, isHere ? LinesOf(cell, row) : [], isHere ? _view.Cells[cell] : null);
        }
    }

    private IReadOnlyList<string> LinesOf(int cell, int row) => !_grid.Rows[row].IsBreak ? _text.Lines[cell]
        : [$"{_text.Lines[cell][0]} ({_catalogue.Text(HeaderTexts.Octets, _view.Cells[cell].Bits / 8)})", .. _text.Lines[cell].Skip(1)];

    private void WriteTail(HeaderTail tail)
    {
        Write("/" + TextWidth.Centre(TailText(tail, _catalogue), Width - 2) + "/", TerminalStyles.Of(_view.Kind));
        Write(string.Concat(Enumerable.Repeat("+-", HeaderGrid.Columns)) + "+", TerminalStyles.Muted);
    }

    private void WriteLegend(string mark, HeaderCell cell)
    {
        _out.Append($" {mark}  ", TerminalStyles.Strong);
        _out.Append($"{_catalogue.Label(cell.Field!)} ({cell.Field!.Name}, {BitsOf(cell)})");
        Write(cell.Value is null ? "" : " = " + cell.Value, TerminalStyles.Strong);
    }
}
