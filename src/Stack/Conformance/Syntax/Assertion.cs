using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>assert CONDITION, MESSAGE.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Text">The condition as written, for the report.</param>
/// <param name="Condition">What must not be zero.</param>
/// <param name="Names">The names in the condition, each once, so that a report can show their values.</param>
/// <param name="Message">The words behind the comma as written, or null: for readers only.</param>
/// <param name="Target">NAME = CONDITION: the name that stands for the value from now on; nothing is asserted.</param>
public sealed record Assertion(
    ScriptPosition Position, string Text, CodeExpression Condition, ImmutableArray<string> Names, string? Message, string? Target = null);
