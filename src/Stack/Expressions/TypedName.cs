namespace NetStack.Expressions;

/// <summary>A name that an expression may use, and the kind of its values. A source of names derives from it to keep
/// what it needs for finding the values.</summary>
/// <param name="name">The name as it is written: <c>tcp.port</c>, <c>event.kind</c>.</param>
/// <param name="kind">What its values are.</param>
/// <param name="bits">The width of a number: 1 to 64. Literals beyond it are refused.</param>
public class TypedName(string name, ValueKind kind, int bits = 64)
{
    /// <summary>The name as it is written.</summary>
    public string Name { get; } = name;

    /// <summary>What its values are.</summary>
    public ValueKind Kind { get; } = kind;

    /// <summary>The width of a number in bits.</summary>
    public int Bits { get; } = bits;

    /// <summary>Words for numbers, so that <c>ip.proto == TCP</c> works; null when there are none.</summary>
    public virtual IReadOnlyDictionary<ulong, string>? ValueNames => null;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
