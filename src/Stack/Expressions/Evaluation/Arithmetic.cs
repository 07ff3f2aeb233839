using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Evaluation;

/// <summary>Two values with a sign between them. Numbers do not wrap: the result is exact, or the nearest that fits.</summary>
/// <param name="sign">Which sign.</param>
/// <param name="left">Left of it.</param>
/// <param name="right">Right of it.</param>
internal sealed class Arithmetic(TokenKind sign, Calculation left, Calculation right) : Calculation
{
    /// <inheritdoc/>
    public override bool TryCompute(IValueSource source, scoped ref Cursors cursors, out Value value)
    {
        value = default;
        return left.TryCompute(source, ref cursors, out Value a) && right.TryCompute(source, ref cursors, out Value b)
            && TryCombine(sign, a, b, out value);
    }

    /// <summary>The result for two values of kinds that the compiler let pass.</summary>
    /// <returns>False when there is none: a division by zero, masks of different lengths.</returns>
    public static bool TryCombine(TokenKind sign, scoped in Value a, scoped in Value b, out Value value)
    {
        if (sign == TokenKind.BitAnd) return TryMask(a, b, out value);
        value = default;
        Int128 x = Number(a), y = Number(b);
        if (y == 0 && sign is TokenKind.Divide or TokenKind.Modulo) return false;
        Int128 result = sign switch
        {
            TokenKind.Plus => x + y,
            TokenKind.Minus => x - y,
            TokenKind.Times => Product(x, y),
            TokenKind.Divide => x / y,
            _ => x % y,
        };
        value = OfNumber(a.Kind, result);
        return true;
    }

    /// <summary>A value as a number with room for every result.</summary>
    public static Int128 Number(scoped in Value value) =>
        value.Kind is ValueKind.Signed or ValueKind.Duration ? value.SignedLow : value.Low;

    /// <summary>A result as a value: a duration stays one, a number below zero becomes signed.</summary>
    public static Value OfNumber(ValueKind kind, Int128 number) =>
        kind == ValueKind.Duration || number < 0
            ? Value.OfBits(kind == ValueKind.Duration ? kind : ValueKind.Signed,
                unchecked((ulong)(long)Int128.Clamp(number, long.MinValue, long.MaxValue)))
            : Value.Unsigned((ulong)Int128.Clamp(number, 0, ulong.MaxValue));

    /// <summary>Two numbers of 64 bits and a sign can just miss 128 bits: then the nearest will do.</summary>
    private static Int128 Product(Int128 x, Int128 y)
    {
        Int128 limit = ulong.MaxValue;
        return Int128.Abs(x) > int.MaxValue && Int128.Abs(y) > limit / Int128.Abs(x)
            ? (x < 0 != y < 0 ? -limit : limit) : x * y;
    }

    private static bool TryMask(scoped in Value a, scoped in Value b, out Value value)
    {
        value = default;
        if (a.Kind is not ValueKind.Octets && b.Kind is not ValueKind.Octets)
        {
            ValueKind kind = a.Kind == ValueKind.Signed ? ValueKind.Unsigned : a.Kind;
            value = Value.OfBits(kind, a.Low & b.Low, a.High & b.High);
            return true;
        }

        Span<byte> scratch = stackalloc byte[2 * Value.MaxFixedOctets];
        ReadOnlySpan<byte> x = a.OctetsOr(scratch), y = b.OctetsOr(scratch[Value.MaxFixedOctets..]);
        if (x.Length != y.Length) return false;
        byte[] result = new byte[x.Length];
        for (int i = 0; i < result.Length; i++) result[i] = (byte)(x[i] & y[i]);
        value = Value.FromOctets(result);
        return true;
    }
}
