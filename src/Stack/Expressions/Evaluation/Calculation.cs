namespace NetStack.Expressions.Evaluation;

/// <summary>A part of an operand that gives one value for each place of the operand's cursors. Immutable.</summary>
internal abstract class Calculation
{
    /// <summary>Works out the value.</summary>
    /// <param name="source">What the expression is asked about.</param>
    /// <param name="cursors">Where the operand's names stand.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is none: a slice outside of its octets, a division by zero.</returns>
    public abstract bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value);
}
