namespace NetStack.Expressions.Evaluation;

/// <summary>How two values are compared.</summary>
internal enum Comparison : byte
{
    /// <summary>The same value.</summary>
    Equal,

    /// <summary>Another value.</summary>
    NotEqual,

    /// <summary>After.</summary>
    Greater,

    /// <summary>Not before.</summary>
    GreaterOrEqual,

    /// <summary>Before.</summary>
    Less,

    /// <summary>Not after.</summary>
    LessOrEqual,
}

/// <summary>How many of a name's values must hold.</summary>
internal enum Quantifier : byte
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Every one, and there is one.</summary>
    All,
}
