using System.Buffers.Binary;
using NetStack.Bytes;

namespace NetStack.Expressions;

/// <summary>One value, on the stack: a number, an address, a time, or a view of octets.</summary>
public readonly ref struct Value
{
    /// <summary>The longest that a value of a fixed width is: an IPv6 address.</summary>
    internal const int MaxFixedOctets = 16;

    private Value(ValueKind kind, ulong low, ulong high = 0, ReadOnlySpan<byte> octets = default, int prefixLength = -1)
    {
        Kind = kind;
        Low = low;
        High = high;
        Octets = octets;
        PrefixLength = (sbyte)Math.Min(prefixLength, sbyte.MaxValue);
    }

    /// <summary>What it is.</summary>
    public ValueKind Kind { get; }

    /// <summary>The octets of text, octets and protocols; of an address, where the source has them at hand.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>A number, flag, time (nanoseconds), MAC or IPv4 address, the low half of an IPv6 address; the length
    /// of a protocol's own part.</summary>
    internal ulong Low { get; }

    /// <summary><see cref="Low"/> of a signed number or a time.</summary>
    internal long SignedLow => unchecked((long)Low);

    /// <summary>The high half of an IPv6 address.</summary>
    internal ulong High { get; }

    /// <summary>For an address that stands for a network (10.0.0.0/8): the bits that count, otherwise -1.</summary>
    internal sbyte PrefixLength { get; }

    /// <summary>True for a number below zero.</summary>
    internal bool IsNegative => Kind == ValueKind.Signed && SignedLow < 0;

    /// <summary>Something that is only there.</summary>
    public static Value Presence => new(ValueKind.Presence, 0);

    /// <summary>True or false.</summary>
    public static Value Boolean(bool value) => new(ValueKind.Boolean, value ? 1UL : 0);

    /// <summary>A whole number, 0 or more.</summary>
    public static Value Unsigned(ulong value) => new(ValueKind.Unsigned, value);

    /// <summary>A whole number.</summary>
    public static Value Signed(long value) => new(ValueKind.Signed, unchecked((ulong)value));

    /// <summary>A row of octets.</summary>
    public static Value FromOctets(ReadOnlySpan<byte> octets) => new(ValueKind.Octets, 0, 0, octets);

    /// <summary>UTF-8 text.</summary>
    public static Value Text(ReadOnlySpan<byte> utf8) => new(ValueKind.Text, 0, 0, utf8);

    /// <summary>A protocol: its own octets and those that it carries.</summary>
    /// <param name="octets">All of them: where <c>contains</c> and <c>matches</c> look.</param>
    /// <param name="ownLength">How many of the first are its own: what <c>len()</c> and slices count.</param>
    public static Value Protocol(ReadOnlySpan<byte> octets, int ownLength) =>
        new(ValueKind.Protocol, (ulong)Math.Min(ownLength, octets.Length), 0, octets);

    /// <summary>A MAC address and, when at hand, its six octets.</summary>
    public static Value Mac(MacAddress address, ReadOnlySpan<byte> octets = default) =>
        new(ValueKind.Mac, address.Value, 0, octets);

    /// <summary>An IPv4 or IPv6 address and, when at hand, its octets.</summary>
    public static Value Ip(scoped in IpAddress address, ReadOnlySpan<byte> octets = default) => address.Family == IpFamily.V4
        ? new(ValueKind.Ipv4, address.Low, 0, octets) : new(ValueKind.Ipv6, address.Low, address.High, octets);

    /// <summary>A point in time.</summary>
    public static Value Time(Timestamp time) => new(ValueKind.Time, unchecked((ulong)time.Nanoseconds));

    /// <summary>A span of time.</summary>
    public static Value Duration(Duration duration) => new(ValueKind.Duration, unchecked((ulong)duration.Nanoseconds));

    /// <summary>A value of a fixed width whose bits are already known: a constant, a result.</summary>
    internal static Value OfBits(ValueKind kind, ulong low, ulong high = 0, ReadOnlySpan<byte> octets = default, int prefixLength = -1) =>
        new(kind, low, high, octets, prefixLength);

    /// <summary>The octets of this value: those at hand, else those of the address written into
    /// <paramref name="scratch"/>; none for a number or time.</summary>
    internal ReadOnlySpan<byte> OctetsOr(Span<byte> scratch)
    {
        if (!Octets.IsEmpty) return Octets;
        switch (Kind)
        {
            case ValueKind.Mac:
                new MacAddress(Low).Write(scratch);
                return scratch[..MacAddress.Length];
            case ValueKind.Ipv4:
                BinaryPrimitives.WriteUInt32BigEndian(scratch, (uint)Low);
                return scratch[..4];
            case ValueKind.Ipv6:
                BinaryPrimitives.WriteUInt64BigEndian(scratch, High);
                BinaryPrimitives.WriteUInt64BigEndian(scratch[8..], Low);
                return scratch[..16];
            default:
                return default;
        }
    }

    /// <summary>True when this is neither zero nor made of zero octets alone.</summary>
    internal bool IsNonZero => Kind is ValueKind.Octets or ValueKind.Text or ValueKind.Protocol
        ? Octets.ContainsAnyExcept((byte)0) : (Low | High) != 0;
}
