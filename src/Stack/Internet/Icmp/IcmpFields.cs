using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmp;

/// <summary>The fields of ICMP messages behind type, code and checksum. Source: RFC 792, RFC 1256, RFC 950.</summary>
internal static class IcmpFields
{
    private static readonly RfcReference Echo = Rfc.Section(792, "Echo or Echo Reply Message");
    private static readonly RfcReference Time = Rfc.Section(792, "Timestamp or Timestamp Reply Message");
    private static readonly RfcReference Error = Rfc.Section(792, "Destination Unreachable Message");

    public static Field Identifier { get; } = Field.At("icmp.ident", 0, 16, FieldType.UInt16, Echo);

    public static Field Sequence { get; } = Field.At("icmp.seq", 16, 16, FieldType.UInt16, Echo);

    public static Field IdentifierSwapped { get; } = Field.Variable("icmp.ident_le", FieldType.UInt16, Echo);

    public static Field SequenceSwapped { get; } = Field.Variable("icmp.seq_le", FieldType.UInt16, Echo);

    public static Field Unused { get; } = Field.Variable("icmp.unused", FieldType.Octets, Error);

    public static Field QuotedLength { get; } = Field.Variable("icmp.length", FieldType.UInt8, Rfc.Section(4884, "4"));

    public static Field Mtu { get; } = Field.Variable("icmp.mtu", FieldType.UInt16, Rfc.Section(1191, "4"));

    public static Field Pointer { get; } = Field.Variable("icmp.pointer", FieldType.UInt32, Rfc.Section(792, "Parameter Problem Message"));

    public static Field Gateway { get; } = Field.Variable("icmp.redir_gw", FieldType.Ipv4, Rfc.Section(792, "Redirect Message"));

    public static Field RouterCount { get; } = Field.At("icmp.num_addrs", 0, 8, FieldType.UInt8, Rfc.Section(1256, "3"));

    public static Field EntrySize { get; } = Field.At("icmp.addr_entry_size", 8, 8, FieldType.UInt8, Rfc.Section(1256, "3"));

    public static Field Lifetime { get; } = Field.At("icmp.lifetime", 16, 16, FieldType.UInt16, Rfc.Section(1256, "3"));

    public static Field Router { get; } = Field.Variable("icmp.router_address", FieldType.Ipv4, Rfc.Section(1256, "3"));

    public static Field Preference { get; } = Field.Variable("icmp.pref_level", FieldType.Int32, Rfc.Section(1256, "3"));

    public static Field Originate { get; } = Field.At("icmp.originate_timestamp", 32, 32, FieldType.UInt32, Time);

    public static Field Receive { get; } = Field.At("icmp.receive_timestamp", 64, 32, FieldType.UInt32, Time);

    public static Field Transmit { get; } = Field.At("icmp.transmit_timestamp", 96, 32, FieldType.UInt32, Time);

    public static Field AddressMask { get; } = Field.At("icmp.address_mask", 32, 32, FieldType.Ipv4, Rfc.Section(950, "I"));

    public static Field ResponseTo { get; } = Field.Generated("icmp.resp_to", FieldType.FrameNumber);

    public static Field ResponseTime { get; } = Field.Generated("icmp.resptime", FieldType.Milliseconds);

    public static Field ChecksumStatus { get; } = Field.Generated("icmp.checksum.status", FieldType.UInt8, Rfc.Section(792, "Message Formats"));

    /// <summary>Identifier and sequence number.</summary>
    public static ImmutableArray<Field> EchoLayout { get; } = [Identifier, Sequence];

    /// <summary>Identifier, sequence number, three times of day.</summary>
    public static ImmutableArray<Field> TimestampLayout { get; } = [Identifier, Sequence, Originate, Receive, Transmit];

    /// <summary>Identifier, sequence number, mask.</summary>
    public static ImmutableArray<Field> MaskLayout { get; } = [Identifier, Sequence, AddressMask];

    /// <summary>What stands before the routers of an advertisement.</summary>
    public static ImmutableArray<Field> RouterLayout { get; } = [RouterCount, EntrySize, Lifetime];

    /// <summary>The fields without a fixed place.</summary>
    public static ImmutableArray<Field> Variable { get; } =
    [
        IdentifierSwapped, SequenceSwapped, Unused, QuotedLength, Mtu, Pointer, Gateway, Router, Preference,
        ResponseTo, ResponseTime, ChecksumStatus,
    ];
}
