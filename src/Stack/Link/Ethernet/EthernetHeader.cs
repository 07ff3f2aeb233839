using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Link.Ethernet;

/// <summary>An Ethernet header, read in place: two addresses, and a type or a length. Source: IEEE 802.3 §3.1.1.</summary>
public readonly ref struct EthernetHeader
{
    /// <summary>Octets of the header.</summary>
    public const int Length = 14;

    /// <summary>The largest value of the last field that is a length and no type. Source: IEEE 802.3 §3.2.6.</summary>
    public const int MaxLength = 1500;

    private const int DestinationAt = 0, SourceAt = 6, TypeAt = 12;
    private static readonly RfcReference Standard = Rfc.Other("IEEE 802.3 §3.2");
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private EthernetHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>eth.dst.</summary>
    public static Field DestinationField { get; } =
        Field.At("eth.dst", DestinationAt * 8, 48, FieldType.Mac, Standard) with { Aliases = ["eth.addr"] };

    /// <summary>eth.src.</summary>
    public static Field SourceField { get; } =
        Field.At("eth.src", SourceAt * 8, 48, FieldType.Mac, Standard) with { Aliases = ["eth.addr"] };

    /// <summary>eth.type.</summary>
    public static Field TypeField { get; } =
        Field.HexAt("eth.type", TypeAt * 8, 16, FieldType.UInt16, Standard) with { Names = EtherType.Names };

    /// <summary>eth.len: stands where the type does, in a frame of the older form.</summary>
    public static Field LengthField { get; } = Field.At("eth.len", TypeAt * 8, 16, FieldType.UInt16, Standard);

    /// <summary>The layout of an Ethernet II header.</summary>
    public static ImmutableArray<Field> Fields { get; } = [DestinationField, SourceField, TypeField];

    /// <summary>The layout of an IEEE 802.3 header, which has a length in place of the type.</summary>
    public static ImmutableArray<Field> LengthFields { get; } = [DestinationField, SourceField, LengthField];

    /// <summary>The receiver's address.</summary>
    public MacAddress Destination => MacAddress.Read(_bytes[DestinationAt..]);

    /// <summary>The sender's address.</summary>
    public MacAddress Source => MacAddress.Read(_bytes[SourceAt..]);

    /// <summary>What the frame carries (from 0x0600), or the length of its payload (to 1500).</summary>
    public ushort TypeOrLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[TypeAt..]);

    /// <summary>True when the last field is a length and an LLC header follows.</summary>
    public bool HasLength => TypeOrLength <= MaxLength;

    /// <summary>Cuts a header from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out EthernetHeader header, out ParseError error)
    {
        header = default;
        error = new("eth", Fault.TooShort, octets.Length, Length, octets.Length);
        if (octets.Length < Length) return false;
        header = new(octets[..Length]);
        error = default;
        return true;
    }

    /// <summary>Writes a header into at least <see cref="Length"/> octets.</summary>
    public static void Write(Span<byte> octets, MacAddress destination, MacAddress source, ushort type)
    {
        destination.Write(octets[DestinationAt..]);
        source.Write(octets[SourceAt..]);
        BinaryPrimitives.WriteUInt16BigEndian(octets[TypeAt..], type);
    }
}
