using NetStack.Dissection;

namespace NetStack.Viz.Tree;

/// <summary>The fields of a frame by layer. The buffer holds them in the order of writing, in which a layer may go on
/// after the layers inside it (padding behind a datagram); a tree shows a layer in one piece.</summary>
internal sealed class LayerFields
{
    private int[] _first = [];
    private int[] _last = [];
    private int[] _next = [];

    /// <summary>Sorts a frame's fields, in one pass and without allocating once the arrays have grown.</summary>
    public void Sort(DissectedFrame frame)
    {
        ReadOnlySpan<FieldRecord> fields = frame.Fields;
        if (_first.Length < frame.Layers.Length)
            (_first, _last) = (new int[DissectedFrame.MaxLayers], new int[DissectedFrame.MaxLayers]);
        if (_next.Length < fields.Length) _next = new int[Math.Max(fields.Length, _next.Length * 2)];
        Array.Fill(_first, -1);
        for (int i = 0; i < fields.Length; i++)
        {
            int layer = fields[i].Layer;
            _next[i] = -1;
            if (_first[layer] < 0) _first[layer] = i;
            else _next[_last[layer]] = i;
            _last[layer] = i;
        }
    }

    /// <summary>The index of a layer's first field, or -1.</summary>
    public int First(int layer) => _first[layer];

    /// <summary>The index of the field after one in the same layer, or -1.</summary>
    public int Next(int field) => _next[field];
}
