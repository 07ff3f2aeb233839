using System.Buffers.Binary;

namespace NetStack.Bytes;

/// <summary>The version of IP that an address belongs to.</summary>
public enum IpFamily : byte
{
    /// <summary>No address: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>32 bits. Source: RFC 791.</summary>
    V4 = 4,

    /// <summary>128 bits. Source: RFC 4291.</summary>
    V6 = 6,
}

/// <summary>An IPv4 or IPv6 address: 128 bits with family and scope, the only address type above the Internet layer.</summary>
/// <remarks>An IPv4 address is the low 32 bits. <c>default</c> is "no address".
/// The scope (an interface index) counts only for link-local addresses. Source: RFC 4007 §11.</remarks>
public readonly record struct IpAddress
{
    private IpAddress(ulong high, ulong low, IpFamily family, uint scope = 0) =>
        (High, Low, Family, Scope) = (high, low, family, scope);

    /// <summary>The first 64 bits of an IPv6 address; 0 for IPv4.</summary>
    public ulong High { get; }

    /// <summary>The last 64 bits of an IPv6 address; the 32 bits of an IPv4 address.</summary>
    public ulong Low { get; }

    /// <summary>The version of IP.</summary>
    public IpFamily Family { get; }

    /// <summary>The interface that a link-local address is meant on, 0 for none.</summary>
    public uint Scope { get; }

    /// <summary>An IPv4 address from its 32 bits, the first octet on the wire highest.</summary>
    public static IpAddress V4(uint bits) => new(0, bits, IpFamily.V4);

    /// <summary>An IPv6 address from two halves.</summary>
    public static IpAddress V6(ulong high, ulong low, uint scope = 0) => new(high, low, IpFamily.V6, scope);

    /// <summary>Bits of an address of this family: 32, 128, or 0 for none.</summary>
    public int Bits => Family switch { IpFamily.V4 => 32, IpFamily.V6 => 128, _ => 0 };

    /// <summary>True for a group address. Source: RFC 1112 §4, RFC 4291 §2.7.</summary>
    public bool IsMulticast => Family == IpFamily.V4 ? Low >> 28 == 0xE : Family == IpFamily.V6 && High >> 56 == 0xFF;

    /// <summary>Reads 4 or 16 octets in network order.</summary>
    /// <exception cref="ArgumentException">Neither 4 nor 16 octets.</exception>
    public static IpAddress Read(ReadOnlySpan<byte> octets) => octets.Length switch
    {
        4 => V4(BinaryPrimitives.ReadUInt32BigEndian(octets)),
        16 => V6(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[8..])),
        _ => throw new ArgumentException("An address has 4 or 16 octets.", nameof(octets)),
    };

    /// <summary>Writes the address in network order and returns the number of octets, 4 or 16.</summary>
    public int Write(Span<byte> octets)
    {
        if (Family == IpFamily.V4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)Low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(octets, High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], Low);
        return 16;
    }

    /// <summary>True when the first <paramref name="prefixLength"/> bits of both addresses are equal.</summary>
    /// <param name="network">An address; of another family it never matches.</param>
    /// <param name="prefixLength">0 to 32 or 0 to 128.</param>
    public bool IsWithin(in IpAddress network, int prefixLength)
    {
        if (Family != network.Family) return false;
        UInt128 difference = new UInt128(High, Low) ^ new UInt128(network.High, network.Low);
        int shift = Bits - prefixLength;
        return shift >= 128 || difference >> shift == UInt128.Zero;
    }

    /// <summary>Compares bit by bit, all at once: every datagram asks this some ten times.</summary>
    public bool Equals(IpAddress other) =>
        ((High ^ other.High) | (Low ^ other.Low) | (Scope ^ other.Scope) | (uint)(Family ^ other.Family)) == 0;

    /// <summary>A number to look the address up by, the same in every run; tables that strangers can fill use a keyed hash.</summary>
    public override int GetHashCode()
    {
        ulong mixed = unchecked((High ^ Low ^ ((ulong)Scope << 32) ^ (ulong)Family) * 0x9E37_79B9_7F4A_7C15);
        return unchecked((int)(mixed >> 32));
    }

    /// <summary>Parses dotted decimal or RFC 4291 §2.2 text (no zone).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':')) return Ipv6Text.TryParse(text, out address);
        address = default;
        if (!Ipv6Text.TryParseDotted(text, out uint bits)) return false;
        address = V4(bits);
        return true;
    }

    /// <summary>Dotted decimal, or the canonical text of RFC 5952.</summary>
    public override string ToString()
    {
        Utf8Writer writer = new(46);
        writer.WriteIp(this);
        return writer.ToString();
    }

    /// <summary>The 16-bit words of the address added up, not folded.</summary>
    internal ulong ChecksumPart()
    {
        ulong sum = (Low & 0xFFFF) + (Low >> 16 & 0xFFFF);
        return Family == IpFamily.V4 ? sum
            : sum + (Low >> 32 & 0xFFFF) + (Low >> 48) + (High & 0xFFFF) + (High >> 16 & 0xFFFF) + (High >> 32 & 0xFFFF) + (High >> 48);
    }
}
