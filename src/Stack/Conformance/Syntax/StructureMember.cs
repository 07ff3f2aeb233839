namespace NetStack.Conformance.Syntax;

/// <summary>A member of a structure: name=value, name(count)=value, or a value alone.</summary>
/// <param name="Name">Its name, or null.</param>
/// <param name="Count">What stands in parentheses behind the name (msg_iov(1)=…), or null.</param>
/// <param name="Value">Its value.</param>
public sealed record StructureMember(string? Name, ScriptExpression? Count, ScriptExpression Value);
