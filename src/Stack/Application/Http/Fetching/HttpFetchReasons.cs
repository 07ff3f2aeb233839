using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Http.Fetching;

/// <summary>How a request ended: sentences stand in the catalogues.</summary>
public static class HttpFetchReasons
{
    /// <summary>In the order of <see cref="HttpFetchError"/>.</summary>
    public static ImmutableArray<Reason> All { get; } =
    [
        Of("answered", "6.3"), Of("pending", "9.3"), Of("not-connected", "9.1"), Of("incomplete", "8"), Of("too-slow", "9.5"),
        Of("head.bad", "4"), Of("body.bad", "7.1"), Of("too-large", "2.3"),
    ];

    private static Reason Of(string id, string section) => new("http.client." + id, Rfc.Section(9112, section));
}
