using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>Why a text is no script, as data: the sentence stands in the catalogues under <c>error:REASON</c>.</summary>
/// <param name="Position">Where what was found begins.</param>
/// <param name="Reason">What was expected, or what is wrong: one of <see cref="ScriptReasons"/>.</param>
/// <param name="Arguments">For the sentence; the first is what was found, in quotes, or <see cref="ScriptReasons.End"/>.</param>
public sealed record ScriptError(ScriptPosition Position, string Reason, ImmutableArray<string> Arguments)
{
    /// <summary>Place, reason and arguments, for a log; people get the catalogue's sentence.</summary>
    public override string ToString() => $"{Position}: {Reason}: {string.Join(", ", Arguments)}";
}
