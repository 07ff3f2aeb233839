using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ipv4;

/// <summary>The fields of IPv4 options. Source: RFC 791 §3.1, IANA "IP Option Numbers".</summary>
internal static class Ipv4Options
{
    public const byte EndOfList = 0, NoOperation = 1, Security = 130, LooseSourceRoute = 131, Timestamp = 68,
        ExtendedSecurity = 133, CommercialSecurity = 134, RecordRoute = 7, StreamId = 136, StrictSourceRoute = 137,
        MtuProbe = 11, MtuReply = 12, TraceRoute = 82, RouterAlert = 148, QuickStart = 25;

    private static readonly RfcReference Format = Rfc.Section(791, "3.1");

    private static readonly Dictionary<ulong, string> Types = new()
    {
        [EndOfList] = "End of Options List", [NoOperation] = "No-Operation", [Security] = "Security",
        [LooseSourceRoute] = "Loose Source Route", [Timestamp] = "Time Stamp", [ExtendedSecurity] = "Extended Security",
        [CommercialSecurity] = "Commercial Security", [RecordRoute] = "Record Route", [StreamId] = "Stream ID",
        [StrictSourceRoute] = "Strict Source Route", [MtuProbe] = "MTU Probe", [MtuReply] = "MTU Reply",
        [TraceRoute] = "Traceroute", [RouterAlert] = "Router Alert", [QuickStart] = "Quick-Start",
    };

    private static readonly Dictionary<ulong, string> Classes = new()
    {
        [0] = "Control", [1] = "Reserved for future use", [2] = "Debugging and measurement", [3] = "Reserved for future use",
    };

    private static readonly Dictionary<ulong, string> TimestampKinds = new()
    {
        [0] = "Time stamps only", [1] = "Time stamp and address", [3] = "Time stamps for prespecified addresses",
    };

    private static readonly Field Type = Field.At("ip.opt.type", 0, 8, FieldType.UInt8, Format) with { Names = Types };

    /// <summary>The first octet: what the option is, and three facts that its bits tell.</summary>
    public static ImmutableArray<Field> TypeFields { get; } =
    [
        Type,
        Field.Part(Type, "ip.opt.type.copy", 0, 1, FieldType.Boolean),
        Field.Part(Type, "ip.opt.type.class", 1, 2, FieldType.UInt8) with { Names = Classes },
        Field.Part(Type, "ip.opt.type.number", 3, 5, FieldType.UInt8),
    ];

    /// <summary>ip.opt.len.</summary>
    public static Field Length { get; } = Field.At("ip.opt.len", 8, 8, FieldType.UInt8, Format);

    /// <summary>Type and length: what every option but the two of one octet begins with.</summary>
    public static ImmutableArray<Field> Start { get; } = [.. TypeFields, Length];

    /// <summary>ip.opt.ptr.</summary>
    public static Field Pointer { get; } = Field.Variable("ip.opt.ptr", FieldType.UInt8, Format);

    /// <summary>ip.rec_rt: an address that a router recorded.</summary>
    public static Field RecordedRoute { get; } = Field.Variable("ip.rec_rt", FieldType.Ipv4, Format);

    /// <summary>ip.src_rt: an address still to visit.</summary>
    public static Field SourceRoute { get; } = Field.Variable("ip.src_rt", FieldType.Ipv4, Format);

    /// <summary>ip.empty_rt: room for an address.</summary>
    public static Field EmptyRoute { get; } = Field.Variable("ip.empty_rt", FieldType.Ipv4, Format);

    /// <summary>ip.opt.overflow: routers that found no room.</summary>
    public static Field Overflow { get; } = Field.Variable("ip.opt.overflow", FieldType.UInt8, Format);

    /// <summary>ip.opt.flag: what a time stamp option records.</summary>
    public static Field TimestampFlag { get; } =
        Field.VariableHex("ip.opt.flag", FieldType.UInt8, Format) with { Names = TimestampKinds };

    /// <summary>ip.opt.time_stamp: milliseconds since midnight.</summary>
    public static Field TimestampValue { get; } = Field.Variable("ip.opt.time_stamp", FieldType.UInt32, Format);

    /// <summary>ip.opt.time_stamp_addr.</summary>
    public static Field TimestampAddress { get; } = Field.Variable("ip.opt.time_stamp_addr", FieldType.Ipv4, Format);

    /// <summary>ip.opt.ra.</summary>
    public static Field Alert { get; } = Field.Variable("ip.opt.ra", FieldType.UInt16, Rfc.Section(2113, "2.1"));

    /// <summary>ip.opt.sid.</summary>
    public static Field Stream { get; } = Field.Variable("ip.opt.sid", FieldType.UInt16, Format);

    /// <summary>ip.opt.mtu.</summary>
    public static Field Mtu { get; } = Field.Variable("ip.opt.mtu", FieldType.UInt16, Rfc.Section(1063, "3.1"));

    /// <summary>ip.opt.id_number.</summary>
    public static Field TraceId { get; } = Field.Variable("ip.opt.id_number", FieldType.UInt16, Rfc.Section(1393, "2.2"));

    /// <summary>ip.opt.ohc.</summary>
    public static Field OutboundHops { get; } = Field.Variable("ip.opt.ohc", FieldType.UInt16, Rfc.Section(1393, "2.2"));

    /// <summary>ip.opt.rhc.</summary>
    public static Field ReturnHops { get; } = Field.Variable("ip.opt.rhc", FieldType.UInt16, Rfc.Section(1393, "2.2"));

    /// <summary>ip.opt.originator.</summary>
    public static Field Originator { get; } = Field.Variable("ip.opt.originator", FieldType.Ipv4, Rfc.Section(1393, "2.2"));

    /// <summary>ip.opt.sec_cl: the classification level.</summary>
    public static Field SecurityLevel { get; } = Field.VariableHex("ip.opt.sec_cl", FieldType.UInt8, Rfc.Section(1108, "2.3"));

    /// <summary>ip.opt.data: of an option that is only shown.</summary>
    public static Field Data { get; } = Field.Variable("ip.opt.data", FieldType.Octets, Format);

    /// <summary>ip.opt.padding: octets behind the end of the list.</summary>
    public static Field Padding { get; } = Field.Variable("ip.opt.padding", FieldType.Octets, Format);

    /// <summary>The fields without a fixed place.</summary>
    public static ImmutableArray<Field> Variable { get; } =
    [
        Pointer, RecordedRoute, SourceRoute, EmptyRoute, Overflow, TimestampFlag, TimestampValue, TimestampAddress,
        Alert, Stream, Mtu, TraceId, OutboundHops, ReturnHops, Originator, SecurityLevel, Data, Padding,
    ];
}
