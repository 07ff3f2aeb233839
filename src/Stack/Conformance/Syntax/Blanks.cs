namespace NetStack.Conformance.Syntax;

/// <summary>What lies between two signs and means nothing.</summary>
internal enum Blanks
{
    /// <summary>Spaces, ends of lines, and comments: //, /* */ and #.</summary>
    Script,

    /// <summary>In code: spaces, a backslash before the end of a line, and # comments. The end of a line ends a statement.</summary>
    Code,

    /// <summary>In code between parentheses: ends of lines too.</summary>
    CodeInParentheses,
}
