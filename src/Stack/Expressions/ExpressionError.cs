using System.Collections.Immutable;

namespace NetStack.Expressions;

/// <summary>Why a text is no expression, as data: the sentence stands in the catalogues under <c>error:REASON</c>.</summary>
/// <param name="Reason">A stable name, one of <see cref="ExpressionReasons"/>.</param>
/// <param name="Position">The first character that it is about, from 0; the text's length when something is missing.</param>
/// <param name="Length">How many characters it is about, 0 at the end of the text.</param>
/// <param name="Arguments">For the sentence. One that begins with <c>kind:</c> is itself a key of the catalogues.</param>
public sealed record ExpressionError(string Reason, int Position, int Length, ImmutableArray<string> Arguments)
{
    /// <summary>Reason, place and arguments, for a log; people get the catalogue's sentence.</summary>
    public override string ToString() => $"{Reason} at {Position}+{Length}: {string.Join(", ", Arguments)}";
}
