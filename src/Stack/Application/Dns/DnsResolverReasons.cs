using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Dns;

/// <summary>Why a resolver asks, does not believe, or answers: sentences stand in the catalogues.</summary>
public static class DnsResolverReasons
{
    /// <summary>Nobody here knows: a server is asked.</summary>
    public static Reason Asks { get; } = Of("asks", 1035, "4.2.1");

    /// <summary>The server asked before is silent or cannot tell.</summary>
    public static Reason AsksNext { get; } = Of("asks-next", 1034, "5.3.3");

    /// <summary>The answer was cut.</summary>
    public static Reason Truncated { get; } = Of("truncated", 7766, "5");

    /// <summary>Somebody may be forging answers.</summary>
    public static Reason Suspicious { get; } = Of("suspicious", 5452, "9.1");

    /// <summary>The server does not know EDNS.</summary>
    public static Reason WithoutEdns { get; } = Of("without-edns", 6891, "7");

    /// <summary>What came is no message.</summary>
    public static Reason Malformed { get; } = Of("malformed", 1035, "7.3");

    /// <summary>The answer's number is another.</summary>
    public static Reason WrongId { get; } = Of("wrong-id", 5452, "4.3");

    /// <summary>The answer is to another question.</summary>
    public static Reason WrongQuestion { get; } = Of("wrong-question", 5452, "4.2");

    /// <summary>Why a question ends, in the order of <see cref="DnsOutcome"/>.</summary>
    public static ImmutableArray<Reason> Outcomes { get; } =
    [
        Of("found", 1034, "5.2.1"), Of("no-data", 2308, "2.2"), Of("no-name", 2308, "2.1"), Of("server-failure", 2308, "7.1"),
        Of("timed-out", 2308, "7.2"), Of("no-server", 1123, "6.1.3.3"), Of("alias-loop", 1034, "5.2.2"), Of("bad-name", 1035, "2.3.4"),
        Of("too-many", 1123, "6.1.3.3"), Of("stopped", 1034, "5.2.1"),
    ];

    private static Reason Of(string id, int rfc, string section) => new("dns.resolver." + id, Rfc.Section(rfc, section));
}
