using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>Fields of the records that one part's value decides the next part's form of.</summary>
internal static class DnsUnusualFields
{
    public const ushort Loc = 29, Apl = 42, IpsecKey = 45, Hip = 55, Svcb = 64, Https = 65, Caa = 257;

    private static readonly RfcReference LocFormat = Rfc.Section(1876, "2");
    private static readonly RfcReference AplFormat = Rfc.Section(3123, "4");
    private static readonly RfcReference IpsecFormat = Rfc.Section(4025, "2.1");
    private static readonly RfcReference HipFormat = Rfc.Section(8005, "5");
    private static readonly RfcReference CaaFormat = Rfc.Section(8659, "4.1");

    public static readonly Field LocVersion = Of("dns.loc.version", FieldType.UInt8, LocFormat);
    public static readonly Field LocSize = Of("dns.loc.size", FieldType.UInt8, LocFormat);
    public static readonly Field LocHorizontal = Of("dns.loc.horizontal_precision", FieldType.UInt8, LocFormat);
    public static readonly Field LocVertical = Of("dns.loc.vertical_precision", FieldType.UInt8, LocFormat);
    public static readonly Field LocLatitude = Of("dns.loc.latitude", FieldType.UInt32, LocFormat);
    public static readonly Field LocLongitude = Of("dns.loc.longitude", FieldType.UInt32, LocFormat);
    public static readonly Field LocAltitude = Of("dns.loc.altitude", FieldType.UInt32, LocFormat);
    public static readonly Field LocUnknown = Of("dns.loc.unknown_data", FieldType.Octets, LocFormat);

    public static readonly Field AplFamily = Of("dns.apl.address_family", FieldType.UInt16, AplFormat);
    public static readonly Field AplPrefix = Of("dns.apl.coded_prefix", FieldType.UInt8, AplFormat);
    public static readonly Field AplNegation = Of("dns.apl.negation", FieldType.Boolean, AplFormat);
    public static readonly Field AplLength = Of("dns.apl.afdlength", FieldType.UInt8, AplFormat);
    public static readonly Field AplIpv4 = Of("dns.apl.afdpart.ipv4", FieldType.Ipv4, AplFormat);
    public static readonly Field AplIpv6 = Of("dns.apl.afdpart.ipv6", FieldType.Ipv6, AplFormat);
    public static readonly Field AplData = Of("dns.apl.afdpart.data", FieldType.Octets, AplFormat);

    public static readonly Field IpsecPrecedence = Of("dns.ipseckey.gateway_precedence", FieldType.UInt8, IpsecFormat);
    public static readonly Field IpsecType = Of("dns.ipseckey.gateway_type", FieldType.UInt8, IpsecFormat);
    public static readonly Field IpsecAlgorithm = Of("dns.ipseckey.gateway_algorithm", FieldType.UInt8, IpsecFormat);
    public static readonly DnsDataPart IpsecIpv4 = new(DnsDataKind.Ipv4, Of("dns.ipseckey.gateway_ipv4", FieldType.Ipv4, IpsecFormat));
    public static readonly DnsDataPart IpsecIpv6 = new(DnsDataKind.Ipv6, Of("dns.ipseckey.gateway_ipv6", FieldType.Ipv6, IpsecFormat));
    public static readonly DnsDataPart IpsecName = new(DnsDataKind.Name, Of("dns.ipseckey.gateway_dns", FieldType.Text, IpsecFormat));
    public static readonly Field IpsecPublicKey = Of("dns.ipseckey.public_key", FieldType.Octets, IpsecFormat);

    public static readonly Field HipTagLength = Of("dns.hip.hit.length", FieldType.UInt8, HipFormat);
    public static readonly Field HipAlgorithm = Of("dns.hip.hit.pk.algo", FieldType.UInt8, HipFormat);
    public static readonly Field HipKeyLength = Of("dns.hip.pk.length", FieldType.UInt16, HipFormat);
    public static readonly Field HipTag = Of("dns.hip.hit", FieldType.Octets, HipFormat);
    public static readonly Field HipKey = Of("dns.hip.pk", FieldType.Octets, HipFormat);
    public static readonly DnsDataPart HipServer = new(DnsDataKind.Name, Of("dns.hip.rendezvous_server", FieldType.Text, HipFormat));

    public static readonly Field CaaFlags = Field.VariableHex("dns.caa.flags", FieldType.UInt8, CaaFormat);
    public static readonly Field CaaCritical = Of("dns.caa.flags.issuer_critical", FieldType.Boolean, CaaFormat) with { Parent = CaaFlags };
    public static readonly Field CaaIssue = Of("dns.caa.issue", FieldType.Text, CaaFormat);
    public static readonly Field CaaIssueWild = Of("dns.caa.issuewild", FieldType.Text, CaaFormat);
    public static readonly Field CaaReport = Of("dns.caa.iodef", FieldType.Text, CaaFormat);
    public static readonly Field CaaUnknown = Of("dns.caa.unknown", FieldType.Text, CaaFormat);
    public static readonly Field CaaTagLength = Of("dns.caa.tag_length", FieldType.UInt8, CaaFormat);
    public static readonly Field CaaTag = Of("dns.caa.tag", FieldType.Text, CaaFormat);
    public static readonly Field CaaValue = Of("dns.caa.value", FieldType.Text, CaaFormat);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        LocVersion, LocSize, LocHorizontal, LocVertical, LocLatitude, LocLongitude, LocAltitude, LocUnknown,
        AplFamily, AplPrefix, AplNegation, AplLength, AplIpv4, AplIpv6, AplData,
        IpsecPrecedence, IpsecType, IpsecAlgorithm, IpsecIpv4.Field, IpsecIpv6.Field, IpsecName.Field, IpsecPublicKey,
        HipTagLength, HipAlgorithm, HipKeyLength, HipTag, HipKey, HipServer.Field,
        CaaFlags, CaaCritical, CaaIssue, CaaIssueWild, CaaReport, CaaUnknown, CaaTagLength, CaaTag, CaaValue,
    ];

    private static Field Of(string name, FieldType type, RfcReference rfc) => Field.Variable(name, type, rfc);
}
