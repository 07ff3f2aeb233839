using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Conformance.Syntax;
using NetStack.Tracing;

namespace NetStack.Conformance;

/// <summary>What became of a script.</summary>
/// <param name="Failure">The first thing that was not as the script says; null when all was.</param>
/// <param name="Ladder">Every packet so far, in its order.</param>
/// <param name="Events">The last events of the stack: why it did what it did.</param>
/// <param name="Elapsed">Virtual time from the start to the end.</param>
public sealed record ScriptResult(
    ScriptFailure? Failure, ImmutableArray<LadderStep> Ladder, ImmutableArray<StackEvent> Events, Duration Elapsed)
{
    /// <summary>True when everything was as the script says.</summary>
    public bool IsPassed => Failure is null;
}
