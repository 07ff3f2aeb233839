using System.Collections.Frozen;
using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>The options of the OPT record. Source: RFC 6891 §6.1.2 and the IANA registry "DNS EDNS0 Option Codes".</summary>
internal static class DnsOptions
{
    public const ushort AlgorithmsUnderstood = 5, HashesUnderstood = 6, Nsec3HashesUnderstood = 7, ClientSubnet = 8, Cookie = 10,
        KeepAlive = 11, Padding = 12, Chain = 13, ExtendedError = 15;

    private static readonly RfcReference Understood = Rfc.Section(6975, "3");
    private static readonly RfcReference SubnetFormat = Rfc.Section(7871, "6");
    private static readonly RfcReference CookieFormat = Rfc.Section(7873, "4");
    private static readonly RfcReference ErrorFormat = Rfc.Section(8914, "2");

    public static readonly Field Option = Variable("dns.opt", FieldType.None, Rfc.Section(6891, "6.1.2"));
    public static readonly Field Code = Variable("dns.opt.code", FieldType.UInt16, Option.Rfc) with { Names = Names };
    public static readonly Field Length = Variable("dns.opt.len", FieldType.UInt16, Option.Rfc);
    public static readonly Field Data = Variable("dns.opt.data", FieldType.Octets, Option.Rfc);
    public static readonly Field Dau = Variable("dns.opt.dau", FieldType.UInt8, Understood) with { Names = DnsCodes.Algorithms };
    public static readonly Field Dhu = Variable("dns.opt.dhu", FieldType.UInt8, Understood) with { Names = DnsCodes.Digests };
    public static readonly Field N3u = Variable("dns.opt.n3u", FieldType.UInt8, Understood) with { Names = DnsCodes.Digests };
    public static readonly Field Family = Variable("dns.opt.client.family", FieldType.UInt16, SubnetFormat);
    public static readonly Field SourcePrefix = Variable("dns.opt.client.netmask", FieldType.UInt8, SubnetFormat);
    public static readonly Field ScopePrefix = Variable("dns.opt.client.scope", FieldType.UInt8, SubnetFormat);
    public static readonly Field Subnet = Variable("dns.opt.client.addr", FieldType.Octets, SubnetFormat);
    public static readonly Field Subnet4 = Variable("dns.opt.client.addr4", FieldType.Ipv4, SubnetFormat);
    public static readonly Field Subnet6 = Variable("dns.opt.client.addr6", FieldType.Ipv6, SubnetFormat);
    public static readonly Field ClientCookie = Variable("dns.opt.cookie.client", FieldType.Octets, CookieFormat);
    public static readonly Field ServerCookie = Variable("dns.opt.cookie.server", FieldType.Octets, CookieFormat);
    public static readonly Field Timeout = Variable("dns.opt.edns_tcp_keepalive.timeout", FieldType.UInt16, Rfc.Section(7828, "3.1"));
    public static readonly Field PaddingOctets = Variable("dns.opt.padding", FieldType.Octets, Rfc.Section(7830, "3"));
    public static readonly Field ChainName = Variable("dns.opt.chain.fqdn", FieldType.Text, Rfc.Section(7901, "4"));
    public static readonly Field ErrorCode = Variable("dns.opt.ext_error.info_code", FieldType.UInt16, ErrorFormat) with { Names = Errors };
    public static readonly Field ErrorText = Variable("dns.opt.ext_error.extra_text", FieldType.Text, ErrorFormat);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Field> Fields { get; } =
    [
        Option, Code, Length, Data, Dau, Dhu, N3u, Family, SourcePrefix, ScopePrefix, Subnet, Subnet4, Subnet6, ClientCookie,
        ServerCookie, Timeout, PaddingOctets, ChainName, ErrorCode, ErrorText,
    ];

    private static IReadOnlyDictionary<ulong, string> Names => new Dictionary<ulong, string>
    {
        [1] = "LLQ", [2] = "UL", [3] = "NSID", [4] = "Owner", [5] = "DAU", [6] = "DHU", [7] = "N3U", [8] = "CSUBNET", [9] = "EDNS EXPIRE",
        [10] = "COOKIE", [11] = "EDNS TCP Keepalive", [12] = "PADDING", [13] = "CHAIN", [14] = "KEY TAG", [15] = "Extended DNS Error",
    }.ToFrozenDictionary();

    /// <summary>Source: RFC 8914 §4.</summary>
    private static IReadOnlyDictionary<ulong, string> Errors => new Dictionary<ulong, string>
    {
        [0] = "Other Error", [1] = "Unsupported DNSKEY Algorithm", [2] = "Unsupported DS Digest Type", [3] = "Stale Answer",
        [4] = "Forged Answer", [5] = "DNSSEC Indeterminate", [6] = "DNSSEC Bogus", [7] = "Signature Expired",
        [8] = "Signature Not Yet Valid", [9] = "DNSKEY Missing", [10] = "RRSIGs Missing", [11] = "No Zone Key Bit Set",
        [12] = "NSEC Missing", [13] = "Cached Error", [14] = "Not Ready", [15] = "Blocked", [16] = "Censored", [17] = "Filtered",
        [18] = "Prohibited", [19] = "Stale NXDomain Answer", [20] = "Not Authoritative", [21] = "Not Supported",
        [22] = "No Reachable Authority", [23] = "Network Error", [24] = "Invalid Data",
    }.ToFrozenDictionary();

    private static Field Variable(string name, FieldType type, RfcReference rfc) => Field.Variable(name, type, rfc);
}
