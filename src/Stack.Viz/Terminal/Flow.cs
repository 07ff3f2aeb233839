using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Terminal;

/// <summary>Items one after the other, as many in a line as there is room for; an item is not broken unless it is
/// longer than a line.</summary>
/// <param name="items">Pieces of text with a style each.</param>
/// <param name="gap">Columns between two items.</param>
internal sealed class Flow(IReadOnlyList<Flow.Item> items, int gap = 3) : Renderable
{
    /// <summary>An item: a label, and what is said under it.</summary>
    public readonly record struct Item(string Label, string Value, Style LabelStyle, Style ValueStyle);

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(20, maxWidth), maxWidth);

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int used = 0;
        foreach (Item item in items)
        {
            string label = item.Label.Length == 0 ? "" : TextWidth.Cut(item.Label, maxWidth / 2) + " ";
            int room = Math.Max(2, maxWidth - TextWidth.Columns(label));
            string value = TextWidth.Cut(item.Value, room);
            int width = TextWidth.Columns(label) + TextWidth.Columns(value);
            if (used > 0 && used + gap + width > maxWidth)
            {
                yield return Segment.LineBreak;
                used = 0;
            }
            else if (used > 0)
            {
                yield return new(new string(' ', gap));
                used += gap;
            }

            if (label.Length > 0) yield return new(label, item.LabelStyle);
            if (value.Length > 0) yield return new(value, item.ValueStyle);
            used += width;
        }

        yield return Segment.LineBreak;
    }
}
