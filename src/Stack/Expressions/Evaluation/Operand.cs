using System.Collections.Immutable;

namespace NetStack.Expressions.Evaluation;

/// <summary>One side of a comparison: a calculation over names, of which each may have several values. The operand has
/// a value for every combination of them.</summary>
/// <param name="root">What is worked out for each combination.</param>
/// <param name="names">The names in it; none for a constant or a function that itself goes over all values.</param>
internal sealed class Operand(Calculation root, ImmutableArray<NameValue> names)
{
    /// <summary>The most values that one comparison looks at. A frame with more has been made to stop us: the
    /// comparison goes by the values so far.</summary>
    public const int MaxSteps = 1 << 20;

    /// <summary>The value when there is only ever one and it is known already.</summary>
    public Constant? Constant => root as Constant;

    /// <summary>True when there is a value. A name alone need not be read for that.</summary>
    public bool IsPresent(IValueSource source)
    {
        Cursors cursors = default;
        return root is NameValue name ? name.MoveNext(source, ref cursors) : TryNext(source, ref cursors, out _);
    }

    /// <summary>Gives the next value.</summary>
    /// <param name="source">What the expression is asked about.</param>
    /// <param name="cursors">Where to go on from; <c>default</c> before the first.</param>
    /// <param name="value">The value.</param>
    /// <returns>False after the last.</returns>
    public bool TryNext(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        while (MoveNext(source, ref cursors))
        {
            if (root.TryCompute(source, ref cursors, out value)) return true;
        }

        value = default;
        return false;
    }

    private bool MoveNext(IValueSource source, scoped ref Cursors cursors)
    {
        if (cursors.Steps >= MaxSteps) return false;
        if (names.Length == 1) return names[0].MoveNext(source, ref cursors);
        if (!cursors.IsStarted) return Start(source, ref cursors);
        // Like an odometer: the last name turns fastest.
        for (int i = names.Length - 1; i >= 0; i--)
        {
            if (names[i].MoveNext(source, ref cursors)) return true;
            names[i].MoveNext(source, ref cursors);
        }

        return false;
    }

    private bool Start(IValueSource source, scoped ref Cursors cursors)
    {
        cursors.IsStarted = true;
        foreach (NameValue name in names)
        {
            if (!name.MoveNext(source, ref cursors)) return false;
        }

        return true;
    }
}
