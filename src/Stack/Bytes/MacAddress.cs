using System.Globalization;

namespace NetStack.Bytes;

/// <summary>A 48-bit link-layer address (IEEE 802 EUI-48), held as an integer. <c>default</c> is 00:00:00:00:00:00.</summary>
/// <param name="Value">The 48 bits, the first octet on the wire highest.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>Octets on the wire.</summary>
    public const int Length = 6;

    /// <summary>ff:ff:ff:ff:ff:ff, which every station receives.</summary>
    public static MacAddress Broadcast { get; } = new(0xFFFF_FFFF_FFFF);

    /// <summary>True for a group address: the lowest bit of the first octet is set.</summary>
    public bool IsMulticast => (Value >> 40 & 1) != 0;

    /// <summary>Reads six octets in network order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than six octets.</exception>
    public static MacAddress Read(ReadOnlySpan<byte> octets) =>
        new(((ulong)octets[0] << 40) | ((ulong)octets[1] << 32) | ((ulong)octets[2] << 24)
            | ((ulong)octets[3] << 16) | ((ulong)octets[4] << 8) | octets[5]);

    /// <summary>Writes six octets in network order.</summary>
    public void Write(Span<byte> octets)
    {
        for (int i = 0; i < Length; i++)
            octets[i] = unchecked((byte)(Value >> (40 - (8 * i))));
    }

    /// <summary>Parses <c>02:00:00:00:00:01</c>, also with <c>-</c> or <c>.</c> between the octets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17) return false;
        ulong value = 0;
        for (int i = 0; i < Length; i++)
        {
            if (i > 0 && text[(i * 3) - 1] is not (':' or '-' or '.')) return false;
            if (!byte.TryParse(text.Slice(i * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
                return false;
            value = value << 8 | octet;
        }

        address = new(value);
        return true;
    }

    /// <summary>Lower-case hexadecimal octets with colons.</summary>
    public override string ToString()
    {
        Utf8Writer writer = new(17);
        writer.WriteMac(this);
        return writer.ToString();
    }
}
