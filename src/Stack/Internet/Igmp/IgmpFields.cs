using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Igmp;

/// <summary>The fields of IGMP in its three versions. Source: RFC 1112 Appendix I, RFC 2236 §2, RFC 3376 §4.</summary>
internal static class IgmpFields
{
    public const byte Query = 0x11, Report1 = 0x12, Report2 = 0x16, Leave = 0x17, Report3 = 0x22;

    private static readonly RfcReference Format = Rfc.Section(3376, "4"), QueryFormat = Rfc.Section(3376, "4.1"), RecordFormat = Rfc.Section(3376, "4.2");

    public static IReadOnlyDictionary<ulong, string> Types { get; } = new Dictionary<ulong, string>
    {
        [Query] = "Membership Query", [Report1] = "Membership Report", [Report2] = "Membership Report", [Leave] = "Leave Group",
        [Report3] = "Membership Report", [0x13] = "DVMRP Protocol", [0x14] = "PIM Routing Protocol",
    };

    private static readonly Dictionary<ulong, string> RecordTypes = new()
    {
        [1] = "Mode Is Include", [2] = "Mode Is Exclude", [3] = "Change To Include Mode", [4] = "Change To Exclude Mode",
        [5] = "Allow New Sources", [6] = "Block Old Sources",
    };

    public static Field Version { get; } = Field.Generated("igmp.version", FieldType.UInt8, Format);

    public static Field ChecksumStatus { get; } = Field.Generated("igmp.checksum.status", FieldType.UInt8, Format);

    public static Field Type { get; } = Field.HexAt("igmp.type", 0, 8, FieldType.UInt8, Format) with { Names = Types };

    public static Field MaxResponse { get; } = Field.At("igmp.max_resp", 8, 8, FieldType.UInt8, Rfc.Section(2236, "2.2"));

    public static Field Checksum { get; } = Field.HexAt("igmp.checksum", 16, 16, FieldType.UInt16, Format);

    public static Field Group { get; } = Field.At("igmp.maddr", 32, 32, FieldType.Ipv4, Format);

    public static Field Reserved { get; } = Field.Variable("igmp.reserved", FieldType.Octets, Format);

    public static Field RecordCount { get; } = Field.Variable("igmp.num_grp_recs", FieldType.UInt16, RecordFormat);

    public static Field Source { get; } = Field.Variable("igmp.saddr", FieldType.Ipv4, Format);

    public static Field RecordData { get; } = Field.Variable("igmp.aux_data", FieldType.Octets, RecordFormat);

    /// <summary>The layout of versions 1 and 2, and of a query's beginning in version 3.</summary>
    public static ImmutableArray<Field> Fields { get; } = [Type, MaxResponse, Checksum, Group];

    /// <summary>What version 3 adds to a query.</summary>
    public static ImmutableArray<Field> Query3 { get; } =
    [
        Field.At("igmp.query.reserved", 0, 4, FieldType.UInt8, QueryFormat), Field.At("igmp.s", 4, 1, FieldType.Boolean, QueryFormat),
        Field.At("igmp.qrv", 5, 3, FieldType.UInt8, QueryFormat), Field.At("igmp.qqic", 8, 8, FieldType.UInt8, QueryFormat),
        Field.At("igmp.num_src", 16, 16, FieldType.UInt16, QueryFormat),
    ];

    /// <summary>A group record of a report of version 3.</summary>
    public static ImmutableArray<Field> Record { get; } =
    [
        Field.At("igmp.record_type", 0, 8, FieldType.UInt8, RecordFormat) with { Names = RecordTypes },
        Field.At("igmp.aux_data_len", 8, 8, FieldType.UInt8, RecordFormat),
        Field.At("igmp.num_src", 16, 16, FieldType.UInt16, RecordFormat),
        Field.At("igmp.maddr", 32, 32, FieldType.Ipv4, RecordFormat),
    ];
}
