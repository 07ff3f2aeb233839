namespace NetStack.Transport.Tcp;

/// <summary>A TCP sequence number: 32 bits, compared modulo 2^32. Source: RFC 9293 §3.4.</summary>
/// <remarks>"Before" means fewer than 2^31 steps behind. That order is not transitive, so there are
/// operators but no <see cref="IComparable{T}"/>: sorting by it would be wrong.</remarks>
public readonly record struct SeqNumber(uint Value)
{
    /// <summary>Before.</summary>
    public static bool operator <(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value)) < 0;

    /// <summary>After.</summary>
    public static bool operator >(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value)) > 0;

    /// <summary>Before or equal.</summary>
    public static bool operator <=(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value)) <= 0;

    /// <summary>After or equal.</summary>
    public static bool operator >=(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value)) >= 0;

    /// <summary>So many numbers later, or, for a negative count, earlier.</summary>
    public static SeqNumber operator +(SeqNumber a, int count) => new(unchecked(a.Value + (uint)count));

    /// <summary>So many numbers earlier.</summary>
    public static SeqNumber operator -(SeqNumber a, int count) => new(unchecked(a.Value - (uint)count));

    /// <summary>Steps from <paramref name="b"/> to <paramref name="a"/>: negative when a is before b.</summary>
    public static int operator -(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value));

    /// <summary>True when this lies in [start, start + size).</summary>
    public bool IsWithin(SeqNumber start, uint size) => unchecked(Value - start.Value) < size;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
