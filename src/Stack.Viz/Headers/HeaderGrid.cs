using System.Collections.Immutable;

namespace NetStack.Viz.Headers;

/// <summary>The diagram's rows of 32 bits: which cell each bit belongs to. A field of many rows is shown by its first
/// and last with a break between them.</summary>
internal sealed class HeaderGrid
{
    public const int Columns = 32;
    private const int MaxRowsOfField = 4;

    private readonly List<Row> _rows = [];

    public HeaderGrid(HeaderView view)
    {
        int[] owners = new int[(view.Bits + Columns - 1) / Columns * Columns];
        Array.Fill(owners, -1);
        for (int cell = 0; cell < view.Cells.Length; cell++)
            owners.AsSpan(view.Cells[cell].FirstBit, view.Cells[cell].Bits).Fill(cell);
        for (int at = 0; at < owners.Length; at += Columns)
        {
            int whole = WholeRows(owners, at);
            AddRow(owners, at, isBreak: false);
            if (whole <= MaxRowsOfField) continue;
            AddRow(owners, at, isBreak: true);
            at += (whole - 2) * Columns;
        }

        Places = [.. Enumerable.Range(0, view.Cells.Length).Select(PlaceOf)];
    }

    /// <summary>A row: the cell of each bit (-1 beyond the end), or a break that stands for several rows.</summary>
    public readonly record struct Row(ImmutableArray<int> Cells, bool IsBreak);

    /// <summary>Where a cell's text stands: the row, and the widest stretch of it there.</summary>
    public readonly record struct Place(int Row, int Column, int Width);

    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>The place of each cell's text.</summary>
    public ImmutableArray<Place> Places { get; }

    /// <summary>The cell at a place; -1 outside the diagram.</summary>
    public int At(int row, int column) =>
        row < 0 || row >= _rows.Count || column is < 0 or >= Columns ? -1 : _rows[row].Cells[column];

    /// <summary>True when a line runs above a bit: something else, or nothing, is on the other side.</summary>
    public bool HasLineAbove(int row, int column) => At(row, column) != At(row - 1, column);

    /// <summary>True when a line runs left of a bit.</summary>
    public bool HasLineLeft(int row, int column) => At(row, column) != At(row, column - 1);

    private void AddRow(int[] owners, int at, bool isBreak) => _rows.Add(new([.. owners.AsSpan(at, Columns)], isBreak));

    /// <summary>How many whole rows from a place on belong to one cell.</summary>
    private static int WholeRows(int[] owners, int at)
    {
        int end = at;
        while (end < owners.Length && owners[end] == owners[at]) end++;
        return (end - at) / Columns;
    }

    private Place PlaceOf(int cell)
    {
        List<Place> places = [];
        for (int row = 0; row < _rows.Count; row++)
        {
            int first = _rows[row].Cells.IndexOf(cell), last = _rows[row].Cells.LastIndexOf(cell);
            if (first >= 0) places.Add(new(row, first, last - first + 1));
        }

        int breakAt = places.FindIndex(place => _rows[place.Row].IsBreak);
        if (breakAt >= 0) return places[breakAt];
        int widest = places.Max(place => place.Width);
        places.RemoveAll(place => place.Width < widest);
        return places[(places.Count - 1) / 2];
    }
}
