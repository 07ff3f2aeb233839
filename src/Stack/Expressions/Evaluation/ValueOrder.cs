namespace NetStack.Expressions.Evaluation;

/// <summary>How two values compare. Which kinds may meet was checked when the expression was compiled.</summary>
internal static class ValueOrder
{
    /// <summary>True when a comparison holds between two values.</summary>
    public static bool Holds(Comparison comparison, scoped in Value left, scoped in Value right)
    {
        int order = Compare(left, right);
        return comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Greater => order > 0,
            Comparison.GreaterOrEqual => order >= 0,
            Comparison.Less => order < 0,
            _ => order <= 0,
        };
    }

    /// <summary>Negative, zero or positive, as the left value comes before, with or after the right one.</summary>
    public static int Compare(scoped in Value left, scoped in Value right)
    {
        switch (left.Kind)
        {
            case ValueKind.Boolean or ValueKind.Unsigned or ValueKind.Signed:
                return CompareNumbers(left, right);
            case ValueKind.Time or ValueKind.Duration:
                return left.SignedLow.CompareTo(right.SignedLow);
            case ValueKind.Ipv4 or ValueKind.Ipv6 or ValueKind.Mac when left.Kind == right.Kind:
                return CompareAddresses(left, right);
            case ValueKind.Text:
                return left.Octets.SequenceCompareTo(right.Octets);
            default:
                Span<byte> scratch = stackalloc byte[2 * Value.MaxFixedOctets];
                return CompareOctets(left.OctetsOr(scratch), right.OctetsOr(scratch[Value.MaxFixedOctets..]));
        }
    }

    /// <summary>The shorter comes first, as it does in Wireshark; octets of one length in their order.</summary>
    private static int CompareOctets(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length != right.Length ? left.Length - right.Length : left.SequenceCompareTo(right);

    /// <summary>By value, whatever the widths: two's complement keeps the order among numbers of one sign.</summary>
    private static int CompareNumbers(scoped in Value left, scoped in Value right) =>
        left.IsNegative != right.IsNegative ? (left.IsNegative ? -1 : 1) : left.Low.CompareTo(right.Low);

    /// <summary>As numbers; where one is a network, only the bits of its prefix count. Source: RFC 4632 §3.1.</summary>
    private static int CompareAddresses(scoped in Value left, scoped in Value right)
    {
        int prefix = left.PrefixLength >= 0 ? left.PrefixLength : right.PrefixLength;
        UInt128 a = new(left.High, left.Low), b = new(right.High, right.Low);
        if (prefix < 0) return a.CompareTo(b);
        int hostBits = (left.Kind == ValueKind.Ipv4 ? 32 : 128) - prefix;
        return hostBits >= 128 ? 0 : (a >> hostBits).CompareTo(b >> hostBits);
    }
}
