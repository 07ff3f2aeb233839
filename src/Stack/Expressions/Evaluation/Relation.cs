namespace NetStack.Expressions.Evaluation;

/// <summary>A condition on the values of its left side: any of them must hold, or all (and there must be one).</summary>
/// <param name="left">The left side.</param>
/// <param name="quantifier">How many must hold.</param>
internal abstract class Relation(Operand left, Quantifier quantifier) : Condition
{
    /// <summary>How many values must hold.</summary>
    protected Quantifier Quantifier { get; } = quantifier;

    /// <inheritdoc/>
    public override bool Holds(IValueSource source)
    {
        Cursors cursors = default;
        bool isThere = false;
        while (left.TryNext(source, ref cursors, out Value value))
        {
            isThere = true;
            bool holds = HoldsFor(source, value, ref cursors.Steps);
            if (holds != (Quantifier == Quantifier.All)) return holds;
        }

        return isThere && Quantifier == Quantifier.All;
    }

    /// <summary>True when one value of the left side holds.</summary>
    /// <param name="source">What the expression is asked about.</param>
    /// <param name="value">The value.</param>
    /// <param name="steps">Counts the values of the right side too.</param>
    protected abstract bool HoldsFor(IValueSource source, scoped in Value value, ref int steps);
}

/// <summary>A comparison with a constant: by far the most frequent.</summary>
internal sealed class ConstantComparison(Operand left, Quantifier quantifier, Comparison comparison, Constant right)
    : Relation(left, quantifier)
{
    /// <inheritdoc/>
    protected override bool HoldsFor(IValueSource source, scoped in Value value, ref int steps) =>
        ValueOrder.Holds(comparison, value, right.Value);
}

/// <summary>A comparison with the values of another operand, of which again any or all must hold.</summary>
internal sealed class OperandComparison(Operand left, Quantifier quantifier, Comparison comparison, Operand right)
    : Relation(left, quantifier)
{
    /// <inheritdoc/>
    protected override bool HoldsFor(IValueSource source, scoped in Value value, ref int steps)
    {
        Cursors cursors = new() { Steps = steps };
        bool isThere = false, holds = false;
        while (right.TryNext(source, ref cursors, out Value other))
        {
            isThere = true;
            holds = ValueOrder.Holds(comparison, value, other);
            if (holds != (Quantifier == Quantifier.All)) break;
        }

        steps = cursors.Steps;
        return isThere && holds;
    }
}

/// <summary>contains: the octets of one value occur in those of another. Nothing contains the empty value.</summary>
internal sealed class Containment(Operand left, Quantifier quantifier, Operand right) : Relation(left, quantifier)
{
    /// <inheritdoc/>
    protected override bool HoldsFor(IValueSource source, scoped in Value value, ref int steps)
    {
        Span<byte> scratch = stackalloc byte[2 * Value.MaxFixedOctets];
        ReadOnlySpan<byte> octets = value.OctetsOr(scratch);
        Cursors cursors = new() { Steps = steps };
        while (right.TryNext(source, ref cursors, out Value other))
        {
            ReadOnlySpan<byte> wanted = other.OctetsOr(scratch[Value.MaxFixedOctets..]);
            if (!wanted.IsEmpty && octets.IndexOf(wanted) >= 0) return true;
        }

        steps = cursors.Steps;
        return false;
    }
}

/// <summary>matches: a regular expression occurs in the octets of a value.</summary>
internal sealed class Match(Operand left, Quantifier quantifier, OctetPattern pattern) : Relation(left, quantifier)
{
    /// <inheritdoc/>
    protected override bool HoldsFor(IValueSource source, scoped in Value value, ref int steps) =>
        pattern.IsMatch(value.OctetsOr(stackalloc byte[Value.MaxFixedOctets]));
}
