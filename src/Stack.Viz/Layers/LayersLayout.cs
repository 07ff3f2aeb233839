using System.Globalization;
using System.Text;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Pictures;
using NetStack.Viz.Values;

namespace NetStack.Viz.Layers;

/// <summary>Where everything stands in the drawn encapsulation picture: boxes, lines of text, stretches of the strip,
/// in the order of drawing.</summary>
internal sealed class LayersLayout
{
    public const double Width = 960, Margin = 24;
    private const double Padding = 14, TitleHeight = 30, FieldHeight = 40, HexHeight = 19, NoteHeight = 20, Gap = 10;
    private const double FieldWidth = 168, HexSize = 13, LabelSize = 11.5, ValueSize = 14;
    private const int MaxDepth = 12;

    private readonly Catalogue _catalogue;

    public LayersLayout(LayersView view, Catalogue catalogue)
    {
        _catalogue = catalogue;
        StripY = 74;
        LayOutStrip(view);
        double y = StripY + StripHeight + 20;
        foreach (LayerBox box in view.Boxes) y = LayOut(box, y, 0) + Gap;
        Height = y - Gap + Margin;
    }

    public const double StripHeight = 34;

    public double StripY { get; }

    public double Height { get; }

    public List<Box> Boxes { get; } = [];

    public List<Line> Lines { get; } = [];

    public List<Stretch> Strip { get; } = [];

    /// <summary>A box of a layer.</summary>
    public readonly record struct Box(double X, double Y, double Width, double Height, StackLayer Kind);

    /// <summary>A line of text: its left end (for the class ns-end, its right one) and base line.</summary>
    public readonly record struct Line(double X, double Y, double Size, string Class, string Text);

    /// <summary>A stretch of the strip; the text is empty where there is no room for it.</summary>
    public readonly record struct Stretch(double X, double Width, StackLayer Kind, string Text);

    /// <summary>Each stretch is as wide as its share, but at least so wide that it is seen.</summary>
    private void LayOutStrip(LayersView view)
    {
        const double least = 4;
        long octets = view.Strip.Sum(part => (long)part.Length);
        double room = Width - (2 * Margin) - (least * view.Strip.Length);
        double x = Margin;
        foreach (StripPart part in view.Strip)
        {
            double width = least + (room * part.Length / Math.Max(1, octets));
            string text = part.Name.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Length}");
            if (TextWidth.Pixels(text, LabelSize + 1, monospace: false) > width - 8) text = "";
            Strip.Add(new(x, width, part.Kind, text));
            x += width;
        }
    }

    /// <summary>Lays out a box and all inside it; returns where it ends.</summary>
    private double LayOut(LayerBox box, double top, int depth)
    {
        double x = Margin + (Math.Min(depth, MaxDepth) * Padding), width = Width - (2 * x), y = top + TitleHeight;
        int place = Boxes.Count;
        Boxes.Add(default); // drawn before what is inside, known after it
        LayOutTitle(box, x, top, width);
        y = LayOutFields(box, x, y, width);
        y = LayOutOctets(box.Header, box.Kind, x, y, width);
        foreach (LayerBox inner in box.Inside) y = LayOut(inner, y + 2, depth + 1) + Gap - 2;
        if (box.Rest.Length > 0)
        {
            AddNote(_catalogue.Text(LayersTerminal.RestKey(box), box.Rest.Length), x, y);
            y = LayOutOctets(box.Rest, StackLayer.Data, x, y + NoteHeight, width);
        }

        double end = y + (box.Inside.IsEmpty || box.Rest.Length > 0 ? 8 : 4);
        Boxes[place] = new(x, top, width, end - top, box.Kind);
        return end;
    }

    private void LayOutTitle(LayerBox box, double x, double top, double width)
    {
        string size = LayersTerminal.Size(box, _catalogue);
        if (LayersTerminal.Remark(box, _catalogue) is { } remark) size += " · " + remark;
        Lines.Add(new(x + Padding, top + 21, 15.5, $"ns-strong {PictureClasses.Of(box.Kind)}", box.Title));
        Lines.Add(new(x + width - Padding, top + 21, 12.5, "ns-muted ns-end", size));
    }

    /// <summary>Fields in columns, label above value; a long value takes several columns.</summary>
    private double LayOutFields(LayerBox box, double x, double y, double width)
    {
        double inner = width - (2 * Padding);
        int columns = Math.Max(1, (int)(inner / FieldWidth)), column = 0;
        double step = inner / columns;
        foreach (BoxField field in box.Fields)
        {
            string label = _catalogue.Label(field.Field);
            double needed = Math.Max(TextWidth.Pixels(label, LabelSize, monospace: false),
                TextWidth.Pixels(field.Value, ValueSize, monospace: true)) + 12;
            int span = Math.Clamp((int)Math.Ceiling(needed / step), 1, columns);
            if (column + span > columns) (column, y) = (0, y + FieldHeight);
            double at = x + Padding + (column * step);
            int fits = Math.Max(4, (int)(((span * step) - 8) / (ValueSize * 0.602)));
            Lines.Add(new(at, y + 13, LabelSize, "ns-muted", label));
            Lines.Add(new(at, y + 30, ValueSize, "ns-mono ns-ink", TextWidth.Cut(field.Value, fits)));
            column += span;
        }

        if (column > 0) y += FieldHeight;
        if (box.MoreFields == 0) return y;
        AddNote(_catalogue.Text(LayersTexts.MoreFields, box.MoreFields), x, y);
        return y + NoteHeight;
    }

    private double LayOutOctets(OctetRun run, StackLayer kind, double x, double y, double width)
    {
        ReadOnlySpan<byte> octets = run.Octets.AsSpan();
        int perLine = width - (2 * Padding) >= 32 * 3.1 * HexSize * 0.602 ? 32 : 16;
        for (int at = 0; at < octets.Length; at += perLine, y += HexHeight)
        {
            ReadOnlySpan<byte> line = octets[at..Math.Min(at + perLine, octets.Length)];
            Lines.Add(new(x + Padding, y + 14, HexSize, $"ns-mono {PictureClasses.Of(kind)}", Hex(line)));
        }

        if (run.Hidden <= 0) return y;
        AddNote(_catalogue.Text(LayersTexts.MoreOctets, run.Hidden), x, y);
        return y + NoteHeight;
    }

    private void AddNote(string text, double x, double y) => Lines.Add(new(x + Padding, y + 14, 12.5, "ns-muted", text));

    private static string Hex(ReadOnlySpan<byte> octets)
    {
        StringBuilder line = new();
        for (int i = 0; i < octets.Length; i++)
        {
            if (i > 0) line.Append(i % 8 == 0 ? "  " : " ");
            line.Append(octets[i].ToString("x2", CultureInfo.InvariantCulture));
        }

        return line.ToString();
    }
}
