using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Http.Serving;

/// <summary>How a request is answered, and why.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Reason">Why; the sentence stands in the catalogues.</param>
public readonly record struct HttpOutcome(int Status, Reason Reason);

/// <summary>The outcomes that a server knows.</summary>
public static class HttpOutcomes
{
    internal static readonly HttpOutcome
        Content = Of(200, "content", 9110, "15.3.1"),
        Part = Of(206, "part", 9110, "15.3.7"),
        NotModified = Of(304, "not-modified", 9110, "15.4.5"),
        BadRequestLine = Of(400, "request-line.bad", 9112, "3"),
        BareCarriageReturn = Of(400, "carriage-return.bare", 9112, "2.2"),
        FoldedLine = Of(400, "line.folded", 9112, "5.2"),
        BadFieldLine = Of(400, "field-line.bad", 9112, "5.1"),
        BadHost = Of(400, "host.bad", 9112, "3.2"),
        BadLength = Of(400, "length.bad", 9112, "6.3"),
        LengthAndCoding = Of(400, "length.and-coding", 9112, "6.1"),
        BadCoding = Of(400, "coding.bad", 9112, "6.3"),
        BadChunk = Of(400, "chunk.bad", 9112, "7.1"),
        BadPath = Of(400, "path.bad", 3986, "3.3"),
        NotFound = Of(404, "not-found", 9110, "15.5.5"),
        MethodNotAllowed = Of(405, "method.not-allowed", 9110, "15.5.6"),
        TooSlow = Of(408, "too-slow", 9110, "15.5.9"),
        BodyTooLarge = Of(413, "body.too-large", 9110, "15.5.14"),
        TargetTooLong = Of(414, "target.too-long", 9110, "15.5.15"),
        RangeNotSatisfiable = Of(416, "range.not-satisfiable", 9110, "15.5.17"),
        ExpectationFailed = Of(417, "expectation.unknown", 9110, "15.5.18"),
        HeadTooLarge = Of(431, "head.too-large", 6585, "5"),
        MethodUnknown = Of(501, "method.unknown", 9110, "15.6.2"),
        CodingUnknown = Of(501, "coding.unknown", 9112, "6.1"),
        VersionUnknown = Of(505, "version.unknown", 9110, "15.6.6");

    /// <summary>All of them, by status code.</summary>
    public static ImmutableArray<HttpOutcome> All { get; } =
    [
        Content, Part, NotModified, BadRequestLine, BareCarriageReturn, FoldedLine, BadFieldLine, BadHost, BadLength, LengthAndCoding,
        BadCoding, BadChunk, BadPath, NotFound, MethodNotAllowed, TooSlow, BodyTooLarge, TargetTooLong, RangeNotSatisfiable,
        ExpectationFailed, HeadTooLarge, MethodUnknown, CodingUnknown, VersionUnknown,
    ];

    /// <summary>Their reasons.</summary>
    public static ImmutableArray<Reason> Reasons { get; } = [.. All.Select(outcome => outcome.Reason)];

    private static HttpOutcome Of(int status, string reason, int rfc, string section) =>
        new(status, new("http.server." + reason, Rfc.Section(rfc, section)));
}
