using NetStack.Dissection;

namespace NetStack.Cli.Printing;

/// <summary>The values of one frame sorted into columns: for each column a chain of places, in tree order. Used again
/// for every frame, without allocating once it has grown.</summary>
internal sealed class FieldCells(FieldColumns columns)
{
    /// <summary>The end of a chain, and what an empty column begins with.</summary>
    public const int None = -1;

    private readonly int[] _first = new int[columns.Names.Length];
    private readonly int[] _last = new int[columns.Names.Length];
    private Place[] _places = new Place[64];
    private int _placeCount;

    /// <summary>The first place of a column, or <see cref="None"/>.</summary>
    public int First(int column) => _first[column];

    /// <summary>The last place of a column, or <see cref="None"/>.</summary>
    public int Last(int column) => _last[column];

    /// <summary>The place after one, or <see cref="None"/>.</summary>
    public int Next(int place) => _places[place].Next;

    /// <summary>Which of the frame's fields stands in a place.</summary>
    public int Record(int place) => _places[place].Record;

    /// <summary>Sorts a frame's fields.</summary>
    public void Gather(ReadOnlySpan<FieldRecord> records)
    {
        Array.Fill(_first, None);
        Array.Fill(_last, None);
        _placeCount = 0;
        for (int i = 0; i < records.Length; i++)
        {
            Field field = records[i].Field;
            for (int entry = columns.First(field); entry != 0;)
            {
                int column = columns.Next(field, ref entry);
                if (column >= 0) Add(column, i, records);
            }
        }
    }

    private void Add(int column, int record, ReadOnlySpan<FieldRecord> records)
    {
        if (_placeCount == _places.Length) Array.Resize(ref _places, _placeCount * 2);
        int added = _placeCount++;
        int before = _last[column];
        if (before != None && records[record].Layer < records[_places[before].Record].Layer)
            before = LastUpTo(records[record].Layer, column, records);
        int after = before == None ? _first[column] : _places[before].Next;
        _places[added] = new(record, after);
        if (before == None) _first[column] = added;
        else _places[before] = _places[before] with { Next = added };
        if (after == None) _last[column] = added;
    }

    /// <summary>A layer may write on after the layers inside it (a trailer); in the tree it stands in one piece.</summary>
    private int LastUpTo(int layer, int column, ReadOnlySpan<FieldRecord> records)
    {
        int found = None;
        for (int place = _first[column]; place != None && records[_places[place].Record].Layer <= layer; place = Next(place))
            found = place;
        return found;
    }

    private readonly record struct Place(int Record, int Next);
}
