using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Viz.Catalogues;

namespace NetStack.Viz.Fields;

/// <summary>A list of fields, for who looks for a name or for what it means.</summary>
/// <param name="Fields">The fields in the registry's order: lowest layer first, a header's fields as they stand in it.</param>
public sealed record FieldsView(ImmutableArray<Field> Fields)
{
    /// <summary>The fields of a registry whose name, alias or label holds a pattern.</summary>
    /// <param name="registry">Which protocols are known.</param>
    /// <param name="pattern">Any part of the name or label, in any case; null for all fields.</param>
    /// <param name="catalogue">The language of the labels.</param>
    public static FieldsView Of(ProtocolRegistry registry, string? pattern, Catalogue catalogue) =>
        new([.. registry.Protocols.SelectMany(protocol => protocol.Fields).Distinct()
            .Where(field => pattern is null || Matches(field, pattern, catalogue))]);

    private static bool Matches(Field field, string pattern, Catalogue catalogue) =>
        field.Aliases.Append(field.Name).Append(catalogue.Label(field))
            .Any(text => text.Contains(pattern, StringComparison.OrdinalIgnoreCase));
}
