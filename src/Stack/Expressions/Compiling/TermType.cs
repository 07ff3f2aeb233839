namespace NetStack.Expressions.Compiling;

/// <summary>What the values of a term are.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Bits">The width of a number; of a result, 64.</param>
/// <param name="Name">The name, when the term is no more than that.</param>
internal readonly record struct TermType(ValueKind Kind, int Bits = 64, TypedName? Name = null)
{
    /// <summary>True for whole numbers.</summary>
    public bool IsNumber => Kind is ValueKind.Unsigned or ValueKind.Signed;

    /// <summary>True when the values can be compared with those of another term.</summary>
    /// <remarks>As in Wireshark: any two numbers; octets with addresses; a number with a flag, but not a flag with a
    /// number; all of a protocol only with another protocol.</remarks>
    public bool IsComparableWith(TermType right) => Kind == right.Kind
        || (IsNumber && (right.IsNumber || right.Kind == ValueKind.Boolean))
        || (Kind == ValueKind.Octets && right.IsAddress)
        || (IsAddress && right.Kind == ValueKind.Octets);

    /// <summary>True for addresses: they have octets, too.</summary>
    public bool IsAddress => Kind is ValueKind.Mac or ValueKind.Ipv4 or ValueKind.Ipv6;

    /// <summary>True when there are octets to slice.</summary>
    public bool HasOctets => IsAddress || Kind is ValueKind.Octets or ValueKind.Protocol or ValueKind.Text;

    /// <summary>True when a sign of arithmetic has a meaning for the values.</summary>
    public bool Allows(Syntax.TokenKind sign) => sign switch
    {
        Syntax.TokenKind.BitAnd => IsNumber || IsAddress || Kind == ValueKind.Octets,
        Syntax.TokenKind.Plus or Syntax.TokenKind.Minus => IsNumber || Kind == ValueKind.Duration,
        _ => IsNumber,
    };

    /// <summary>Octets of a number as it stands in its header, for len(); 0 where the value itself says.</summary>
    public int FixedLength => Kind switch
    {
        ValueKind.Unsigned or ValueKind.Signed => (Bits + 7) / 8,
        ValueKind.Mac => 6,
        ValueKind.Ipv4 => 4,
        ValueKind.Ipv6 => 16,
        _ => 0,
    };
}
