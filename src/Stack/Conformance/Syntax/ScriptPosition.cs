namespace NetStack.Conformance.Syntax;

/// <summary>A place in a script, both counted from 1; a column is a UTF-16 unit, a tab is one.</summary>
public readonly record struct ScriptPosition(int Line, int Column)
{
    /// <summary>line:column, as compilers write it.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
