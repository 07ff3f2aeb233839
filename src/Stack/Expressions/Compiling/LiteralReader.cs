using System.Globalization;
using System.Text;
using NetStack.Bytes;
using NetStack.Expressions.Evaluation;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Compiling;

/// <summary>Reads a literal as a value of the kind that it is compared with.</summary>
internal static class LiteralReader
{
    /// <summary>Reads a word, a quoted text or a character.</summary>
    /// <param name="token">The literal.</param>
    /// <param name="type">What it must be.</param>
    /// <param name="constant">The value.</param>
    /// <param name="reason">Why not: one of <see cref="ExpressionReasons"/>.</param>
    public static bool TryRead(Token token, TermType type, out Constant? constant, out string reason)
    {
        reason = token.Kind == TokenKind.Quoted ? ExpressionReasons.QuotedValue : ExpressionReasons.NotAValue;
        constant = type.Kind switch
        {
            ValueKind.Unsigned or ValueKind.Signed => ReadNumber(token, type, ref reason),
            ValueKind.Boolean => ReadBoolean(token, type, ref reason),
            ValueKind.Octets or ValueKind.Protocol => ReadOctets(token, ref reason),
            ValueKind.Text => new Constant(ValueKind.Text, 0, 0, token.Octets ?? Encoding.UTF8.GetBytes(token.Text)),
            ValueKind.Ipv4 or ValueKind.Ipv6 => ReadAddress(token, type.Kind),
            ValueKind.Mac => ReadMac(token),
            ValueKind.Time => TimeText.TryRead(token.Octets is { } quoted ? Encoding.UTF8.GetString(quoted) : token.Text, out Timestamp time)
                ? new(ValueKind.Time, unchecked((ulong)time.Nanoseconds)) : ReasonIsNotAValue(ref reason),
            ValueKind.Duration => token.Octets is null && TimeText.TryReadSeconds(token.Text, out Duration duration)
                ? new(ValueKind.Duration, unchecked((ulong)duration.Nanoseconds)) : null,
            _ => null,
        };
        return constant is not null;
    }

    /// <summary>The largest number of a type, for the message.</summary>
    public static string Largest(TermType type)
    {
        int bits = type.Kind == ValueKind.Signed ? type.Bits - 1 : type.Bits;
        return ((UInt128.One << bits) - 1).ToString(CultureInfo.InvariantCulture);
    }

    private static Constant? ReasonIsNotAValue(ref string reason)
    {
        reason = ExpressionReasons.NotAValue;
        return null;
    }

    private static Constant? ReadNumber(Token token, TermType type, ref string reason)
    {
        UInt128 number = 0;
        if (token.Kind == TokenKind.Character) number = token.Octets![0];
        else if (token.Kind == TokenKind.Quoted || !NumberText.TryRead(token.Text, out number))
            return ReadValueName(token, type, ref reason);
        int bits = type.Kind == ValueKind.Signed ? type.Bits - 1 : type.Bits;
        if (number >> bits == 0) return new(ValueKind.Unsigned, (ulong)number);
        reason = ExpressionReasons.TooLarge;
        return null;
    }

    /// <summary>A word for a number, such as TCP for 6; in any case of letters.</summary>
    private static Constant? ReadValueName(Token token, TermType type, ref string reason)
    {
        if (type.Name?.ValueNames is not { } names) return null;
        foreach ((ulong number, string name) in names)
        {
            if (IsText(token, name)) return new(ValueKind.Unsigned, number);
        }

        reason = ExpressionReasons.UnknownValueName;
        return null;
    }

    private static Constant? ReadBoolean(Token token, TermType type, ref string reason)
    {
        if (token.Kind == TokenKind.Character) return OfBoolean(token.Octets![0] != 0);
        if (token.Kind != TokenKind.Quoted)
        {
            if (token.Text is "True" or "TRUE") return OfBoolean(true);
            if (token.Text is "False" or "FALSE") return OfBoolean(false);
            if (NumberText.TryRead(token.Text, out UInt128 number)) return OfBoolean(number != 0);
        }

        if (IsText(token, "Set")) return OfBoolean(true);
        if (IsText(token, "Not set")) return OfBoolean(false);
        return ReadValueName(token, type, ref reason) is { } named ? OfBoolean(named.Value.IsNonZero) : null;
    }

    private static bool IsText(Token token, string text) =>
        string.Equals(token.Octets is { } quoted ? Encoding.UTF8.GetString(quoted) : token.Text, text, StringComparison.OrdinalIgnoreCase);

    private static Constant OfBoolean(bool value) => new(ValueKind.Boolean, value ? 1UL : 0);

    private static Constant? ReadOctets(Token token, ref string reason)
    {
        byte[]? octets = token.Octets;
        if (octets is null && !OctetText.TryRead(token.Text, out octets)) return ReasonIsNotAValue(ref reason);
        return new(ValueKind.Octets, 0, 0, octets);
    }

    private static Constant? ReadMac(Token token)
    {
        if (token.Octets is not null || !OctetText.TryRead(token.Text, out byte[] octets) || octets.Length != MacAddress.Length)
            return null;
        return new(ValueKind.Mac, MacAddress.Read(octets).Value, 0, octets);
    }

    /// <summary>An address, or a network as an address and the length of its prefix. Source: RFC 4632 §3.1.</summary>
    private static Constant? ReadAddress(Token token, ValueKind kind)
    {
        if (token.Octets is not null) return null;
        ReadOnlySpan<char> text = token.Text;
        int slash = text.IndexOf('/'), prefix = -1;
        int bits = kind == ValueKind.Ipv4 ? 32 : 128;
        if (slash >= 0)
        {
            if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits) return null;
            text = text[..slash];
        }

        if (!IpAddress.TryParse(text, out IpAddress address) || address.Bits != bits) return null;
        // All bits count: an address like any other, and 128 would not fit its place.
        return new(kind, address.Low, address.High, null, prefix == bits ? -1 : prefix);
    }
}
