namespace NetStack.Conformance.Syntax;

/// <summary>One block of a SACK option: from the left edge up to, and without, the right one.</summary>
public readonly record struct SackEdges(uint Left, uint Right);
