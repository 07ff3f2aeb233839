using System.Collections.Immutable;

namespace NetStack.Expressions.Evaluation;

/// <summary>A part of a compiled expression that is true or false. Immutable: one expression serves many threads.</summary>
internal abstract class Condition
{
    /// <summary>True when it holds for what the source stands on.</summary>
    public abstract bool Holds(IValueSource source);
}

/// <summary>The empty expression: true of everything.</summary>
internal sealed class Always : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IValueSource source) => true;
}

/// <summary>and: stops at the first part that does not hold.</summary>
internal sealed class AllOf(ImmutableArray<Condition> parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IValueSource source)
    {
        foreach (Condition part in parts)
        {
            if (!part.Holds(source)) return false;
        }

        return true;
    }
}

/// <summary>or: stops at the first part that holds.</summary>
internal sealed class AnyOf(ImmutableArray<Condition> parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IValueSource source)
    {
        foreach (Condition part in parts)
        {
            if (part.Holds(source)) return true;
        }

        return false;
    }
}

/// <summary>not. What is not there makes the inner part false, and so this true.</summary>
internal sealed class Not(Condition inner) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IValueSource source) => !inner.Holds(source);
}

/// <summary>A term alone: there is a value; of a calculation, one that is not zero.</summary>
internal sealed class Present(Operand operand, bool mustBeNonZero) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IValueSource source)
    {
        if (!mustBeNonZero) return operand.IsPresent(source);
        Cursors cursors = default;
        while (operand.TryNext(source, ref cursors, out Value value))
        {
            if (value.IsNonZero) return true;
        }

        return false;
    }
}
