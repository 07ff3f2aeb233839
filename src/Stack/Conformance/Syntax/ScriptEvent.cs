namespace NetStack.Conformance.Syntax;

/// <summary>Something that happens at some time.</summary>
/// <param name="Position">Where the line begins.</param>
/// <param name="Time">When.</param>
/// <param name="Action">What.</param>
public sealed record ScriptEvent(ScriptPosition Position, EventTime Time, ScriptAction Action);
