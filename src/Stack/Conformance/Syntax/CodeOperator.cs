namespace NetStack.Conformance.Syntax;

/// <summary>The signs of arithmetic and comparison in code.</summary>
public enum CodeOperator
{
#pragma warning disable CS1591 // the names say it all
    Add, Subtract, Multiply, Divide, Remainder, And, ExclusiveOr, Or, ShiftLeft, ShiftRight,
    Negate, Complement, Not,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    Absolute, Least, Greatest,
#pragma warning restore CS1591
}
