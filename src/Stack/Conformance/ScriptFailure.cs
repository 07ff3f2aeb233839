using System.Collections.Immutable;
using NetStack.Conformance.Syntax;

namespace NetStack.Conformance;

/// <summary>Where and why a script failed, as data: the sentence stands in the catalogues under <c>error:REASON</c>.</summary>
/// <param name="Position">The line that failed; line 0 is the end of the script.</param>
/// <param name="Reason">One of <see cref="DrillReasons"/> or, for code that has no value, of <see cref="ScriptReasons"/>.</param>
/// <param name="Arguments">For the sentence.</param>
/// <param name="Differences">Field by field, what the script says and what was there.</param>
public sealed record ScriptFailure(
    ScriptPosition Position, string Reason, ImmutableArray<string> Arguments, ImmutableArray<FieldDifference> Differences)
{
    internal static ScriptFailure At(ScriptPosition position, string reason, params ImmutableArray<string> arguments) =>
        new(position, reason, arguments, []);
}
