using System.Buffers.Binary;
using NetStack.Tracing;

namespace NetStack.Dissection;

/// <summary>One field of a protocol: its name as Wireshark spells it, its place in the header, its type.
/// Dissector, header diagram, filters and JSON all work from this one description; what a person reads (label and
/// meaning) stands in the catalogues of Viz under <see cref="Name"/>.</summary>
public sealed record Field
{
    private readonly int _shift; // from the field's last bit to the end of its last octet
    private readonly ulong _mask;

    private Field(string name, FieldType type, RfcReference rfc, int bitOffset, int bitWidth)
    {
        Name = name;
        Type = type;
        Rfc = rfc;
        BitOffset = bitOffset;
        BitWidth = bitWidth;
        Slot = FieldSelection.SlotOf(name);
        FirstOctet = bitOffset >> 3;
        EndOctet = (bitOffset + bitWidth + 7) >> 3;
        _shift = (EndOctet * 8) - bitOffset - bitWidth;
        _mask = bitWidth >= 64 ? ulong.MaxValue : (1UL << bitWidth) - 1;
    }

    /// <summary>The filter name, such as <c>tcp.srcport</c>. Unique in a registry.</summary>
    public string Name { get; }

    /// <summary>How the value is read and shown.</summary>
    public FieldType Type { get; }

    /// <summary>Decimal or hexadecimal.</summary>
    public NumberBase Base { get; init; }

    /// <summary>Where the field is defined.</summary>
    public RfcReference Rfc { get; }

    /// <summary>Bits from the start of the header to the field's first (highest) bit; -1 for a field that has no
    /// fixed place (variable, generated, or an option's).</summary>
    public int BitOffset { get; }

    /// <summary>The field's width in bits; 0 where it varies.</summary>
    public int BitWidth { get; }

    /// <summary>The field that this one refines (a flag of a flags field), null for a top-level field.</summary>
    public Field? Parent
    {
        get;
        init
        {
            field = value;
            Depth = value is null ? 1 : value.Depth + 1;
        }
    }

    /// <summary>Names of values, in the protocol's own words (not translated): 6 is TCP. Null when there are none.</summary>
    public IReadOnlyDictionary<ulong, string>? Names { get; init; }

    /// <summary>Further names that filters and <c>-e</c> accept and that mean this field among others: <c>tcp.port</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What the bits are multiplied with: 4 for a header length in 32-bit words, 8 for a fragment offset.</summary>
    public int Multiplier { get; init; } = 1;

    /// <summary>True for octets of which there may well be none (padding): tshark writes them as &lt;none&gt;, all others
    /// as &lt;MISSING&gt;.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>True for a value that is not in the frame but was worked out (a stream number, a round-trip time).</summary>
    public bool IsGenerated { get; init; }

    /// <summary>True when the field has a fixed place in its header.</summary>
    public bool IsFixed => BitOffset >= 0;

    /// <summary>Steps below the layer's own line in the tree: 1, and one more for each parent.</summary>
    public int Depth { get; private init; } = 1;

    /// <summary>The first octet of the header that the field touches.</summary>
    internal int FirstOctet { get; }

    /// <summary>The octet after the last one that it touches.</summary>
    internal int EndOctet { get; }

    /// <summary>True for a value that is read where it stands, and no number.</summary>
    internal bool IsReadInPlace => Type is FieldType.Octets or FieldType.Text or FieldType.Ipv6;

    /// <summary>The field's place in a <see cref="FieldSelection"/>.</summary>
    internal int Slot { get; }

    /// <summary>Reads the value of a field at a fixed place, highest bit first.</summary>
    /// <param name="header">The header, at least to the field's end.</param>
    internal ulong Read(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> octets = header[FirstOctet..EndOctet];
        ulong value;
        switch (octets.Length)
        {
            case 1: value = octets[0]; break;
            case 2: value = BinaryPrimitives.ReadUInt16BigEndian(octets); break;
            case 4: value = BinaryPrimitives.ReadUInt32BigEndian(octets); break;
            case 6: value = (ulong)BinaryPrimitives.ReadUInt16BigEndian(octets) << 32 | BinaryPrimitives.ReadUInt32BigEndian(octets[2..]); break;
            default: return DissectedFrame.ReadBits(header, BitOffset, BitWidth) * (uint)Multiplier;
        }

        return (value >> _shift & _mask) * (uint)Multiplier;
    }

    /// <summary>A field at a fixed place of its header.</summary>
    /// <param name="name">The filter name.</param>
    /// <param name="bitOffset">Bits from the start of the header.</param>
    /// <param name="bitWidth">1 to 64 bits, 128 for an IPv6 address, any whole number of octets for
    /// <see cref="FieldType.Octets"/>.</param>
    /// <param name="type">How it is read and shown.</param>
    /// <param name="rfc">Where it is defined.</param>
    public static Field At(string name, int bitOffset, int bitWidth, FieldType type, RfcReference rfc) =>
        new(name, type, rfc, bitOffset, bitWidth);

    /// <summary>A field at a fixed place, shown in hexadecimal.</summary>
    public static Field HexAt(string name, int bitOffset, int bitWidth, FieldType type, RfcReference rfc) =>
        new(name, type, rfc, bitOffset, bitWidth) { Base = NumberBase.Hexadecimal };

    /// <summary>A bit or group of bits that refines another field.</summary>
    public static Field Part(Field parent, string name, int bitOffset, int bitWidth, FieldType type) =>
        new(name, type, parent.Rfc, bitOffset, bitWidth) { Parent = parent };

    /// <summary>A field without a fixed place: in an option, a list, or of varying length.</summary>
    public static Field Variable(string name, FieldType type, RfcReference rfc) => new(name, type, rfc, -1, 0);

    /// <summary>A field without a fixed place, shown in hexadecimal.</summary>
    public static Field VariableHex(string name, FieldType type, RfcReference rfc) =>
        new(name, type, rfc, -1, 0) { Base = NumberBase.Hexadecimal };

    /// <summary>A value that was worked out and stands nowhere in the frame.</summary>
    public static Field Generated(string name, FieldType type, RfcReference rfc = default) =>
        new(name, type, rfc, -1, 0) { IsGenerated = true };

    /// <summary>A field is itself and nothing else: two with the same contents are two fields.</summary>
    public bool Equals(Field? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Slot;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
