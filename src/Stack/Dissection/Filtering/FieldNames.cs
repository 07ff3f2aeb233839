using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NetStack.Expressions;

namespace NetStack.Dissection.Filtering;

/// <summary>A registry's protocols, fields and aliases as names of expressions.</summary>
/// <param name="registry">Where they are known.</param>
public sealed class FieldNames(ProtocolRegistry registry) : INameScope
{
    /// <inheritdoc/>
    public IEnumerable<string> Names => registry.Protocols.Select(protocol => protocol.Name).Concat(registry.FieldNames);

    /// <inheritdoc/>
    public bool TryResolve(string name, [NotNullWhen(true)] out TypedName? resolved)
    {
        resolved = null;
        if (registry.TryGetProtocol(name, out Protocol protocol))
            resolved = NameOf(protocol);
        else if (registry.TryGetFields(name, out ImmutableArray<Field> fields))
            resolved = new FieldName(name, KindOf(fields[0].Type), BitsOf(fields[0].Type), fields);
        return resolved is not null;
    }

    /// <summary>A protocol with a layer of its own is found there; one that shares a dissector is there when one of its
    /// fields is.</summary>
    private TypedName NameOf(Protocol protocol) => registry.EntryOf(protocol.Name) >= 0
        ? new ProtocolName(protocol) : new FieldName(protocol.Name, ValueKind.Presence, 0, protocol.Fields);

    private static ValueKind KindOf(FieldType type) => type switch
    {
        FieldType.None => ValueKind.Presence,
        FieldType.Boolean => ValueKind.Boolean,
        FieldType.Int32 or FieldType.Int64 => ValueKind.Signed,
        FieldType.Ipv4 => ValueKind.Ipv4,
        FieldType.Ipv6 => ValueKind.Ipv6,
        FieldType.Mac => ValueKind.Mac,
        FieldType.Octets => ValueKind.Octets,
        FieldType.Text => ValueKind.Text,
        FieldType.AbsoluteTime => ValueKind.Time,
        FieldType.RelativeTime => ValueKind.Duration,
        _ => ValueKind.Unsigned,
    };

    private static int BitsOf(FieldType type) => type switch
    {
        FieldType.UInt8 => 8,
        FieldType.UInt16 => 16,
        FieldType.UInt24 => 24,
        FieldType.UInt32 or FieldType.Int32 or FieldType.FrameNumber => 32,
        _ => 64,
    };
}

/// <summary>A field's name, or an alias that means several fields.</summary>
internal sealed class FieldName(string name, ValueKind kind, int bits, ImmutableArray<Field> fields) : TypedName(name, kind, bits)
{
    /// <summary>The fields that it means.</summary>
    public ImmutableArray<Field> Fields { get; } = fields;

    /// <summary>The field, when it is only one.</summary>
    public Field? Only { get; } = fields.Length == 1 ? fields[0] : null;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<ulong, string>? ValueNames { get; } = fields.FirstOrDefault(field => field.Names is not null)?.Names;
}

/// <summary>A protocol's name.</summary>
internal sealed class ProtocolName(Protocol protocol) : TypedName(protocol.Name, ValueKind.Protocol)
{
    // Wireshark marks all of a segment or message as the protocol's own, where it marks only the header of others.
    private static readonly string[] OwningAll = ["tcp", "icmp", "icmpv6"];

    /// <summary>The protocol.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>True when what the protocol carries counts as its own for slices and len().</summary>
    public bool OwnsAll { get; } = OwningAll.Contains(protocol.Name);
}
