using System.Text;
using NetStack.Bytes;

namespace NetStack.Application.Dns;

/// <summary>A domain name: labels of octets, compared without regard to the case of letters. Source: RFC 1035 §3.1, RFC 4343.</summary>
/// <remarks><see cref="DnsName"/> shows people what stands in a message, whatever that is. This one is for programs that act on a
/// name: two names are equal exactly when DNS says so, and what is no name cannot be one.</remarks>
public sealed class DomainName : IEquatable<DomainName>
{
    /// <summary>Octets of the longest name in a message. Source: RFC 1035 §2.3.4.</summary>
    public const int MaxOctets = 255;

    /// <summary>Octets of the longest label.</summary>
    public const int MaxLabel = 63;

    private const int PointerBits = 0xC0;
    private readonly byte[] _wire; // each label after its length; the root's, of length 0, last

    private DomainName(ReadOnlySpan<byte> wire) => _wire = wire.ToArray();

    /// <summary>The name without labels.</summary>
    public static DomainName Root { get; } = new([0]);

    /// <summary>The name as it stands in a message that does not compress it.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Labels, the root's left out.</summary>
    public int Labels
    {
        get
        {
            int count = 0;
            for (int at = 0; _wire[at] != 0; at += _wire[at] + 1) count++;
            return count;
        }
    }

    /// <summary>Reads a name as people write it; a dot at the end may be left out. Source: RFC 1035 §5.1: \. is a dot in a
    /// label, \065 an octet by its number. Names beyond ASCII are not converted (IDNA).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DomainName? name)
    {
        Span<byte> wire = stackalloc byte[MaxOctets + 1];
        int length = 1, labelAt = 0; // the length of a label comes before it
        name = text is "." ? Root : null;
        if (name is not null) return true;
        while (!text.IsEmpty)
        {
            bool isDot = text[0] == '.';
            if (isDot && length == labelAt + 1) return false; // an empty label
            if (!TryTakeOctet(ref text, out byte octet) || length >= MaxOctets) return false;
            if (isDot)
            {
                wire[labelAt] = (byte)(length - labelAt - 1);
                labelAt = length++;
                continue;
            }

            wire[length++] = octet;
            if (length - labelAt - 1 > MaxLabel) return false;
        }

        if (length > labelAt + 1) // no dot at the end
        {
            wire[labelAt] = (byte)(length - labelAt - 1);
            labelAt = length++;
        }

        if (labelAt == 0 || length > MaxOctets) return false;
        wire[labelAt] = 0;
        name = new(wire[..length]);
        return true;
    }

    /// <summary>Reads a name from a message, where its end may be a pointer to a name before it. Source: RFC 1035 §4.1.4.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="at">Where the name begins.</param>
    /// <param name="name">The name.</param>
    /// <param name="octets">Octets that it takes where it stands.</param>
    /// <returns>False for what is no name. Each pointer has to lead further back than all before it, so that no message makes a
    /// reader run in circles.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> message, int at, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DomainName? name, out int octets)
    {
        Span<byte> wire = stackalloc byte[MaxOctets];
        int length = 0, start = at, earliest = at;
        (name, octets) = (null, 0);
        while (at < message.Length)
        {
            int label = message[at];
            if ((label & PointerBits) == PointerBits)
            {
                if (at + 2 > message.Length) return false;
                if (octets == 0) octets = at + 2 - start;
                at = (label & ~PointerBits) << 8 | message[at + 1];
                if (at >= earliest) return false;
                earliest = at;
                continue;
            }

            bool isRoot = label == 0;
            if (label > MaxLabel || at + 1 + label > message.Length || length + 1 + label + (isRoot ? 0 : 1) > MaxOctets) return false;
            message.Slice(at, label + 1).CopyTo(wire[length..]);
            length += label + 1;
            at += label + 1;
            if (!isRoot) continue;
            if (octets == 0) octets = at - start;
            name = new(wire[..length]);
            return true;
        }

        return false;
    }

    /// <summary>The name under which the names of an address are found. Source: RFC 1035 §3.5, RFC 3596 §2.5.</summary>
    /// <exception cref="ArgumentException">No address.</exception>
    public static DomainName ForAddress(in IpAddress address)
    {
        if (address.Family == IpFamily.None) throw new ArgumentException("There is no address.", nameof(address));
        StringBuilder text = new();
        Span<byte> octets = stackalloc byte[16];
        octets = octets[..address.Write(octets)];
        for (int i = octets.Length - 1; i >= 0; i--)
        {
            if (address.Family == IpFamily.V4) text.Append(octets[i]).Append('.');
            else text.Append("0123456789abcdef"[octets[i] & 0xF]).Append('.').Append("0123456789abcdef"[octets[i] >> 4]).Append('.');
        }

        _ = TryParse(text.Append(address.Family == IpFamily.V4 ? "in-addr.arpa" : "ip6.arpa").ToString(), out DomainName? name);
        return name!;
    }

    /// <summary>This name with another behind it; null when that is too long.</summary>
    public DomainName? Append(DomainName suffix)
    {
        int length = _wire.Length - 1 + suffix._wire.Length;
        if (length > MaxOctets) return null;
        Span<byte> wire = stackalloc byte[length];
        _wire.AsSpan(0, _wire.Length - 1).CopyTo(wire);
        suffix._wire.CopyTo(wire[(_wire.Length - 1)..]);
        return new(wire);
    }

    /// <summary>True for the zone itself and every name below it.</summary>
    public bool IsWithin(DomainName zone)
    {
        for (int at = 0; ; at += _wire[at] + 1)
        {
            int left = _wire.Length - at;
            if (left == zone._wire.Length) return AreEqual(_wire.AsSpan(at), zone._wire);
            if (left < zone._wire.Length || _wire[at] == 0) return false;
        }
    }

    /// <summary>True when the letters agree in their case, too.</summary>
    public bool IsSpelledLike(DomainName other) => Wire.SequenceEqual(other.Wire);

    /// <summary>The same name with letters in a case that chance decides: a server gives them back as they are, and who forges an
    /// answer has to guess them. Source: the draft "Use of Bit 0x20 in DNS Labels", RFC 4343 §4.1 for why it works.</summary>
    public DomainName WithMixedCase(SeededRandom random)
    {
        DomainName mixed = new(_wire);
        for (int at = 0; mixed._wire[at] != 0; at += mixed._wire[at] + 1)
        {
            for (int i = at + 1; i <= at + mixed._wire[at]; i++)
                if (char.IsAsciiLetter((char)mixed._wire[i]) && (random.NextBits() & 1) != 0) mixed._wire[i] ^= 0x20;
        }

        return mixed;
    }

    /// <inheritdoc/>
    public bool Equals(DomainName? other) => other is not null && AreEqual(_wire, other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        uint hash = 2_166_136_261; // FNV-1a: the same on every platform
        foreach (byte octet in _wire) hash = unchecked((hash ^ Lower(octet)) * 16_777_619);
        return unchecked((int)hash);
    }

    /// <summary>The name as people write it, with a dot at its end only for the root.</summary>
    public override string ToString()
    {
        if (_wire[0] == 0) return ".";
        StringBuilder text = new();
        for (int at = 0; _wire[at] != 0; at += _wire[at] + 1)
        {
            if (at > 0) text.Append('.');
            foreach (byte octet in _wire.AsSpan(at + 1, _wire[at]))
            {
                if (octet is (byte)'.' or (byte)'\\') text.Append('\\').Append((char)octet);
                else if (octet is > 0x20 and < 0x7F) text.Append((char)octet);
                else text.Append('\\').Append(Digit(octet / 100)).Append(Digit(octet / 10)).Append(Digit(octet));
            }
        }

        return text.ToString();
    }

    private static char Digit(int value) => (char)('0' + (value % 10));

    private static bool TryTakeOctet(ref ReadOnlySpan<char> text, out byte octet)
    {
        bool isEscape = text[0] == '\\', isNumber = isEscape && text.Length >= 4 && char.IsAsciiDigit(text[1]);
        int value = isNumber && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3])
                ? ((text[1] - '0') * 100) + ((text[2] - '0') * 10) + (text[3] - '0')
            : isEscape ? text.Length > 1 && !char.IsAsciiDigit(text[1]) ? text[1] : -1
            : text[0];
        bool isGood = value is >= 0 and <= 0xFF && (isNumber || value is > 0x20 and < 0x7F);
        octet = isGood ? (byte)value : (byte)0;
        if (isGood) text = text[(isNumber ? 4 : isEscape ? 2 : 1)..];
        return isGood;
    }

    /// <summary>RFC 4343 §3: A to Z are a to z. Lengths of labels are at most 63 and so are no letters.</summary>
    private static bool AreEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (Lower(a[i]) != Lower(b[i])) return false;
        return true;
    }

    private static byte Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
}
