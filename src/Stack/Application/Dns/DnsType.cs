using System.Collections.Frozen;

namespace NetStack.Application.Dns;

/// <summary>Types of resource records and questions. Source: the IANA registry "Resource Record (RR) TYPEs",
/// RFC 6895 §3.1.</summary>
public static class DnsType
{
    /// <summary>An IPv4 address. Source: RFC 1035 §3.4.1.</summary>
    public const ushort A = 1;

    /// <summary>A zone's server.</summary>
    public const ushort Ns = 2;

    /// <summary>The name is another's alias. Source: RFC 1034 §3.6.2.</summary>
    public const ushort Cname = 5;

    /// <summary>Where a zone begins, and how long is kept that something is not there.</summary>
    public const ushort Soa = 6;

    /// <summary>Another name, mostly that of an address.</summary>
    public const ushort Ptr = 12;

    /// <summary>Who takes mail. Source: RFC 1035 §3.3.9.</summary>
    public const ushort Mx = 15;

    /// <summary>Any text. Source: RFC 1035 §3.3.14.</summary>
    public const ushort Txt = 16;

    /// <summary>An IPv6 address. Source: RFC 3596 §2.1.</summary>
    public const ushort Aaaa = 28;

    /// <summary>All names below are aliases. Source: RFC 6672.</summary>
    public const ushort Dname = 39;

    /// <summary>An option of the message itself rather than a record. Source: RFC 6891 §6.1.1.</summary>
    public const ushort Opt = 41;

    /// <summary>Where a service is: its owner name is service, protocol, domain. Source: RFC 2782.</summary>
    public const ushort Srv = 33;

    /// <summary>The short names, as zone files spell them.</summary>
    public static IReadOnlyDictionary<ulong, string> Names { get; } = new Dictionary<ulong, string>
    {
        [0] = "Unused",
        [1] = "A", [2] = "NS", [3] = "MD", [4] = "MF", [5] = "CNAME", [6] = "SOA", [7] = "MB", [8] = "MG", [9] = "MR",
        [10] = "NULL", [11] = "WKS", [12] = "PTR", [13] = "HINFO", [14] = "MINFO", [15] = "MX", [16] = "TXT",
        [17] = "RP", [18] = "AFSDB", [19] = "X25", [20] = "ISDN", [21] = "RT", [22] = "NSAP", [23] = "NSAP-PTR",
        [24] = "SIG", [25] = "KEY", [26] = "PX", [27] = "GPOS", [28] = "AAAA", [29] = "LOC", [30] = "NXT",
        [31] = "EID", [32] = "NIMLOC", [33] = "SRV", [34] = "ATMA", [35] = "NAPTR", [36] = "KX", [37] = "CERT",
        [38] = "A6", [39] = "DNAME", [40] = "SINK", [41] = "OPT", [42] = "APL", [43] = "DS", [44] = "SSHFP",
        [45] = "IPSECKEY", [46] = "RRSIG", [47] = "NSEC", [48] = "DNSKEY", [49] = "DHCID", [50] = "NSEC3",
        [51] = "NSEC3PARAM", [52] = "TLSA", [53] = "SMIMEA", [55] = "HIP", [56] = "NINFO", [57] = "RKEY",
        [58] = "TALINK", [59] = "CDS", [60] = "CDNSKEY", [61] = "OPENPGPKEY", [62] = "CSYNC", [63] = "ZONEMD",
        [64] = "SVCB", [65] = "HTTPS", [99] = "SPF", [100] = "UINFO", [101] = "UID", [102] = "GID", [103] = "UNSPEC",
        [104] = "NID", [105] = "L32", [106] = "L64", [107] = "LP", [108] = "EUI48", [109] = "EUI64", [249] = "TKEY",
        [250] = "TSIG", [251] = "IXFR", [252] = "AXFR", [253] = "MAILB", [254] = "MAILA", [255] = "ANY", [256] = "URI",
        [257] = "CAA", [258] = "AVC", [259] = "DOA", [260] = "AMTRELAY", [32768] = "TA", [32769] = "DLV",
    }.ToFrozenDictionary();
}
