using System.Globalization;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Values;

namespace NetStack.Viz.Headers;

/// <summary>Chooses what is written into a cell: the label where it fits, else the few letters that RFCs use, else a
/// letter of its own that is explained below the diagram.</summary>
internal sealed class CellText
{
    private const int MaxLines = 3, MaxUpright = 4;
    private readonly List<(string Mark, HeaderCell Cell)> _legend = [];
    private readonly Catalogue _catalogue;

    public CellText(HeaderView view, HeaderGrid grid, Catalogue catalogue, Func<int, int> columnsOf)
    {
        _catalogue = catalogue;
        Lines = [.. view.Cells.Select((cell, i) => LinesOf(cell, columnsOf(grid.Places[i].Width)))];
    }

    /// <summary>The lines of each cell, the value among them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines { get; }

    /// <summary>The letters that stand for fields whose name does not fit, and values that do not.</summary>
    public IReadOnlyList<(string Mark, HeaderCell Cell)> Legend => _legend;

    private List<string> LinesOf(HeaderCell cell, int columns)
    {
        if (cell.Field is null) return columns < 3 ? [] : [TextWidth.Cut(_catalogue.Text(HeaderTexts.Unnamed), columns)];
        List<string> lines = Label(cell, columns);
        if (cell.Value is null) return lines;
        if (TextWidth.Columns(cell.Value) <= columns) lines.Add(cell.Value);
        else if (cell.Number is { } number && TextWidth.Columns(number) <= columns) lines.Add(number);
        else if (!_legend.Exists(entry => entry.Cell == cell)) AddLegend(cell, lines, columns);
        return lines;
    }

    private List<string> Label(HeaderCell cell, int columns)
    {
        string label = _catalogue.Label(cell.Field!), letters = ShortNames.Of(cell.Field!);
        if (Whole(label, columns) is { } wrapped) return wrapped;
        if (TextWidth.Columns(letters) <= columns) return [letters];
        if (columns == 1 && letters.Length <= MaxUpright) return [.. letters.Select(letter => letter.ToString())];
        List<string> lines = [];
        AddLegend(cell, lines, columns);
        return lines;
    }

    /// <summary>The label in lines without breaking a word; null when it does not fit.</summary>
    private static List<string>? Whole(string label, int columns)
    {
        if (columns < 2 || TextWidth.LongestWord(label) > columns) return null;
        IReadOnlyList<string> lines = TextWidth.Wrap(label, columns);
        return lines.Count <= MaxLines ? [.. lines] : null;
    }

    private void AddLegend(HeaderCell cell, List<string> lines, int columns)
    {
        int number = _legend.Count;
        string mark = number < 26 ? ((char)('a' + number)).ToString() : (number + 1).ToString(CultureInfo.InvariantCulture);
        lines.Add(lines.Count == 0 || columns < 3 ? mark : $"({mark})");
        _legend.Add((mark, cell));
    }
}
