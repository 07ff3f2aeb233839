namespace NetStack.Expressions.Syntax;

/// <summary>A range of octets (<c>[3:2]</c>) or of layers (<c>#[1-2]</c>).</summary>
/// <param name="Start">Where it starts; below zero counted from the end.</param>
/// <param name="End">How <paramref name="Bound"/> is meant.</param>
/// <param name="Bound">A length, or the last place.</param>
internal readonly record struct ValueRange(int Start, RangeEnd End, int Bound)
{
    /// <summary>Where the range lies among so many.</summary>
    /// <returns>False when it lies outside, in part or whole: then there is no such value.</returns>
    public bool TryLocate(int count, out int from, out int length)
    {
        from = Start < 0 ? count + Start : Start;
        length = End switch
        {
            RangeEnd.Length => Bound,
            RangeEnd.Last => (Bound < 0 ? count + Bound : Bound) - from + 1,
            _ => count - from,
        };
        return from >= 0 && length > 0 && length <= count - from;
    }
}

/// <summary>What ends a range.</summary>
internal enum RangeEnd : byte
{
    /// <summary>A number of octets: <c>[i:j]</c>, and 1 for <c>[i]</c>.</summary>
    Length,

    /// <summary>The last one, included: <c>[i-j]</c>.</summary>
    Last,

    /// <summary>The end of the value: <c>[i:]</c>.</summary>
    Open,
}
