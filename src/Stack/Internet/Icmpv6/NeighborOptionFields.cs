using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Internet.Icmpv6;

/// <summary>The fields of neighbor discovery's options, counted from the option's first octet.
/// Source: RFC 4861 §4.6, RFC 8106 (RDNSS, DNSSL), RFC 4191 (routes), RFC 8781 (NAT64), RFC 8910 (captive portal).</summary>
internal static class NeighborOptionFields
{
    public const byte SourceLinkAddress = 1, TargetLinkAddress = 2, PrefixInformation = 3, RedirectedHeader = 4, Mtu = 5,
        AdvertisementInterval = 7, HomeAgent = 8, Nonce = 14, RouteInformation = 24, DnsServers = 25, DnsSearchList = 31,
        CaptivePortal = 37, Pref64 = 38;

    private static readonly RfcReference Format = Rfc.Section(4861, "4.6");

    private static readonly Dictionary<ulong, string> Types = new()
    {
        [SourceLinkAddress] = "Source link-layer address", [TargetLinkAddress] = "Target link-layer address",
        [PrefixInformation] = "Prefix information", [RedirectedHeader] = "Redirected header", [Mtu] = "MTU",
        [AdvertisementInterval] = "Advertisement Interval", [HomeAgent] = "Home Agent Information", [11] = "CGA",
        [12] = "RSA Signature", [13] = "Timestamp", [Nonce] = "Nonce", [RouteInformation] = "Route Information",
        [DnsServers] = "Recursive DNS Server", [26] = "RA Flags Extension", [DnsSearchList] = "DNS Search List Option",
        [33] = "Address Registration Option", [CaptivePortal] = "Captive-Portal", [Pref64] = "PREF64 Option",
    };

    public static Field Node { get; } = Field.Variable("icmpv6.opt", FieldType.None, Format);

    public static Field Reserved { get; } = Field.Variable("icmpv6.opt.reserved", FieldType.None, Format);

    public static Field SourceAddress { get; } =
        Field.Variable("icmpv6.opt.src_linkaddr", FieldType.Mac, Rfc.Section(4861, "4.6.1")) with { Aliases = ["icmpv6.opt.linkaddr"] };

    public static Field TargetAddress { get; } =
        Field.Variable("icmpv6.opt.target_linkaddr", FieldType.Mac, Rfc.Section(4861, "4.6.1")) with { Aliases = ["icmpv6.opt.linkaddr"] };

    public static Field RedirectedPacket { get; } = Field.Variable("icmpv6.opt.redirected_packet", FieldType.None, Rfc.Section(4861, "4.6.3"));

    public static Field LinkMtu { get; } = Field.Variable("icmpv6.opt.mtu", FieldType.UInt32, Rfc.Section(4861, "4.6.4"));

    public static Field Interval { get; } = Field.Variable("icmpv6.opt.advertisement_interval", FieldType.UInt32, Rfc.Section(6275, "7.3"));

    public static Field HomePreference { get; } = Field.Variable("icmpv6.opt.home_agent_preference", FieldType.UInt16, Rfc.Section(6275, "7.4"));

    public static Field HomeLifetime { get; } = Field.Variable("icmpv6.opt.home_agent_lifetime", FieldType.UInt16, Rfc.Section(6275, "7.4"));

    public static Field NonceValue { get; } = Field.Variable("icmpv6.opt.nonce", FieldType.Octets, Rfc.Section(3971, "5.3.2"));

    public static Field RouteLifetime { get; } = Field.Variable("icmpv6.opt.route_lifetime", FieldType.UInt32, Rfc.Section(4191, "2.3"));

    public static Field RoutePrefixLength { get; } = Field.Variable("icmpv6.opt.prefix.length", FieldType.UInt8, Rfc.Section(4191, "2.3"));

    public static Field RoutePreference { get; } =
        Field.Variable("icmpv6.opt.route_info.flag.route_preference", FieldType.UInt8, Rfc.Section(4191, "2.3"))
            with { Names = Icmpv6Fields.Preferences };

    public static Field RoutePrefix { get; } = Field.Variable("icmpv6.opt.prefix", FieldType.Ipv6, Rfc.Section(4191, "2.3"));

    public static Field DnsLifetime { get; } = Field.Variable("icmpv6.opt.rdnss.lifetime", FieldType.UInt32, Rfc.Section(8106, "5.1"));

    public static Field DnsServer { get; } = Field.Variable("icmpv6.opt.rdnss", FieldType.Ipv6, Rfc.Section(8106, "5.1"));

    public static Field SearchLifetime { get; } = Field.Variable("icmpv6.opt.dnssl.lifetime", FieldType.UInt32, Rfc.Section(8106, "5.2"));

    public static Field SearchDomain { get; } = Field.Variable("icmpv6.opt.dnssl", FieldType.Text, Rfc.Section(8106, "5.2"));

    public static Field Padding { get; } = Field.Variable("icmpv6.opt.padding", FieldType.None, Format);

    public static Field Portal { get; } = Field.Variable("icmpv6.opt.captive_portal", FieldType.Text, Rfc.Section(8910, "2.3"));

    public static Field Pref64Lifetime { get; } = Field.Variable("icmpv6.opt.pref64.scaled_lifetime", FieldType.UInt16, Rfc.Section(8781, "4"));

    public static Field Pref64Length { get; } = Field.VariableHex("icmpv6.opt.pref64.plc", FieldType.UInt16, Rfc.Section(8781, "4"));

    public static Field Pref64Prefix { get; } = Field.Variable("icmpv6.opt.pref64.prefix", FieldType.Ipv6, Rfc.Section(8781, "4"));

    public static Field Unknown { get; } = Field.Variable("icmpv6.unknown_data", FieldType.Octets, Format);

    private static readonly Field PrefixFlags = Field.HexAt("icmpv6.opt.prefix.flag", 24, 8, FieldType.UInt8, Rfc.Section(4861, "4.6.2"));

    public static ImmutableArray<Field> Start { get; } =
    [
        Field.At("icmpv6.opt.type", 0, 8, FieldType.UInt8, Format) with { Names = Types },
        Field.At("icmpv6.opt.length", 8, 8, FieldType.UInt8, Format),
    ];

    /// <summary>A prefix, from the third octet of its option on.</summary>
    public static ImmutableArray<Field> PrefixRest { get; } =
    [
        Field.At("icmpv6.opt.prefix.length", 16, 8, FieldType.UInt8, Rfc.Section(4861, "4.6.2")),
        PrefixFlags,
        Field.Part(PrefixFlags, "icmpv6.opt.prefix.flag.l", 24, 1, FieldType.Boolean),
        Field.Part(PrefixFlags, "icmpv6.opt.prefix.flag.a", 25, 1, FieldType.Boolean),
        Field.Part(PrefixFlags, "icmpv6.opt.prefix.flag.r", 26, 1, FieldType.Boolean),
        Field.Part(PrefixFlags, "icmpv6.opt.prefix.flag.reserved", 27, 5, FieldType.UInt8),
        Field.At("icmpv6.opt.prefix.valid_lifetime", 32, 32, FieldType.UInt32, Rfc.Section(4861, "4.6.2")),
        Field.At("icmpv6.opt.prefix.preferred_lifetime", 64, 32, FieldType.UInt32, Rfc.Section(4861, "4.6.2")),
        Field.At("icmpv6.opt.reserved", 96, 32, FieldType.None, Rfc.Section(4861, "4.6.2")),
        Field.At("icmpv6.opt.prefix", 128, 128, FieldType.Ipv6, Rfc.Section(4861, "4.6.2")),
    ];

    public static ImmutableArray<Layout> Layouts { get; } =
        [new("prefix information option", [.. Start, .. PrefixRest])];

    public static ImmutableArray<Field> Variable { get; } =
    [
        Node, Reserved, SourceAddress, TargetAddress, RedirectedPacket, LinkMtu, Interval, HomePreference, HomeLifetime,
        NonceValue, RouteLifetime, RoutePrefixLength, RoutePreference, RoutePrefix, DnsLifetime, DnsServer, SearchLifetime,
        SearchDomain, Padding, Portal, Pref64Lifetime, Pref64Length, Pref64Prefix, Unknown,
    ];
}
