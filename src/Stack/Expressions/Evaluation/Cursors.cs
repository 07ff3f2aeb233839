using System.Runtime.CompilerServices;

namespace NetStack.Expressions.Evaluation;

/// <summary>Where each name of one operand stands: on the stack, so that evaluating allocates nothing.</summary>
internal struct Cursors
{
    /// <summary>The cursor of each name.</summary>
    public Slots At;

    /// <summary>Values looked at so far: names with many values each could otherwise be combined without end.</summary>
    public int Steps;

    /// <summary>True once the first combination was made.</summary>
    public bool IsStarted;

    /// <summary>A cursor for each name.</summary>
    [InlineArray(Expression.MaxNamesInCalculation)]
    internal struct Slots
    {
        private int _first;
    }
}
