using System.Buffers.Binary;
using System.Collections.Immutable;
using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Link.Ethernet;
using NetStack.Tracing;

namespace NetStack.Link.Vlan;

/// <summary>A VLAN tag without the type that announced it, and the type of what it carries, read in place.
/// Source: IEEE 802.1Q §9.6.</summary>
public readonly ref struct VlanHeader
{
    /// <summary>Octets of tag control information and type.</summary>
    public const int Length = 4;

    private const int ControlAt = 0, TypeAt = 2;
    private static readonly RfcReference Control = Rfc.Other("IEEE 802.1Q §9.6");
    private readonly ReadOnlySpan<byte> _bytes; // exactly Length octets: TryParse cut it

    private VlanHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The layout of a customer's tag (0x8100).</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Field.At("vlan.priority", 0, 3, FieldType.UInt16, Control),
        Field.At("vlan.dei", 3, 1, FieldType.Boolean, Control) with { Aliases = ["vlan.cfi"] },
        Field.At("vlan.id", 4, 12, FieldType.UInt16, Control),
        Field.HexAt("vlan.etype", TypeAt * 8, 16, FieldType.UInt16, Control) with { Names = EtherType.Names },
    ];

    /// <summary>The layout of a provider's tag (0x88a8).</summary>
    public static ImmutableArray<Field> ServiceFields { get; } =
    [
        Field.At("ieee8021ad.priority", 0, 3, FieldType.UInt16, Control),
        Field.At("ieee8021ad.dei", 3, 1, FieldType.UInt16, Control),
        Field.At("ieee8021ad.id", 4, 12, FieldType.UInt16, Control),
        Field.HexAt("ieee8021ah.etype", TypeAt * 8, 16, FieldType.UInt16, Control) with { Names = EtherType.Names },
    ];

    /// <summary>Priority code point, 0 to 7.</summary>
    public int Priority => _bytes[ControlAt] >> 5;

    /// <summary>Drop eligible: dropped first when a queue fills.</summary>
    public bool DropEligible => (_bytes[ControlAt] & 0x10) != 0;

    /// <summary>The VLAN, 1 to 4094; 0 for a tag that carries only a priority.</summary>
    public int Id => BinaryPrimitives.ReadUInt16BigEndian(_bytes) & 0xFFF;

    /// <summary>What the tag carries, or the length of an LLC payload.</summary>
    public ushort TypeOrLength => BinaryPrimitives.ReadUInt16BigEndian(_bytes[TypeAt..]);

    /// <summary>Cuts a tag from the start of octets.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out VlanHeader header, out ParseError error)
    {
        header = default;
        error = new("vlan", Fault.TooShort, octets.Length, Length, octets.Length);
        if (octets.Length < Length) return false;
        header = new(octets[..Length]);
        error = default;
        return true;
    }

    /// <summary>Writes tag control information and type into at least <see cref="Length"/> octets.</summary>
    public static void Write(Span<byte> octets, int priority, bool dropEligible, int id, ushort type)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)(priority << 13 | (dropEligible ? 0x1000 : 0) | (id & 0xFFF)));
        BinaryPrimitives.WriteUInt16BigEndian(octets[TypeAt..], type);
    }
}
