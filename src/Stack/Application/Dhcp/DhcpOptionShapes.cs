using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>Every option that is known, as one table. Source: RFC 2132 and the IANA registry "BOOTP Vendor Extensions and
/// DHCP Options".</summary>
internal static class DhcpOptionShapes
{
    public const byte Pad = 0, Overload = 52, MessageType = 53, RequestList = 55, ClientId = 61, UserClass = 77, ClientName = 81, RelayAgent = 82,
        Uuid = 97, ClasslessRoutes = 121, VendorClass = 124, VendorOptions = 125, MicrosoftRoutes = 249, End = 255;

    /// <summary>What a message is for. Source: RFC 2132 §9.6 and its successors.</summary>
    public static IReadOnlyDictionary<ulong, string> MessageTypes { get; } = new Dictionary<ulong, string>
    {
        [1] = "Discover", [2] = "Offer", [3] = "Request", [4] = "Decline", [5] = "ACK", [6] = "NAK", [7] = "Release", [8] = "Inform",
        [9] = "Force Renew", [10] = "Lease query", [11] = "Lease Unassigned", [12] = "Lease Unknown", [13] = "Lease Active",
        [14] = "Bulk Lease Query", [15] = "Lease Query Done", [16] = "Active LeaseQuery", [17] = "Lease Query Status", [18] = "TLS",
    }.ToFrozenDictionary();

    private static readonly ImmutableArray<DhcpOptionShape> Rows =
    [
        // RFC 2132 §3: what came from RFC 1497
        Of(1, "Subnet Mask", DhcpOptionKind.Ipv4, "subnet_mask", 2132, "3.3"),
        Of(2, "Time Offset", DhcpOptionKind.Int32, "time_offset", 2132, "3.4"),
        Of(3, "Router", DhcpOptionKind.Ipv4List, "router", 2132, "3.5"),
        Of(4, "Time Server", DhcpOptionKind.Ipv4List, "time_server", 2132, "3.6"),
        Of(5, "Name Server", DhcpOptionKind.Ipv4List, "name_server", 2132, "3.7"),
        Of(6, "Domain Name Server", DhcpOptionKind.Ipv4List, "domain_name_server", 2132, "3.8"),
        Of(7, "Log Server", DhcpOptionKind.Ipv4List, "log_server", 2132, "3.9"),
        Of(8, "Quotes Server", DhcpOptionKind.Ipv4List, "quotes_server", 2132, "3.10"),
        Of(9, "LPR Server", DhcpOptionKind.Ipv4List, "lpr_server", 2132, "3.11"),
        Of(10, "Impress Server", DhcpOptionKind.Ipv4List, "impress_server", 2132, "3.12"),
        Of(11, "Resource Location Server", DhcpOptionKind.Ipv4List, "resource_location_server", 2132, "3.13"),
        Of(12, "Host Name", DhcpOptionKind.Text, "hostname", 2132, "3.14"),
        Of(13, "Boot File Size", DhcpOptionKind.UInt16, "boot_file_size", 2132, "3.15"),
        Of(14, "Merit Dump File", DhcpOptionKind.Text, "merit_dump_file", 2132, "3.16"),
        Of(15, "Domain Name", DhcpOptionKind.Text, "domain_name", 2132, "3.17"),
        Of(16, "Swap Server", DhcpOptionKind.Ipv4, "swap_server", 2132, "3.18"),
        Of(17, "Root Path", DhcpOptionKind.Text, "root_path", 2132, "3.19"),
        Of(18, "Extensions Path", DhcpOptionKind.Text, "extension_path", 2132, "3.20"),

        // RFC 2132 §4 and §5: IP, for the host and for each interface
        Of(19, "IP Forwarding", DhcpOptionKind.Boolean, "ip_forwarding", 2132, "4.1"),
        Of(20, "Non-Local Source Routing", DhcpOptionKind.Boolean, "non_local_source_routing", 2132, "4.2"),
        Pair(21, "Policy Filter", "policy_filter.ip", "policy_filter.subnet_mask", 2132, "4.3"),
        Of(22, "Maximum Datagram Reassembly Size", DhcpOptionKind.UInt16, "max_datagram_reassembly_size", 2132, "4.4"),
        Of(23, "Default IP Time-to-Live", DhcpOptionKind.UInt8, "default_ip_ttl", 2132, "4.5"),
        Of(24, "Path MTU Aging Timeout", DhcpOptionKind.UInt32, "path_mtu_aging_timeout", 2132, "4.6"),
        Of(25, "Path MTU Plateau Table", DhcpOptionKind.UInt16List, "path_mtu_plateau_table_item", 2132, "4.7"),
        Of(26, "Interface MTU", DhcpOptionKind.UInt16, "interface_mtu", 2132, "5.1"),
        Of(27, "All Subnets are Local", DhcpOptionKind.Boolean, "all_subnets_are_local", 2132, "5.2"),
        Of(28, "Broadcast Address", DhcpOptionKind.Ipv4, "broadcast_address", 2132, "5.3"),
        Of(29, "Perform Mask Discovery", DhcpOptionKind.Boolean, "perform_mask_discovery", 2132, "5.4"),
        Of(30, "Mask Supplier", DhcpOptionKind.Boolean, "mask_supplier", 2132, "5.5"),
        Of(31, "Perform Router Discovery", DhcpOptionKind.Boolean, "perform_router_discover", 2132, "5.6"),
        Of(32, "Router Solicitation Address", DhcpOptionKind.Ipv4, "router_solicitation_address", 2132, "5.7"),
        Pair(33, "Static Route", "static_route.ip", "static_route.router", 2132, "5.8"),

        // RFC 2132 §6 and §7: the link and TCP
        Of(34, "Trailer Encapsulation", DhcpOptionKind.Boolean, "trailer_encapsulation", 2132, "6.1"),
        Of(35, "ARP Cache Timeout", DhcpOptionKind.UInt32, "arp_cache_timeout", 2132, "6.2"),
        Of(36, "Ethernet Encapsulation", DhcpOptionKind.Boolean, "ethernet_encapsulation", 2132, "6.3"),
        Of(37, "TCP Default TTL", DhcpOptionKind.UInt8, "tcp_default_ttl", 2132, "7.1"),
        Of(38, "TCP Keepalive Interval", DhcpOptionKind.UInt32, "tcp_keepalive_interval", 2132, "7.2"),
        Of(39, "TCP Keepalive Garbage", DhcpOptionKind.Boolean, "tcp_keepalive_garbage", 2132, "7.3"),

        // RFC 2132 §8: services
        Of(40, "Network Information Service Domain", DhcpOptionKind.Text, "nis_domain", 2132, "8.1"),
        Of(41, "Network Information Service Servers", DhcpOptionKind.Ipv4List, "nis_server", 2132, "8.2"),
        Of(42, "Network Time Protocol Servers", DhcpOptionKind.Ipv4List, "ntp_server", 2132, "8.3"),
        Of(43, "Vendor-Specific Information", DhcpOptionKind.Octets, "vendor.value", 2132, "8.4"),
        Of(44, "NetBIOS over TCP/IP Name Server", DhcpOptionKind.Ipv4List, "netbios_over_tcpip_name_server", 2132, "8.5"),
        Of(45, "NetBIOS over TCP/IP Datagram Distribution Server", DhcpOptionKind.Ipv4List, "netbios_over_tcpip_dd_name_server", 2132, "8.6"),
        Of(46, "NetBIOS over TCP/IP Node Type", DhcpOptionKind.UInt8, "netbios_over_tcpip_node_type", 2132, "8.7"),
        Of(47, "NetBIOS over TCP/IP Scope", DhcpOptionKind.Text, "netbios_over_tcpip_scope", 2132, "8.8"),
        Of(48, "X Window System Font Server", DhcpOptionKind.Ipv4List, "xwindows_system_font_server", 2132, "8.9"),
        Of(49, "X Window System Display Manager", DhcpOptionKind.Ipv4List, "xwindows_system_display_manager", 2132, "8.10"),
        Of(64, "Network Information Service+ Domain", DhcpOptionKind.Text, "nis_plus_domain", 2132, "8.11"),
        Of(65, "Network Information Service+ Servers", DhcpOptionKind.Ipv4List, "nis_plus_server", 2132, "8.12"),
        Of(68, "Mobile IP Home Agent", DhcpOptionKind.Ipv4List, "mobile_ip_home_agent", 2132, "8.13"),
        Of(69, "SMTP Server", DhcpOptionKind.Ipv4List, "smtp_server", 2132, "8.14"),
        Of(70, "POP3 Server", DhcpOptionKind.Ipv4List, "pop3_server", 2132, "8.15"),
        Of(71, "NNTP Server", DhcpOptionKind.Ipv4List, "nntp_server", 2132, "8.16"),
        Of(72, "Default WWW Server", DhcpOptionKind.Ipv4List, "default_www_server", 2132, "8.17"),
        Of(73, "Default Finger Server", DhcpOptionKind.Ipv4List, "default_finger_server", 2132, "8.18"),
        Of(74, "Default IRC Server", DhcpOptionKind.Ipv4List, "default_irc_server", 2132, "8.19"),
        Of(75, "StreetTalk Server", DhcpOptionKind.Ipv4List, "streettalk_server", 2132, "8.20"),
        Of(76, "StreetTalk Directory Assistance Server", DhcpOptionKind.Ipv4List, "streettalk_da_server", 2132, "8.21"),

        // RFC 2132 §9: DHCP itself
        Of(50, "Requested IP Address", DhcpOptionKind.Ipv4, "requested_ip_address", 2132, "9.1"),
        Of(51, "IP Address Lease Time", DhcpOptionKind.UInt32, "ip_address_lease_time", 2132, "9.2"),
        Of(Overload, "Option Overload", DhcpOptionKind.UInt8, "option_overload", 2132, "9.3"),
        Of(MessageType, "DHCP Message Type", DhcpOptionKind.UInt8, "dhcp", 2132, "9.6", MessageTypes),
        Of(54, "DHCP Server Identifier", DhcpOptionKind.Ipv4, "dhcp_server_id", 2132, "9.7"),
        Of(RequestList, "Parameter Request List", DhcpOptionKind.UInt8List, "request_list_item", 2132, "9.8"),
        Of(56, "Message", DhcpOptionKind.Text, "message", 2132, "9.9"),
        Of(57, "Maximum DHCP Message Size", DhcpOptionKind.UInt16, "dhcp_max_message_size", 2132, "9.10"),
        Of(58, "Renewal Time Value", DhcpOptionKind.UInt32, "renewal_time_value", 2132, "9.11"),
        Of(59, "Rebinding Time Value", DhcpOptionKind.UInt32, "rebinding_time_value", 2132, "9.12"),
        Of(60, "Vendor class identifier", DhcpOptionKind.Text, "vendor_class_id", 2132, "9.13"),
        Of(66, "TFTP Server Name", DhcpOptionKind.Text, "tftp_server_name", 2132, "9.4"),
        Of(67, "Bootfile name", DhcpOptionKind.Text, "bootfile_name", 2132, "9.5"),

        // What came later
        Of(85, "Novell Directory Services Servers", DhcpOptionKind.Ipv4List, "novell_dss.ip", 2241, "2"),
        Of(86, "Novell Directory Services Tree Name", DhcpOptionKind.Text, "novell_ds_tree_name", 2241, "3"),
        Of(87, "Novell Directory Services Context", DhcpOptionKind.Text, "novell_ds_context", 2241, "4"),
        Of(91, "Client last transaction time", DhcpOptionKind.UInt32, "client_last_transaction_time", 4388, "6.1"),
        Of(92, "Associated IP option", DhcpOptionKind.Ipv4List, "associated_ip_option", 4388, "6.1"),
        Of(93, "Client System Architecture", DhcpOptionKind.UInt16List, "client_system_architecture", 4578, "2.1"),
        Of(100, "PCode", DhcpOptionKind.Text, "tz_pcode", 4833, "2"),
        Of(101, "TCode", DhcpOptionKind.Text, "tz_tcode", 4833, "2"),
        Of(112, "NetInfo Parent Server Address", DhcpOptionKind.Ipv4List, "netinfo_parent_server_address", 3679, "3"),
        Of(113, "NetInfo Parent Server Tag", DhcpOptionKind.Text, "netinfo_parent_server_tag", 3679, "3"),
        Of(114, "DHCP Captive-Portal", DhcpOptionKind.Text, "captive_portal", 8910, "2.1"),
        Of(116, "DHCP Auto-Configuration", DhcpOptionKind.UInt8, "dhcp_auto_configuration", 2563, "2"),
        Of(118, "Subnet Selection Option", DhcpOptionKind.Ipv4, "subnet_selection_option", 3011, "2"),
        Of(119, "Domain Search", DhcpOptionKind.Names, "dhcp_dns_domain_search_list_fqdn", 3397, "2"),
        Of(138, "CAPWAP Access Controllers", DhcpOptionKind.Ipv4List, "capwap_access_controller", 5417, "2"),
        Of(145, "Forcerenew Nonce Capable", DhcpOptionKind.UInt8List, "forcerenew_nonce.algorithm", 6704, "3.1.1"),
        Of(150, "TFTP Server Address", DhcpOptionKind.Ipv4List, "tftp_server_address", 5859, "2"),
        Of(152, "Leasequery Base Time", DhcpOptionKind.Time, "bulk_lease.base_time", 6926, "6.2.3"),
        Of(153, "Leasequery Start Time of State", DhcpOptionKind.UInt32, "bulk_lease.start_time_of_state", 6926, "6.2.4"),
        Of(156, "Leasequery DHCP State", DhcpOptionKind.UInt8, "bulk_lease.dhcp_state", 6926, "6.2.7"),
        Of(160, "DHCP Captive-Portal (formerly)", DhcpOptionKind.Text, "captive_portal", 7710, "2.1"),
        Of(161, "Manufacturer Usage Description", DhcpOptionKind.Text, "mudurl", 8520, "10"),
        Of(209, "PXE Configuration file", DhcpOptionKind.Text, "pxe_config_file", 5071, "4"),
        Of(210, "PXE Path Prefix", DhcpOptionKind.Text, "pxe_path_prefix", 5071, "5"),
        Of(252, "Web Proxy Auto-Discovery", DhcpOptionKind.Text, "private_proxy_autodiscovery", 3679, "3"),

        // Read by code of their own (see DhcpOptionReader.Special.cs), or shown as octets
        new(ClientId, "Client identifier", DhcpOptionKind.Special, []),
        new(UserClass, "User Class Information", DhcpOptionKind.Special, []),
        new(ClientName, "Client Fully Qualified Domain Name", DhcpOptionKind.Special, []),
        new(RelayAgent, "Agent Information Option", DhcpOptionKind.Special, []),
        new(Uuid, "UUID/GUID-based Client Identifier", DhcpOptionKind.Special, []),
        new(ClasslessRoutes, "Classless Static Route", DhcpOptionKind.Special, []),
        new(MicrosoftRoutes, "Classless Static Route (Microsoft)", DhcpOptionKind.Special, []),
        new(VendorClass, "V-I Vendor Class", DhcpOptionKind.Special, []),
        new(VendorOptions, "V-I Vendor-specific Information", DhcpOptionKind.Special, []),
        new(80, "Rapid Commit", DhcpOptionKind.Opaque, []),
        new(90, "Authentication", DhcpOptionKind.Opaque, []),
        new(94, "Client Network Device Interface", DhcpOptionKind.Opaque, []),
        new(95, "LDAP", DhcpOptionKind.Opaque, []),
        new(108, "IPv6-Only Preferred", DhcpOptionKind.Opaque, []),
        new(117, "Name Service Search", DhcpOptionKind.Opaque, []),
        new(120, "SIP Servers", DhcpOptionKind.Opaque, []),
        new(146, "RDNSS Selection", DhcpOptionKind.Opaque, []),
        new(212, "6RD", DhcpOptionKind.Opaque, []),
    ];

    /// <summary>The options' names.</summary>
    public static IReadOnlyDictionary<ulong, string> Names { get; } =
        Rows.ToFrozenDictionary(row => (ulong)row.Code, row => row.Name);

    /// <summary>All options; the values of the one that asks for options are named after them.</summary>
    public static ImmutableArray<DhcpOptionShape> All { get; } =
        [.. Rows.Select(row => row.Code == RequestList ? row with { Fields = [row.Fields[0] with { Names = Names }] } : row)];

    /// <summary>All fields that the table names.</summary>
    public static IEnumerable<Field> Fields => All.SelectMany(shape => shape.Fields);

    private static DhcpOptionShape?[] ByCode { get; } = Index(All);

    /// <summary>The shape of an option, or null.</summary>
    public static DhcpOptionShape? Find(byte code) => ByCode[code];

    /// <summary>Makes a row of a table.</summary>
    internal static DhcpOptionShape Of(
        byte code, string name, DhcpOptionKind kind, string field, int rfc, string section, IReadOnlyDictionary<ulong, string>? names = null) =>
        new(code, name, kind, [Make($"dhcp.option.{field}", kind, Rfc.Section(rfc, section)) with { Names = names }]);

    internal static DhcpOptionShape?[] Index(ImmutableArray<DhcpOptionShape> shapes)
    {
        var byCode = new DhcpOptionShape?[256];
        foreach (DhcpOptionShape shape in shapes) byCode[shape.Code] = shape;
        return byCode;
    }

    private static DhcpOptionShape Pair(byte code, string name, string first, string second, int rfc, string section) =>
        new(code, name, DhcpOptionKind.Ipv4Pairs,
            [.. new[] { first, second }.Select(field => Make($"dhcp.option.{field}", DhcpOptionKind.Ipv4, Rfc.Section(rfc, section)))]);

    private static Field Make(string name, DhcpOptionKind kind, RfcReference rfc) => Field.Variable(name, kind switch
    {
        DhcpOptionKind.Text or DhcpOptionKind.Names => FieldType.Text,
        DhcpOptionKind.UInt8 or DhcpOptionKind.UInt8List => FieldType.UInt8,
        DhcpOptionKind.UInt16 or DhcpOptionKind.UInt16List => FieldType.UInt16,
        DhcpOptionKind.UInt32 => FieldType.UInt32,
        DhcpOptionKind.Int32 => FieldType.Int32,
        DhcpOptionKind.Boolean => FieldType.Boolean,
        DhcpOptionKind.Time => FieldType.AbsoluteTime,
        DhcpOptionKind.Ipv4 or DhcpOptionKind.Ipv4List or DhcpOptionKind.Ipv4Pairs => FieldType.Ipv4,
        _ => FieldType.Octets,
    }, rfc);
}
