using System.Collections.Frozen;

namespace NetStack.Conformance.Syntax;

/// <summary>The words of scripts for types and codes. Sources: RFC 792, RFC 1812 §5.2.7 (codes of type 3), RFC 4443.</summary>
internal static class IcmpNames
{
    private static readonly FrozenDictionary<string, byte> None = FrozenDictionary<string, byte>.Empty;

    private static readonly FrozenDictionary<string, byte> Types4 = new Dictionary<string, byte>
    {
        ["echo_reply"] = 0,
        ["unreachable"] = 3,
        ["source_quench"] = 4,
        ["redirect"] = 5,
        ["echo_request"] = 8,
        ["time_exceeded"] = 11,
        ["parameter_problem"] = 12,
        ["timestamp"] = 13,
        ["timestamp_reply"] = 14,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, byte> Types6 = new Dictionary<string, byte>
    {
        ["unreachable"] = 1,
        ["packet_too_big"] = 2,
        ["time_exceeded"] = 3,
        ["parameter_problem"] = 4,
        ["echo_request"] = 128,
        ["echo_reply"] = 129,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<int, FrozenDictionary<string, byte>> Codes4 =
        new Dictionary<int, FrozenDictionary<string, byte>>
        {
            [3] = Numbered("net_unreachable", "host_unreachable", "protocol_unreachable", "port_unreachable", "frag_needed",
                "source_route_failed", "net_unknown", "host_unknown", "source_host_isolated", "net_prohibited", "host_prohibited",
                "net_unreachable_for_tos", "host_unreachable_for_tos", "packet_filtered", "precedence_violation", "precedence_cutoff"),
            [5] = Numbered("net_redirect", "host_redirect", "net_redirect_for_tos", "host_redirect_for_tos"),
            [11] = Numbered("ttl_exceeded", "fragment_reassembly"),
            [12] = Numbered("pointer", "missing_option", "bad_length"),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, FrozenDictionary<string, byte>> Codes6 =
        new Dictionary<int, FrozenDictionary<string, byte>>
        {
            [1] = Numbered("no_route", "admin_prohibited", "beyond_scope", "address_unreachable", "port_unreachable", "source_policy",
                "reject_route"),
            [3] = Numbered("hop_limit_exceeded", "fragment_reassembly"),
            [4] = Numbered("erroneous_header", "unknown_next_header", "unknown_option"),
        }.ToFrozenDictionary();

    public static IReadOnlyDictionary<string, byte> Types(bool isVersion6) => isVersion6 ? Types6 : Types4;

    public static IReadOnlyDictionary<string, byte> Codes(bool isVersion6, byte type) =>
        (isVersion6 ? Codes6 : Codes4).GetValueOrDefault(type, None);

    private static FrozenDictionary<string, byte> Numbered(params string[] names) =>
        names.Index().ToFrozenDictionary(entry => entry.Item, entry => (byte)entry.Index, StringComparer.Ordinal);
}
