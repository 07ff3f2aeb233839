namespace NetStack.Conformance.Syntax;

/// <summary>A line --name=value at the head of a script: what the command line would have said.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">Without quotes; empty when there is none.</param>
public sealed record ScriptOption(ScriptPosition Position, string Name, string Value);
