using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Ospf;

/// <summary>The fields of OSPF, version 2 (RFC 2328) and 3 (RFC 5340).</summary>
internal static class OspfFields
{
    private static readonly RfcReference Header = Rfc.Section(2328, "A.3.1");
    private static readonly RfcReference HelloFormat = Rfc.Section(2328, "A.3.2");
    private static readonly RfcReference DescriptionFormat = Rfc.Section(2328, "A.3.3");
    private static readonly RfcReference LsaFormat = Rfc.Section(2328, "A.4.1");

    public static readonly Field Version = Field.At("ospf.version", 0, 8, FieldType.UInt8, Header);
    public static readonly Field Message = Field.At("ospf.msg", 8, 8, FieldType.UInt8, Header) with { Names = Messages };
    public static readonly Field PacketLength = Field.At("ospf.packet_length", 16, 16, FieldType.UInt16, Header);
    public static readonly Field Router = Field.At("ospf.srcrouter", 32, 32, FieldType.Ipv4, Header);
    public static readonly Field Area = Field.At("ospf.area_id", 64, 32, FieldType.Ipv4, Header);
    public static readonly Field Checksum = Field.HexAt("ospf.checksum", 96, 16, FieldType.UInt16, Header);
    public static readonly Field Authentication = Of("ospf.auth.type", FieldType.UInt16, Rfc.Section(2328, "D"));
    public static readonly Field KeyId = Of("ospf.auth.crypt.key_id", FieldType.UInt8, Rfc.Section(2328, "D.3"));
    public static readonly Field KeyLength = Of("ospf.auth.crypt.data_length", FieldType.UInt8, Rfc.Section(2328, "D.3"));
    public static readonly Field KeySequence = Of("ospf.auth.crypt.seq_nbr", FieldType.UInt32, Rfc.Section(2328, "D.3"));
    public static readonly Field KeyData = Of("ospf.auth.crypt.data", FieldType.Octets, Rfc.Section(2328, "D.3"));
    public static readonly Field Instance = Of("ospf.instance_id", FieldType.UInt8, Rfc.Section(5340, "A.3.1"));

    public static readonly Field Mask = Of("ospf.hello.network_mask", FieldType.Ipv4, HelloFormat);
    public static readonly Field InterfaceId = Of("ospf.hello.interface_id", FieldType.UInt32, Rfc.Section(5340, "A.3.2"));
    public static readonly Field HelloInterval = Of("ospf.hello.hello_interval", FieldType.UInt16, HelloFormat);
    public static readonly Field OptionsV2 = Field.VariableHex("ospf.v2.options", FieldType.UInt8, Rfc.Section(2328, "A.2"));
    public static readonly Field OptionsV3 = Field.VariableHex("ospf.v3.options", FieldType.UInt24, Rfc.Section(5340, "A.2"));
    public static readonly Field Priority = Of("ospf.hello.router_priority", FieldType.UInt8, HelloFormat);
    public static readonly Field DeadInterval = Of("ospf.hello.router_dead_interval", FieldType.UInt32, HelloFormat);
    public static readonly Field Designated = Of("ospf.hello.designated_router", FieldType.Ipv4, HelloFormat);
    public static readonly Field Backup = Of("ospf.hello.backup_designated_router", FieldType.Ipv4, HelloFormat);
    public static readonly Field Neighbor = Of("ospf.hello.active_neighbor", FieldType.Ipv4, HelloFormat);

    public static readonly Field Mtu = Of("ospf.db.interface_mtu", FieldType.UInt16, DescriptionFormat);
    public static readonly Field DescriptionFlags = Field.VariableHex("ospf.dbd", FieldType.UInt8, DescriptionFormat);
    public static readonly Field DescriptionSequence = Of("ospf.db.dd_sequence", FieldType.UInt32, DescriptionFormat);
    public static readonly Field LsaCount = Of("ospf.ls.number_of_lsas", FieldType.UInt32, Rfc.Section(2328, "A.3.5"));

    public static readonly Field LsaAge = Of("ospf.lsa.age", FieldType.UInt16, LsaFormat);
    public static readonly Field LsaType = Of("ospf.lsa", FieldType.UInt8, LsaFormat) with { Names = LsaTypes };
    public static readonly Field LsaTypeV3 = Field.VariableHex("ospf.v3.lsa", FieldType.UInt16, Rfc.Section(5340, "A.4.2.1"));
    public static readonly Field LsaId = Of("ospf.lsa.id", FieldType.Ipv4, LsaFormat);
    public static readonly Field RequestedId = Of("ospf.link_state_id", FieldType.Ipv4, Rfc.Section(2328, "A.3.4"));
    public static readonly Field AdvertisingRouter = Of("ospf.advrouter", FieldType.Ipv4, LsaFormat);
    public static readonly Field LsaSequence = Field.VariableHex("ospf.lsa.seqnum", FieldType.UInt32, LsaFormat);
    public static readonly Field LsaChecksum = Field.VariableHex("ospf.lsa.chksum", FieldType.UInt16, LsaFormat);
    public static readonly Field LsaLength = Of("ospf.lsa.length", FieldType.UInt16, LsaFormat);

    /// <summary>The first twelve octets and the checksum, which both versions share.</summary>
    public static ImmutableArray<Field> Common { get; } = [Version, Message, PacketLength, Router, Area, Checksum];

    /// <summary>All fields.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        .. Common, Authentication, KeyId, KeyLength, KeySequence, KeyData, Instance, Mask, InterfaceId, HelloInterval, OptionsV2,
        OptionsV3, Priority, DeadInterval, Designated, Backup, Neighbor, Mtu, DescriptionFlags, DescriptionSequence, LsaCount, LsaAge,
        LsaType, LsaTypeV3, LsaId, RequestedId, AdvertisingRouter, LsaSequence, LsaChecksum, LsaLength,
    ];

    /// <summary>What a packet is for. Source: RFC 2328 §A.3.1.</summary>
    public static IReadOnlyDictionary<ulong, string> Messages => new Dictionary<ulong, string>
    {
        [1] = "Hello Packet", [2] = "DB Description", [3] = "LS Request", [4] = "LS Update", [5] = "LS Acknowledge",
    }.ToFrozenDictionary();

    private static IReadOnlyDictionary<ulong, string> LsaTypes => new Dictionary<ulong, string>
    {
        [1] = "Router-LSA", [2] = "Network-LSA", [3] = "Summary-LSA (IP network)", [4] = "Summary-LSA (ASBR)", [5] = "AS-External-LSA",
        [7] = "NSSA AS-External-LSA", [9] = "Opaque LSA, link-local", [10] = "Opaque LSA, area-local", [11] = "Opaque LSA, AS-wide",
    }.ToFrozenDictionary();

    private static Field Of(string name, FieldType type, RfcReference rfc) => Field.Variable(name, type, rfc);
}
