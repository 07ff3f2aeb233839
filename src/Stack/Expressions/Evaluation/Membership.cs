using System.Collections.Immutable;

namespace NetStack.Expressions.Evaluation;

/// <summary>in: a value equals an element of a set or lies in one of its ranges, ends included.</summary>
internal sealed class Membership(Operand left, Quantifier quantifier, ImmutableArray<SetElement> elements)
    : Relation(left, quantifier)
{
    /// <inheritdoc/>
    protected override bool HoldsFor(IValueSource source, scoped in Value value, ref int steps)
    {
        foreach (SetElement element in elements)
        {
            bool isMember = element.To is null
                ? HasValue(source, element.From, Comparison.Equal, value, ref steps)
                : HasValue(source, element.From, Comparison.GreaterOrEqual, value, ref steps)
                    && HasValue(source, element.To, Comparison.LessOrEqual, value, ref steps);
            if (isMember) return true;
        }

        return false;
    }

    private static bool HasValue(IValueSource source, Operand operand, Comparison comparison, scoped in Value value, ref int steps)
    {
        if (operand.Constant is { } constant) return ValueOrder.Holds(comparison, value, constant.Value);
        Cursors cursors = new() { Steps = steps };
        bool holds = false;
        while (!holds && operand.TryNext(source, ref cursors, out Value other))
            holds = ValueOrder.Holds(comparison, value, other);
        steps = cursors.Steps;
        return holds;
    }
}

/// <summary>A value of a set, or a range when <paramref name="To"/> is given.</summary>
internal sealed record SetElement(Operand From, Operand? To);
