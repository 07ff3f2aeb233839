namespace NetStack.Expressions.Evaluation;

/// <summary>A value that stands in the expression itself.</summary>
internal sealed class Constant(ValueKind kind, ulong low, ulong high = 0, byte[]? octets = null, int prefixLength = -1) : Calculation
{
    private readonly byte[] _octets = octets ?? [];

    /// <summary>The value.</summary>
    public Value Value => Value.OfBits(kind, low, high, _octets, prefixLength);

    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = Value;
        return true;
    }

    /// <summary>Keeps a value that was worked out while compiling.</summary>
    public static Constant Of(scoped in Value value) =>
        new(value.Kind, value.Low, value.High, value.Octets.ToArray(), value.PrefixLength);
}
