using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>Fields around options, and those of options that no table describes.</summary>
internal static class DhcpFields
{
    private static readonly RfcReference OptionFormat = Rfc.Section(2132, "2");
    private static readonly RfcReference ClientIdFormat = Rfc.Section(4361, "6.1");
    private static readonly RfcReference DuidFormat = Rfc.Section(8415, "11");
    private static readonly RfcReference NameFormat = Rfc.Section(4702, "2");
    private static readonly RfcReference VendorFormat = Rfc.Section(3925, "3");

    /// <summary>An option's code. The end option counts as 0 here, as it does for tshark; its own field says 255.</summary>
    public static readonly Field Type = Of("dhcp.option.type", FieldType.UInt8, OptionFormat) with { Names = DhcpOptionShapes.Names };
    public static readonly Field Length = Of("dhcp.option.length", FieldType.UInt8, OptionFormat);
    public static readonly Field Value = Of("dhcp.option.value", FieldType.Octets, OptionFormat);
    public static readonly Field Padding = Of("dhcp.option.padding", FieldType.Octets, Rfc.Section(2132, "3.1"));
    public static readonly Field End = Of("dhcp.option.end", FieldType.UInt8, Rfc.Section(2132, "3.2"));
    public static readonly Field SuboptionLength = Of("dhcp.option.suboption_length", FieldType.UInt8, Rfc.Section(3046, "2.0"));
    public static readonly Field VendorArea = Of("dhcp.vendor_specific_options", FieldType.Octets, Rfc.Section(951, "3"));

    // Client identifier: a hardware address, or (RFC 4361) an IAID and a DUID
    public static readonly Field ClientIdType = Of("dhcp.client_id.type", FieldType.UInt8, Rfc.Section(2132, "9.14"));
    public static readonly Field ClientIdText = Of("dhcp.client_id.undef", FieldType.Text, Rfc.Section(2132, "9.14"));
    public static readonly Field ClientHardware = Of("dhcp.client_hardware_address", FieldType.Text, Rfc.Section(2132, "9.14"));
    public static readonly Field ClientIaid = Of("dhcp.client_id.iaid", FieldType.Text, ClientIdFormat);
    public static readonly Field DuidType = Of("dhcp.client_id.duid_type", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidTimeHardware = Of("dhcp.client_id.duid_llt_hw_type", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidHardware = Of("dhcp.client_id.duid_ll_hw_type", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidTime = Of("dhcp.client_id.time", FieldType.UInt32, DuidFormat);
    public static readonly Field DuidAddress = Of("dhcp.client_id.link_layer_address", FieldType.Text, DuidFormat);
    public static readonly Field DuidEnterprise = Of("dhcp.client_id.enterprise_num", FieldType.UInt32, DuidFormat);
    public static readonly Field DuidIdentifier = Of("dhcp.client_id", FieldType.Octets, DuidFormat);
    public static readonly Field Uuid = Of("dhcp.client_id.uuid", FieldType.Text, Rfc.Section(4578, "2.3"));

    // Client name: RFC 4702
    public static readonly Field NameFlags = Field.VariableHex("dhcp.fqdn.flags", FieldType.UInt8, NameFormat);
    public static readonly Field NameReserved = Field.VariableHex("dhcp.fqdn.mbz", FieldType.UInt8, NameFormat) with { Parent = NameFlags };
    public static readonly Field NameNoUpdate = Flag("dhcp.fqdn.n");
    public static readonly Field NameEncoded = Flag("dhcp.fqdn.e");
    public static readonly Field NameOverridden = Flag("dhcp.fqdn.o");
    public static readonly Field NameByServer = Flag("dhcp.fqdn.s");
    public static readonly Field NameCode1 = Of("dhcp.fqdn.rcode1", FieldType.UInt8, NameFormat);
    public static readonly Field NameCode2 = Of("dhcp.fqdn.rcode2", FieldType.UInt8, NameFormat);
    public static readonly Field Name = Of("dhcp.fqdn.name", FieldType.Text, NameFormat);

    // Routes (RFC 3442), classes of users (RFC 3004) and vendors (RFC 3925)
    public static readonly Field Route = Of("dhcp.option.classless_static_route", FieldType.Octets, Rfc.Section(3442, "Classless Route Option Format"));
    public static readonly Field RoutePrefix = Of("dhcp.option.classless_static_route.prefix_length", FieldType.UInt8, Route.Rfc);
    public static readonly Field RouteDestination = Of("dhcp.option.classless_static_route.destination", FieldType.Ipv4, Route.Rfc);
    public static readonly Field RouteRouter = Of("dhcp.option.classless_static_route.router", FieldType.Ipv4, Route.Rfc);
    public static readonly Field UserClass = Of("dhcp.option.user_class", FieldType.UInt8, Rfc.Section(3004, "4"));
    public static readonly Field UserClassLength = Of("dhcp.option.user_class.length", FieldType.UInt8, UserClass.Rfc);
    public static readonly Field UserClassData = Of("dhcp.option.user_class.data", FieldType.Octets, UserClass.Rfc);
    public static readonly Field UserClassText = Of("dhcp.option.user_class.text", FieldType.Text, UserClass.Rfc);
    public static readonly Field VendorClassEnterprise = Of("dhcp.option.vi_class.enterprise", FieldType.UInt32, VendorFormat);
    public static readonly Field VendorClassLength = Of("dhcp.option.vi_class.length", FieldType.UInt8, VendorFormat);
    public static readonly Field VendorClassData = Of("dhcp.option.vi_class.data", FieldType.Text, VendorFormat);
    public static readonly Field VendorEnterprise = Of("dhcp.option.vi.enterprise", FieldType.UInt32, VendorFormat);
    public static readonly Field VendorLength = Of("dhcp.option.vi.length", FieldType.UInt8, VendorFormat);
    public static readonly Field VendorSuboption = Of("dhcp.vendor.suboption", FieldType.UInt8, VendorFormat);
    public static readonly Field VendorData = Of("dhcp.vendor.data", FieldType.Octets, VendorFormat);

    // What relay agents add: RFC 3046
    public static readonly Field AgentSuboption =
        Of("dhcp.option.agent_information_option.suboption", FieldType.UInt8, SuboptionLength.Rfc) with { Names = AgentNames };

    public static readonly Field AgentValue = Of("dhcp.option.agent_information_option.value", FieldType.Octets, SuboptionLength.Rfc);

    /// <summary>The suboptions of option 82.</summary>
    public static ImmutableArray<DhcpOptionShape> AgentShapes { get; } =
    [
        Agent(1, "Agent Circuit ID", DhcpOptionKind.Octets, "agent_circuit_id", 3046, "3.1"),
        Agent(2, "Agent Remote ID", DhcpOptionKind.Octets, "agent_remote_id", 3046, "3.2"),
        Agent(5, "Link selection", DhcpOptionKind.Ipv4, "link_selection", 3527, "3"),
        Agent(6, "Subscriber ID", DhcpOptionKind.Text, "subscriber_id", 3993, "3"),
        Agent(7, "RADIUS Attributes", DhcpOptionKind.Octets, "radius_attributes", 4014, "3"),
        Agent(8, "Authentication", DhcpOptionKind.Octets, "authentication", 4030, "4"),
        Agent(9, "Vendor-Specific Information", DhcpOptionKind.Octets, "vi", 4243, "3"),
        Agent(10, "Flags", DhcpOptionKind.UInt8, "flags", 5010, "3").InHexadecimal(),
        Agent(11, "Server ID Override", DhcpOptionKind.Ipv4, "server_id_override", 5107, "4"),
        Agent(12, "Relay Agent Identifier", DhcpOptionKind.Octets, "relay_agent_id", 6925, "4"),
        Agent(150, "Link selection (Cisco)", DhcpOptionKind.Ipv4, "link_selection_cisco", 3527, "3"),
        Agent(151, "VRF name/VPN ID", DhcpOptionKind.Octets, "vrf_name", 6607, "3.3"),
        Agent(152, "Server ID Override (Cisco)", DhcpOptionKind.Ipv4, "server_id_override_cisco", 5107, "4"),
    ];

    /// <summary>All fields.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        Type, Length, Value, Padding, End, SuboptionLength, VendorArea, ClientIdType, ClientIdText, ClientHardware, ClientIaid, DuidType,
        DuidTimeHardware, DuidHardware, DuidTime, DuidAddress, DuidEnterprise, DuidIdentifier, Uuid, NameFlags, NameReserved,
        NameNoUpdate, NameEncoded, NameOverridden, NameByServer, NameCode1, NameCode2, Name, Route, RoutePrefix, RouteDestination,
        RouteRouter, UserClass, UserClassLength, UserClassData, UserClassText, VendorClassEnterprise, VendorClassLength,
        VendorClassData, VendorEnterprise, VendorLength, VendorSuboption, VendorData, AgentSuboption, AgentValue,
        .. AgentShapes.SelectMany(shape => shape.Fields), .. DhcpOptionShapes.Fields,
    ];

    private static IReadOnlyDictionary<ulong, string> AgentNames => new Dictionary<ulong, string>
    {
        [1] = "Agent Circuit ID", [2] = "Agent Remote ID", [5] = "Link selection", [6] = "Subscriber ID", [7] = "RADIUS Attributes",
        [8] = "Authentication", [9] = "Vendor-Specific Information", [10] = "Flags", [11] = "Server ID Override",
        [12] = "Relay Agent Identifier",
    };

    private static DhcpOptionShape?[] AgentByCode { get; } = DhcpOptionShapes.Index(AgentShapes);

    /// <summary>The shape of a suboption of option 82, or null.</summary>
    public static DhcpOptionShape? FindAgent(byte code) => AgentByCode[code];

    private static DhcpOptionShape Agent(byte code, string name, DhcpOptionKind kind, string field, int rfc, string section) =>
        DhcpOptionShapes.Of(code, name, kind, "agent_information_option." + field, rfc, section);

    private static Field Flag(string name) => Of(name, FieldType.Boolean, NameFormat) with { Parent = NameFlags };

    private static Field Of(string name, FieldType type, RfcReference rfc) => Field.Variable(name, type, rfc);
}
