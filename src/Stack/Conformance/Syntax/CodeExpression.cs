using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace NetStack.Conformance.Syntax;

/// <summary>A calculation in %{ }%, on 64-bit whole numbers with Python's meaning: one of the nested kinds.</summary>
/// <remarks>Why it is not the language of display filters: there a constant never comes first, parentheses do not group
/// arithmetic, a name alone asks for presence and a-b is one word. Scripts written for the original use all four. The
/// conditions that both languages can write mean the same in both.</remarks>
/// <param name="Position">Where it, or its operator, stands.</param>
public abstract record CodeExpression(ScriptPosition Position)
{
    /// <summary>A number; True is 1 and False 0.</summary>
    public sealed record Number(ScriptPosition Position, long Value) : CodeExpression(Position);

    /// <summary>A name: tcpi_state, TCP_ESTABLISHED.</summary>
    public sealed record Name(ScriptPosition Position, string Word) : CodeExpression(Position);

    /// <summary>An operator or function on its operands.</summary>
    public sealed record Operation(ScriptPosition Position, CodeOperator Operator, ImmutableArray<CodeExpression> Operands)
        : CodeExpression(Position);

    /// <summary>a &lt; b &lt;= c: each operand with the next one; one more operand than operators.</summary>
    public sealed record Comparison(
        ScriptPosition Position, ImmutableArray<CodeOperator> Operators, ImmutableArray<CodeExpression> Operands)
        : CodeExpression(Position);

    /// <summary>and, or: the value of the operand that decides, as in Python.</summary>
    public sealed record Logic(ScriptPosition Position, bool IsAnd, ImmutableArray<CodeExpression> Operands) : CodeExpression(Position);

    /// <summary>Calculates it. Never throws.</summary>
    /// <param name="names">Who knows the values of names.</param>
    /// <param name="value">The result; 0 is false, all else true.</param>
    /// <param name="error">Why there is none.</param>
    public bool TryEvaluate(ICodeNames names, out long value, [NotNullWhen(false)] out ScriptError? error)
    {
        CodeEvaluator evaluator = new(names);
        value = evaluator.Evaluate(this);
        error = evaluator.Error;
        return error is null;
    }
}
