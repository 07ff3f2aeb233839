using NetStack.Bytes;
using NetStack.Cli.Output;
using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Printing;

/// <summary>The forms of <c>-T</c>.</summary>
internal static class OutputForm
{
    /// <summary>Their names.</summary>
    public const string Names = "summary|tree|json|ndjson|fields";

    /// <summary>Makes the printer of a form.</summary>
    /// <param name="form">One of <see cref="Names"/>.</param>
    /// <param name="writer">Where it prints.</param>
    /// <param name="registry">Where names of fields are looked up.</param>
    /// <param name="fields">The fields of -e.</param>
    /// <param name="settings">The settings of -E.</param>
    /// <exception cref="UserError">There is no such form, or it does not go with these fields.</exception>
    public static FramePrinter Create(string form, Utf8Writer writer, ProtocolRegistry registry,
        IReadOnlyList<string> fields, IReadOnlyList<string> settings)
    {
        if (fields.Count > 0 && form is "summary" or "tree")
            throw UserError.Usage(Texts.Of(DissectTexts.FieldsNeedForm));
        FieldColumns columns = FieldColumns.Resolve(registry, fields);
        return form switch
        {
            "summary" => new SummaryPrinter(writer, Terminal.OutputHasColor),
            "tree" => new TreePrinter(writer, Texts.Catalogue),
            "json" when fields.Count > 0 => new JsonFieldsPrinter(writer, columns),
            "json" => new JsonPrinter(writer),
            "ndjson" when fields.Count > 0 => new NdjsonFieldsPrinter(writer, columns),
            "ndjson" => new NdjsonPrinter(writer),
            "fields" when fields.Count > 0 => new FieldsPrinter(writer, columns, FieldsFormat.Parse(settings)),
            "fields" => throw UserError.Usage(Texts.Of(DissectTexts.FormNeedsFields)),
            _ => throw UserError.Usage(Texts.Of(DissectTexts.NoSuchForm, form, Names.Replace("|", ", ", StringComparison.Ordinal))),
        };
    }
}
