using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmpv6;

/// <summary>The fields of ICMPv6 messages, counted from the octet behind the checksum.
/// Source: RFC 4443 (errors, echo), RFC 4861 §4 (neighbor discovery), RFC 2710 and RFC 3810 (listeners).</summary>
internal static class Icmpv6Fields
{
    private static readonly RfcReference Listener = Rfc.Section(3810, "5");

    public static Field Reserved { get; } = Field.Variable("icmpv6.reserved", FieldType.Octets, Rfc.Section(4443, "3"));

    public static Field Data { get; } = Field.Variable("icmpv6.data", FieldType.Octets, Rfc.Section(4443, "2.1"));

    public static Field Mtu { get; } = Field.Variable("icmpv6.mtu", FieldType.UInt32, Rfc.Section(4443, "3.2"));

    public static Field Pointer { get; } = Field.Variable("icmpv6.pointer", FieldType.UInt32, Rfc.Section(4443, "3.4"));

    public static Field ChecksumStatus { get; } = Field.Generated("icmpv6.checksum.status", FieldType.UInt8, Rfc.Section(4443, "2.3"));

    public static Field ResponseTo { get; } = Field.Generated("icmpv6.resp_to", FieldType.FrameNumber);

    public static Field ResponseTime { get; } = Field.Generated("icmpv6.resptime", FieldType.Milliseconds);

    public static Field SolicitedTarget { get; } = Field.Variable("icmpv6.nd.ns.target_address", FieldType.Ipv6, Rfc.Section(4861, "4.3"));

    public static Field AdvertisedTarget { get; } = Field.Variable("icmpv6.nd.na.target_address", FieldType.Ipv6, Rfc.Section(4861, "4.4"));

    public static Field RedirectTarget { get; } = Field.Variable("icmpv6.nd.rd.target_address", FieldType.Ipv6, Rfc.Section(4861, "4.5"));

    public static Field RedirectDestination { get; } = Field.Variable("icmpv6.rd.na.destination_address", FieldType.Ipv6, Rfc.Section(4861, "4.5"));

    public static Field ResponseDelay { get; } = Field.Variable("icmpv6.mld.maximum_response_delay", FieldType.UInt16, Rfc.Section(2710, "3.4"));

    public static Field ResponseCode { get; } = Field.Variable("icmpv6.mld.maximum_response_code", FieldType.UInt16, Rfc.Section(3810, "5.1.3"));

    public static Field Group { get; } = Field.Variable("icmpv6.mld.multicast_address", FieldType.Ipv6, Listener);

    public static Field QuerySource { get; } = Field.Variable("icmpv6.mld.source_address", FieldType.Ipv6, Listener);

    public static Field RecordCount { get; } = Field.Variable("icmpv6.mldr.nb_mcast_records", FieldType.UInt16, Rfc.Section(3810, "5.2"));

    public static Field Record { get; } = Field.Variable("icmpv6.mldr.mar", FieldType.None, Rfc.Section(3810, "5.2"));

    public static Field RecordSource { get; } = Field.Variable("icmpv6.mldr.mar.source_address", FieldType.Ipv6, Rfc.Section(3810, "5.2"));

    public static Field RecordData { get; } = Field.Variable("icmpv6.mldr.mar.auxiliary_data", FieldType.Octets, Rfc.Section(3810, "5.2"));

    private static readonly Field RouterFlags = Field.HexAt("icmpv6.nd.ra.flag", 8, 8, FieldType.UInt8, Rfc.Section(4861, "4.2"));

    private static readonly Field NeighborFlags = Field.HexAt("icmpv6.nd.na.flag", 0, 32, FieldType.UInt32, Rfc.Section(4861, "4.4"));

    private static readonly Field QueryFlags = Field.HexAt("icmpv6.mld.flag", 0, 8, FieldType.UInt8, Rfc.Section(3810, "5.1"));

    public static ImmutableArray<Field> EchoLayout { get; } =
    [
        Field.HexAt("icmpv6.echo.identifier", 0, 16, FieldType.UInt16, Rfc.Section(4443, "4.1")),
        Field.At("icmpv6.echo.sequence_number", 16, 16, FieldType.UInt16, Rfc.Section(4443, "4.1")),
    ];

    public static ImmutableArray<Field> RouterLayout { get; } =
    [
        Field.At("icmpv6.nd.ra.cur_hop_limit", 0, 8, FieldType.UInt8, Rfc.Section(4861, "4.2")),
        RouterFlags,
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.m", 8, 1, FieldType.Boolean),
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.o", 9, 1, FieldType.Boolean),
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.h", 10, 1, FieldType.Boolean),
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.prf", 11, 2, FieldType.UInt8) with { Names = Preferences },
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.p", 13, 1, FieldType.Boolean),
        Field.Part(RouterFlags, "icmpv6.nd.ra.flag.rsv", 14, 2, FieldType.UInt8),
        Field.At("icmpv6.nd.ra.router_lifetime", 16, 16, FieldType.UInt16, Rfc.Section(4861, "4.2")),
        Field.At("icmpv6.nd.ra.reachable_time", 32, 32, FieldType.UInt32, Rfc.Section(4861, "4.2")),
        Field.At("icmpv6.nd.ra.retrans_timer", 64, 32, FieldType.UInt32, Rfc.Section(4861, "4.2")),
    ];

    public static ImmutableArray<Field> NeighborFlagsLayout { get; } =
    [
        NeighborFlags,
        Field.Part(NeighborFlags, "icmpv6.nd.na.flag.r", 0, 1, FieldType.Boolean),
        Field.Part(NeighborFlags, "icmpv6.nd.na.flag.s", 1, 1, FieldType.Boolean),
        Field.Part(NeighborFlags, "icmpv6.nd.na.flag.o", 2, 1, FieldType.Boolean),
        Field.Part(NeighborFlags, "icmpv6.nd.na.flag.rsv", 3, 29, FieldType.UInt32),
    ];

    public static ImmutableArray<Field> QueryLayout { get; } =
    [
        QueryFlags,
        Field.Part(QueryFlags, "icmpv6.mld.flag.reserved", 0, 4, FieldType.UInt8),
        Field.Part(QueryFlags, "icmpv6.mld.flag.s", 4, 1, FieldType.Boolean),
        Field.Part(QueryFlags, "icmpv6.mld.flag.qrv", 5, 3, FieldType.UInt8),
        Field.At("icmpv6.mld.qqi", 8, 8, FieldType.UInt8, Rfc.Section(3810, "5.1.9")),
        Field.At("icmpv6.mld.nb_sources", 16, 16, FieldType.UInt16, Rfc.Section(3810, "5.1.10")),
    ];

    public static ImmutableArray<Field> RecordLayout { get; } =
    [
        Field.At("icmpv6.mldr.mar.record_type", 0, 8, FieldType.UInt8, Rfc.Section(3810, "5.2.12")) with { Names = RecordTypes },
        Field.At("icmpv6.mldr.mar.aux_data_len", 8, 8, FieldType.UInt8, Rfc.Section(3810, "5.2.6")),
        Field.At("icmpv6.mldr.mar.nb_sources", 16, 16, FieldType.UInt16, Rfc.Section(3810, "5.2.7")),
        Field.At("icmpv6.mldr.mar.multicast_address", 32, 128, FieldType.Ipv6, Rfc.Section(3810, "5.2.8")),
    ];

    /// <summary>The fields without a fixed place.</summary>
    public static ImmutableArray<Field> Variable { get; } =
    [
        Reserved, Data, Mtu, Pointer, ChecksumStatus, ResponseTo, ResponseTime, SolicitedTarget, AdvertisedTarget,
        RedirectTarget, RedirectDestination, ResponseDelay, ResponseCode, Group, QuerySource, RecordCount, Record,
        RecordSource, RecordData,
    ];

    public static ImmutableArray<Layout> Layouts { get; } =
    [
        new("echo, from the fifth octet", EchoLayout), new("router advertisement, from the fifth octet", RouterLayout),
        new("neighbor advertisement, from the fifth octet", NeighborFlagsLayout),
        new("listener query, behind the group", QueryLayout), new("listener record", RecordLayout),
    ];

    internal static Dictionary<ulong, string> Preferences => new() { [0] = "Medium", [1] = "High", [2] = "Reserved", [3] = "Low" };

    private static Dictionary<ulong, string> RecordTypes => new()
    {
        [1] = "Include", [2] = "Exclude", [3] = "Changed to include", [4] = "Changed to exclude", [5] = "Allow new sources",
        [6] = "Block old sources",
    };
}
