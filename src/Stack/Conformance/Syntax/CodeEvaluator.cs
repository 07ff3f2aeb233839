using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>Calculates with 64-bit whole numbers as Python does: division rounds down, and or / give an operand.</summary>
/// <remarks>/ rounds down as // does, as in the Python 2 that scripts were first written for: there is no floating point.</remarks>
internal sealed class CodeEvaluator(ICodeNames names)
{
    private const int MaxShift = 63;

    /// <summary>The first fault.</summary>
    public ScriptError? Error { get; private set; }

    public long Evaluate(CodeExpression expression) => expression switch
    {
        CodeExpression.Number number => number.Value,
        CodeExpression.Name name => ValueOf(name),
        CodeExpression.Logic logic => Decide(logic),
        CodeExpression.Comparison comparison => Compare(comparison) ? 1 : 0,
        CodeExpression.Operation { Operands: [var only] } operation => Apply(operation, Evaluate(only)),
        CodeExpression.Operation operation => Combine(operation),
        _ => 0,
    };

    private long ValueOf(CodeExpression.Name name) =>
        names.TryGetValue(name.Word, out long value) ? value : Fail(name, ScriptReasons.UnknownName, name.Word);

    /// <summary>The first operand that decides, or the last one; what stands behind it is not looked at.</summary>
    private long Decide(CodeExpression.Logic logic)
    {
        long value = 0;
        foreach (CodeExpression operand in logic.Operands)
        {
            value = Evaluate(operand);
            if (Error is not null || value != 0 != logic.IsAnd) break;
        }

        return value;
    }

    private bool Compare(CodeExpression.Comparison comparison)
    {
        long left = Evaluate(comparison.Operands[0]);
        for (int i = 0; i < comparison.Operators.Length && Error is null; i++)
        {
            long right = Evaluate(comparison.Operands[i + 1]);
            if (!Holds(comparison.Operators[i], left, right)) return false;
            left = right;
        }

        return true;
    }

    private static bool Holds(CodeOperator comparison, long left, long right) => comparison switch
    {
        CodeOperator.Equal => left == right,
        CodeOperator.NotEqual => left != right,
        CodeOperator.Less => left < right,
        CodeOperator.LessOrEqual => left <= right,
        CodeOperator.Greater => left > right,
        _ => left >= right,
    };

    private long Apply(CodeExpression.Operation operation, long value) => operation.Operator switch
    {
        CodeOperator.Negate => Fit(operation, -(Int128)value),
        CodeOperator.Complement => ~value,
        CodeOperator.Not => value == 0 ? 1 : 0,
        CodeOperator.Absolute => Fit(operation, Int128.Abs(value)),
        _ => value,
    };

    /// <summary>From the left: min and max may have many operands, the others have two.</summary>
    private long Combine(CodeExpression.Operation operation)
    {
        ImmutableArray<CodeExpression> operands = operation.Operands;
        long value = Evaluate(operands[0]);
        for (int i = 1; i < operands.Length && Error is null; i++) value = Combine(operation, value, Evaluate(operands[i]));
        return value;
    }

    private long Combine(CodeExpression.Operation operation, long left, long right) => operation.Operator switch
    {
        CodeOperator.Add => Fit(operation, (Int128)left + right),
        CodeOperator.Subtract => Fit(operation, (Int128)left - right),
        CodeOperator.Multiply => Fit(operation, (Int128)left * right),
        CodeOperator.Divide => Divide(operation, left, right).Quotient,
        CodeOperator.Remainder => Divide(operation, left, right).Remainder,
        CodeOperator.And => left & right,
        CodeOperator.ExclusiveOr => left ^ right,
        CodeOperator.Or => left | right,
        CodeOperator.ShiftLeft => IsShift(operation, right) ? Fit(operation, (Int128)left << (int)right) : 0,
        CodeOperator.ShiftRight => IsShift(operation, right) ? left >> (int)right : 0,
        CodeOperator.Least => Math.Min(left, right),
        _ => Math.Max(left, right),
    };

    /// <summary>The remainder has the divisor's sign.</summary>
    private (long Quotient, long Remainder) Divide(CodeExpression at, long left, long right)
    {
        if (right == 0) return (Fail(at, ScriptReasons.DivisionByZero, "0"), 0);
        (Int128 quotient, Int128 remainder) = Int128.DivRem(left, right);
        if (remainder != 0 && remainder < 0 != right < 0) (quotient, remainder) = (quotient - 1, remainder + right);
        return (Fit(at, quotient), (long)remainder);
    }

    private bool IsShift(CodeExpression at, long bits)
    {
        if (bits is < 0 or > MaxShift) Fail(at, ScriptReasons.Overflow, Script.Decimal(bits));
        return Error is null;
    }

    private long Fit(CodeExpression at, Int128 value) =>
        value >= long.MinValue && value <= long.MaxValue ? (long)value : Fail(at, ScriptReasons.Overflow, value.ToString());

    private long Fail(CodeExpression at, string reason, string found)
    {
        Error ??= new(at.Position, reason, [Cursor.Quote(found)]);
        return 0;
    }
}
