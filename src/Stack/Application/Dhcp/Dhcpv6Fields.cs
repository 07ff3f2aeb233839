using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dhcp;

/// <summary>The fields of DHCPv6. Source: RFC 8415 and the RFCs of the options.</summary>
internal static class Dhcpv6Fields
{
    private static readonly RfcReference Format = Rfc.Section(8415, "8");
    private static readonly RfcReference RelayFormat = Rfc.Section(8415, "9");
    private static readonly RfcReference OptionFormat = Rfc.Section(8415, "21.1");
    private static readonly RfcReference DuidFormat = Rfc.Section(8415, "11");
    private static readonly RfcReference AddressFormat = Rfc.Section(8415, "21.6");
    private static readonly RfcReference PrefixFormat = Rfc.Section(8415, "21.22");

    public static readonly Field MessageType = Field.At("dhcpv6.msgtype", 0, 8, FieldType.UInt8, Format) with { Names = Messages };
    public static readonly Field TransactionId = Field.HexAt("dhcpv6.xid", 8, 24, FieldType.UInt24, Format);
    public static readonly Field HopCount = Of("dhcpv6.hopcount", FieldType.UInt8, RelayFormat);
    public static readonly Field LinkAddress = Of("dhcpv6.linkaddr", FieldType.Ipv6, RelayFormat);
    public static readonly Field PeerAddress = Of("dhcpv6.peeraddr", FieldType.Ipv6, RelayFormat);
    public static readonly Field OptionType = Of("dhcpv6.option.type", FieldType.UInt16, OptionFormat) with { Names = Options };
    public static readonly Field OptionLength = Of("dhcpv6.option.length", FieldType.UInt16, OptionFormat);
    public static readonly Field Duid = Of("dhcpv6.duid.bytes", FieldType.Octets, DuidFormat);
    public static readonly Field DuidType = Of("dhcpv6.duid.type", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidTimeHardware = Of("dhcpv6.duidllt.hwtype", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidTime = Of("dhcpv6.duidllt.time", FieldType.AbsoluteTime, DuidFormat);
    public static readonly Field DuidTimeAddress = Of("dhcpv6.duidllt.link_layer_addr", FieldType.Text, DuidFormat);
    public static readonly Field DuidEnterprise = Of("dhcpv6.duiden.enterprise", FieldType.UInt32, DuidFormat);
    public static readonly Field DuidIdentifier = Of("dhcpv6.duiden.identifier", FieldType.Octets, DuidFormat);
    public static readonly Field DuidHardware = Of("dhcpv6.duidll.hwtype", FieldType.UInt16, DuidFormat);
    public static readonly Field DuidAddress = Of("dhcpv6.duidll.link_layer_addr", FieldType.Text, DuidFormat);
    public static readonly Field DuidUuid = Of("dhcpv6.duiduuid.bytes", FieldType.Octets, Rfc.Section(6355, "4"));
    public static readonly Field Iaid = Of("dhcpv6.iaid", FieldType.Text, Rfc.Section(8415, "21.4"));
    public static readonly Field RenewTime = Of("dhcpv6.iaid.t1", FieldType.UInt32, Rfc.Section(8415, "21.4"));
    public static readonly Field RebindTime = Of("dhcpv6.iaid.t2", FieldType.UInt32, Rfc.Section(8415, "21.4"));
    public static readonly Field TemporaryIaid = Of("dhcpv6.iata", FieldType.Text, Rfc.Section(8415, "21.5"));
    public static readonly Field Address = Of("dhcpv6.iaaddr.ip", FieldType.Ipv6, AddressFormat);
    public static readonly Field AddressPreferred = Of("dhcpv6.iaaddr.pref_lifetime", FieldType.UInt32, AddressFormat);
    public static readonly Field AddressValid = Of("dhcpv6.iaaddr.valid_lifetime", FieldType.UInt32, AddressFormat);
    public static readonly Field PrefixPreferred = Of("dhcpv6.iaprefix.pref_lifetime", FieldType.UInt32, PrefixFormat);
    public static readonly Field PrefixValid = Of("dhcpv6.iaprefix.valid_lifetime", FieldType.UInt32, PrefixFormat);
    public static readonly Field PrefixLength = Of("dhcpv6.iaprefix.pref_len", FieldType.UInt8, PrefixFormat);
    public static readonly Field PrefixAddress = Of("dhcpv6.iaprefix.pref_addr", FieldType.Ipv6, PrefixFormat);
    public static readonly Field Requested =
        Of("dhcpv6.requested_option_code", FieldType.UInt16, Rfc.Section(8415, "21.7")) with { Names = Options };
    public static readonly Field Preference = Of("dhcpv6.option_preference", FieldType.UInt8, Rfc.Section(8415, "21.8"));
    public static readonly Field ElapsedTime = Of("dhcpv6.elapsed_time", FieldType.UInt16, Rfc.Section(8415, "21.9"));
    public static readonly Field Unicast = Of("dhcpv6.unicast", FieldType.Ipv6, Rfc.Section(8415, "21.12"));
    public static readonly Field StatusCode = Of("dhcpv6.status_code", FieldType.UInt16, Rfc.Section(8415, "21.13")) with { Names = Status };
    public static readonly Field StatusMessage = Of("dhcpv6.status_msg", FieldType.Text, Rfc.Section(8415, "21.13"));
    public static readonly Field VendorClassEnterprise = Of("dhcpv6.vendorclass.enterprise", FieldType.UInt32, Rfc.Section(8415, "21.16"));
    public static readonly Field VendorClassData = Of("dhcpv6.vendorclass.data", FieldType.Text, Rfc.Section(8415, "21.16"));
    public static readonly Field InterfaceId = Of("dhcpv6.interface_id", FieldType.Octets, Rfc.Section(8415, "21.18"));
    public static readonly Field ReconfigureType = Of("dhcpv6.reconf_msg", FieldType.UInt8, Rfc.Section(8415, "21.19")) with { Names = Messages };
    public static readonly Field DnsServer = Of("dhcpv6.dns_server", FieldType.Ipv6, Rfc.Section(3646, "3"));
    public static readonly Field SearchEntry = Of("dhcpv6.search_list_entry", FieldType.Text, Rfc.Section(3646, "4"));
    public static readonly Field TimeServer = Of("dhcpv6.sntp_server", FieldType.Ipv6, Rfc.Section(4075, "4"));
    public static readonly Field Lifetime = Of("dhcpv6.lifetime", FieldType.UInt32, Rfc.Section(8415, "21.23"));
    public static readonly Field SubscriberId = Of("dhcpv6.subscriber_id", FieldType.Text, Rfc.Section(4580, "2"));
    public static readonly Field TunnelName = Of("dhcpv6.aftr_name", FieldType.Text, Rfc.Section(6334, "3"));
    public static readonly Field CaptivePortal = Of("dhcpv6.captive_portal", FieldType.Text, Rfc.Section(8910, "2.2"));

    /// <summary>All fields.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        MessageType, TransactionId, HopCount, LinkAddress, PeerAddress, OptionType, OptionLength, Duid, DuidType, DuidTimeHardware,
        DuidTime, DuidTimeAddress, DuidEnterprise, DuidIdentifier, DuidHardware, DuidAddress, DuidUuid, Iaid, RenewTime, RebindTime,
        TemporaryIaid, Address, AddressPreferred, AddressValid, PrefixPreferred, PrefixValid, PrefixLength, PrefixAddress, Requested,
        Preference, ElapsedTime, Unicast, StatusCode, StatusMessage, VendorClassEnterprise, VendorClassData, InterfaceId,
        ReconfigureType, DnsServer, SearchEntry, TimeServer, Lifetime, SubscriberId, TunnelName, CaptivePortal,
    ];

    /// <summary>What a message is for. Source: RFC 8415 §7.3.</summary>
    public static IReadOnlyDictionary<ulong, string> Messages => new Dictionary<ulong, string>
    {
        [1] = "Solicit", [2] = "Advertise", [3] = "Request", [4] = "Confirm", [5] = "Renew", [6] = "Rebind", [7] = "Reply",
        [8] = "Release", [9] = "Decline", [10] = "Reconfigure", [11] = "Information-request", [12] = "Relay-forw",
        [13] = "Relay-reply", [14] = "Leasequery", [15] = "Leasequery-reply",
    }.ToFrozenDictionary();

    private static IReadOnlyDictionary<ulong, string> Options => new Dictionary<ulong, string>
    {
        [1] = "Client Identifier", [2] = "Server Identifier", [3] = "Identity Association for Non-temporary Addresses",
        [4] = "Identity Association for Temporary Addresses", [5] = "IA Address", [6] = "Option Request", [7] = "Preference",
        [8] = "Elapsed Time", [9] = "Relay Message", [11] = "Authentication", [12] = "Server Unicast", [13] = "Status Code",
        [14] = "Rapid Commit", [15] = "User Class", [16] = "Vendor Class", [17] = "Vendor-specific Information",
        [18] = "Interface-Id", [19] = "Reconfigure Message", [20] = "Reconfigure Accept", [21] = "SIP Server Domain Names",
        [22] = "SIP Server Addresses", [23] = "DNS Recursive Name Server", [24] = "Domain Search List",
        [25] = "Identity Association for Prefix Delegation", [26] = "IA Prefix", [31] = "SNTP Servers",
        [32] = "Information Refresh Time", [37] = "Remote Identifier", [38] = "Subscriber Identifier", [39] = "Client FQDN",
        [56] = "NTP Server", [59] = "Boot File URL", [61] = "Client System Architecture Type", [64] = "AFTR Name",
        [79] = "Client Link-Layer Address", [82] = "SOL_MAX_RT", [83] = "INF_MAX_RT", [103] = "Captive Portal",
    }.ToFrozenDictionary();

    private static IReadOnlyDictionary<ulong, string> Status => new Dictionary<ulong, string>
    {
        [0] = "Success", [1] = "UnspecFail", [2] = "NoAddrsAvail", [3] = "NoBinding", [4] = "NotOnLink", [5] = "UseMulticast", [6] = "NoPrefixAvail",
    }.ToFrozenDictionary();

    private static Field Of(string name, FieldType type, RfcReference rfc) => Field.Variable(name, type, rfc);
}
