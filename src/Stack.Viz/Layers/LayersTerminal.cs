using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Layers;

/// <summary>The encapsulation picture in a terminal: panels inside one another.</summary>
public static class LayersTerminal
{
    private const int StripWidth = 60;

    /// <summary>Boxes are drawn inside one another down to here; deeper ones below one another.</summary>
    private const int MaxDepth = 8;

    /// <summary>The picture, to be written to a console.</summary>
    public static IRenderable Render(LayersView view, Catalogue catalogue)
    {
        List<IRenderable> rows =
        [
            new Text(catalogue.Text(LayersTexts.Title, view.Number, view.Length), TerminalStyles.Strong),
            Strip(view, catalogue),
        ];
        if (view.CapturedLength < view.Length)
            rows.Add(new Text(catalogue.Text(LayersTexts.Cut, view.CapturedLength), TerminalStyles.Muted));
        foreach (LayerBox box in view.Boxes) AddBox(rows, box, catalogue, 1);
        return new Rows(rows);
    }

    /// <summary>The frame as a strip: each layer as wide as its share of the octets, headers solid and data light.</summary>
    private static Paragraph Strip(LayersView view, Catalogue catalogue)
    {
        Paragraph strip = new();
        int at = 0, drawn = 0;
        foreach (StripPart part in view.Strip)
        {
            at += part.Length;
            int end = Math.Max(drawn + 1, (int)((long)at * StripWidth / Math.Max(1, view.Length)));
            char fill = part.Kind >= StackLayer.Application ? '░' : '█';
            strip.Append(new string(fill, end - drawn), TerminalStyles.Of(part.Kind));
            drawn = end;
        }

        int share = view.HeadersPerMille;
        strip.Append("\n" + catalogue.Text(LayersTexts.Share, view.Headers, view.Length, share / 10, share % 10));
        return strip;
    }

    private static void AddBox(List<IRenderable> rows, LayerBox box, Catalogue catalogue, int depth)
    {
        List<IRenderable> content = [];
        Style style = TerminalStyles.Of(box.Kind);
        if (Remark(box, catalogue) is { } remark) content.Add(new Text(remark, TerminalStyles.Muted));
        if (!box.Fields.IsEmpty) content.Add(new Flow(Items(box, catalogue)));
        AddOctets(content, box.Header, style, box.Kind, catalogue);
        List<IRenderable> inside = depth < MaxDepth ? content : [];
        foreach (LayerBox inner in box.Inside) AddBox(inside, inner, catalogue, depth + 1);
        if (box.Rest.Length > 0)
        {
            content.Add(new Text(catalogue.Text(RestKey(box), box.Rest.Length), TerminalStyles.Muted));
            AddOctets(content, box.Rest, TerminalStyles.Plain, StackLayer.Data, catalogue);
        }

        rows.Add(new Panel(new Rows(content))
        {
            Header = new($"[bold]{Markup.Escape(box.Title)}[/] · {Markup.Escape(Size(box, catalogue))}"),
            Border = BoxBorder.Rounded,
            BorderStyle = style,
            Padding = new(1, 0),
            Expand = true,
        });
        if (depth >= MaxDepth) rows.AddRange(inside);
    }

    private static void AddOctets(List<IRenderable> content, OctetRun run, Style style, StackLayer kind, Catalogue catalogue)
    {
        if (run.Octets.IsEmpty) return;
        content.Add(new HexLines(run.Octets.AsMemory(), style, withCharacters: kind >= StackLayer.Application));
        if (run.Hidden > 0)
            content.Add(new Text(catalogue.Text(LayersTexts.MoreOctets, run.Hidden), TerminalStyles.Muted));
    }

    private static List<Flow.Item> Items(LayerBox box, Catalogue catalogue)
    {
        List<Flow.Item> items = [.. box.Fields.Select(field =>
            new Flow.Item(catalogue.Label(field.Field), field.Value, TerminalStyles.Muted, TerminalStyles.Strong))];
        if (box.MoreFields > 0)
        {
            string more = catalogue.Text(LayersTexts.MoreFields, box.MoreFields);
            items.Add(new("", more, TerminalStyles.Muted, TerminalStyles.Muted));
        }

        return items;
    }

    internal static string Size(LayerBox box, Catalogue catalogue) => box.Header.Length == box.Length
        ? catalogue.Text(LayersTexts.Whole, box.Length)
        : catalogue.Text(LayersTexts.Size, box.Header.Length, box.Length);

    internal static string RestKey(LayerBox box) =>
        box.Inside.Any(inner => inner.Source == box.Source) ? LayersTexts.Trailer : LayersTexts.Part;

    internal static string? Remark(LayerBox box, Catalogue catalogue) =>
        box.IsQuoted ? catalogue.Text(LayersTexts.Quoted)
        : box.Source is { } source ? catalogue.Text(LayersTexts.Source, source) : null;
}
