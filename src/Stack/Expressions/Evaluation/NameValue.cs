using System.Collections.Immutable;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Evaluation;

/// <summary>The values of a name, in all layers or in some.</summary>
/// <param name="name">The name.</param>
/// <param name="slot">Its place among the operand's cursors.</param>
/// <param name="layers">The layers that count, none for all.</param>
internal sealed class NameValue(TypedName name, int slot, ImmutableArray<ValueRange> layers) : Calculation
{
    /// <summary>Moves to the next value, back to the first one after a false.</summary>
    public bool MoveNext(IValueSource source, scoped ref Cursors cursors)
    {
        while (source.MoveNext(name, ref cursors.At[slot]))
        {
            cursors.Steps++;
            if (layers.IsEmpty || IsInLayers(source, cursors.At[slot])) return true;
        }

        cursors.At[slot] = 0;
        return false;
    }

    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = source.Read(name, cursors.At[slot]);
        return true;
    }

    private bool IsInLayers(IValueSource source, int cursor)
    {
        (int layer, int count) = source.LayerOf(name, cursor);
        foreach (ValueRange range in layers)
        {
            // Layers count from 1, and a range may reach beyond the last.
            int from = range.Start < 0 ? count + 1 + range.Start : range.Start;
            int last = range.End switch
            {
                RangeEnd.Length => from + range.Bound - 1,
                RangeEnd.Last => range.Bound < 0 ? count + 1 + range.Bound : range.Bound,
                _ => count,
            };
            if (layer >= from && layer <= last) return true;
        }

        return false;
    }
}
