using System.Collections.Immutable;
using System.Text;

namespace NetStack.Dissection;

/// <summary>A protocol as a list of fields. It says nothing of how octets are read: that is a <see cref="Dissector"/>.</summary>
/// <param name="name">The filter name, lower case: <c>tcp</c>.</param>
/// <param name="shortName">What the protocol column shows: <c>TCP</c>.</param>
/// <param name="title">The full name, in the protocol's own words: <c>Transmission Control Protocol</c>.</param>
/// <param name="fields">Fixed fields in header order, then variable and generated ones.</param>
/// <param name="layouts">Further layouts: of options, of message kinds. Their fields belong to the protocol, too.</param>
public sealed class Protocol(
    string name, string shortName, string title, ImmutableArray<Field> fields, params ImmutableArray<Layout> layouts)
{
    /// <summary>The filter name.</summary>
    public string Name { get; } = name;

    /// <summary>The filter name as octets, made once.</summary>
    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>What the protocol column shows.</summary>
    public string ShortName { get; } = shortName;

    /// <summary>The full name.</summary>
    public string Title { get; } = title;

    /// <summary>All fields, those of the further layouts last.</summary>
    public ImmutableArray<Field> Fields { get; } =
        [.. fields.Concat(layouts.SelectMany(layout => layout.Fields)).Distinct()];

    /// <summary>Layouts besides the header's: of options, of message kinds.</summary>
    public ImmutableArray<Layout> Layouts { get; } = layouts;

    /// <summary>The fields at fixed places, in header order: what the header diagram draws.</summary>
    public ImmutableArray<Field> FixedFields { get; } = [.. fields.Where(field => field.IsFixed)];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
