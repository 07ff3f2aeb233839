using NetStack.Dissection;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Terminal;
using NetStack.Viz.Values;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Viz.Fields;

/// <summary>The list of fields as text: for people an entry of a few lines, for programs a line with tabs.</summary>
public static class FieldsText
{
    private const string Indent = "    ";

    /// <summary>Entries for people: name and label, type, place and RFC, below them the meaning.</summary>
    /// <param name="view">Which fields.</param>
    /// <param name="catalogue">The language.</param>
    /// <param name="columns">How wide a line may be.</param>
    public static IRenderable Render(FieldsView view, Catalogue catalogue, int columns)
    {
        Paragraph text = new();
        foreach (Field field in view.Fields)
        {
            text.Append(field.Name, TerminalStyles.Strong);
            text.Append("  " + catalogue.Label(field) + "\n");
            foreach (string line in TextWidth.Wrap(catalogue.Meaning(field), columns - Indent.Length))
                text.Append(Indent + line + "\n");
            text.Append(Indent + Facts(field, catalogue) + "\n", TerminalStyles.Muted);
        }

        return text;
    }

    /// <summary>A heading, and a line for each field: name, label, type, bits, RFC, meaning, with tabs between.</summary>
    public static IEnumerable<string> Lines(FieldsView view, Catalogue catalogue)
    {
        string[] heading = [FieldsTexts.NameColumn, FieldsTexts.LabelColumn, FieldsTexts.TypeColumn,
            FieldsTexts.BitsColumn, FieldsTexts.RfcColumn, FieldsTexts.MeaningColumn];
        return view.Fields
            .Select(field => string.Join('\t', field.Name, catalogue.Label(field), TypeOf(field, catalogue),
                BitsOf(field), field.Rfc, catalogue.Meaning(field)))
            .Prepend(string.Join('\t', heading.Select(key => catalogue.Text(key))));
    }

    /// <summary>What kind of value a field has.</summary>
    public static string TypeOf(Field field, Catalogue catalogue)
    {
        (string key, int bits) = FieldsTexts.KeyOf(field.Type);
        return catalogue.Text(key, bits);
    }

    /// <summary>The field's bits from the start of its header; empty for one without a fixed place.</summary>
    public static string BitsOf(Field field) => !field.IsFixed || field.BitWidth == 0 ? ""
        : field.BitWidth == 1 ? $"{field.BitOffset}" : $"{field.BitOffset}–{field.BitOffset + field.BitWidth - 1}";

    private static string Facts(Field field, Catalogue catalogue)
    {
        List<string> facts = [TypeOf(field, catalogue)];
        if (BitsOf(field) is { Length: > 0 } bits) facts.Add(catalogue.Text(FieldsTexts.Bits, bits));
        if (field.IsGenerated) facts.Add(catalogue.Text(FieldsTexts.Generated));
        if (!field.Rfc.IsEmpty) facts.Add(field.Rfc.ToString());
        return string.Join(" · ", facts);
    }
}
