namespace NetStack.Conformance.Syntax;

/// <summary>Who knows the values of names in code: the connection that a script looks at.</summary>
public interface ICodeNames
{
    /// <summary>The value of tcpi_state, TCP_ESTABLISHED …; false when nobody has one.</summary>
    bool TryGetValue(string name, out long value);
}
