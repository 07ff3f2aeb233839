using System.Buffers.Text;
using System.Text;

namespace NetStack.Application.Http;

/// <summary>What decides where the body behind a header section ends. Source: RFC 9112 §6.3.</summary>
public enum HttpBodyKind : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Content-Length counts it.</summary>
    Counted,

    /// <summary>It comes in chunks, the last of which says so.</summary>
    Chunked,

    /// <summary>It ends where the stream does.</summary>
    UntilEnd,
}

/// <summary>The methods whose responses are framed by rules of their own.</summary>
public enum HttpMethodKind : byte
{
    /// <summary>Any other, or not known.</summary>
    Other,

    /// <summary>HEAD: the response tells of a body and has none.</summary>
    Head,

    /// <summary>CONNECT: after a response of success the stream is a tunnel.</summary>
    Connect,

    /// <summary>NOTIFY and its kin (UPnP Device Architecture 1.1 §4): news rather than a question.</summary>
    Notification,
}

/// <summary>A header section as far as framing goes. Source: RFC 9112 §2.1 and §6.</summary>
/// <param name="StartAt">Where the start line is: empty lines may stand before it (RFC 9112 §2.2).</param>
/// <param name="Length">Octets up to and with the empty line.</param>
/// <param name="IsWhole">True when the empty line is there.</param>
/// <param name="IsRequest">True for a request.</param>
/// <param name="Method">A request's method.</param>
/// <param name="StatusCode">A response's status code.</param>
/// <param name="ContentLength">What Content-Length says; -1 without it or where it is no number.</param>
/// <param name="IsChunked">True when the last transfer coding is "chunked".</param>
public readonly record struct HttpHead(
    int StartAt, int Length, bool IsWhole, bool IsRequest, HttpMethodKind Method, int StatusCode, long ContentLength, bool IsChunked)
{
    /// <summary>The most octets that a header section may have; more is not taken for HTTP.</summary>
    public const int MaxLength = 65_536;

    /// <summary>The most empty lines that may stand before a start line.</summary>
    private const int MaxLeadingBlankLines = 4;

    /// <summary>Where the start line begins, behind empty lines.</summary>
    public static int SkipBlankLines(ReadOnlySpan<byte> octets)
    {
        int at = 0;
        for (int i = 0; i < MaxLeadingBlankLines && octets[at..].StartsWith("\r\n"u8); i++) at += 2;
        return at;
    }

    /// <summary>Reads a whole header section.</summary>
    /// <param name="octets">Octets that begin with it. It may lack its end: what is there is read.</param>
    /// <param name="head">What it says.</param>
    /// <returns>False when it does not begin with a start line.</returns>
    public static bool TryRead(ReadOnlySpan<byte> octets, out HttpHead head)
    {
        head = default;
        int startAt = SkipBlankLines(octets);
        HttpLines lines = new(octets[startAt..]);
        if (!lines.MoveNext() || !HttpStartLine.TryParse(lines.Line, out HttpStartLine start)) return false;
        long contentLength = -1;
        bool chunked = false;
        while (lines.MoveNextField() && !lines.IsBlank)
        {
            if (!HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field)) continue;
            if (field.Is("Content-Length"u8)) contentLength = ParseLength(field.Value);
            else if (field.Is("Transfer-Encoding"u8)) chunked = EndsInChunked(field.Value);
        }

        HttpMethodKind method = start.IsRequest ? HttpMethods.KindOf(start.Method) : HttpMethodKind.Other;
        int status = start.IsRequest ? 0 : start.StatusCode;
        head = new(startAt, startAt + lines.Next, lines.IsBlank, start.IsRequest, method, status, contentLength, chunked);
        return true;
    }

    /// <summary>RFC 9112 §6.3, in its order.</summary>
    /// <param name="asked">The method of the request that a response answers.</param>
    public HttpBodyKind BodyKind(HttpMethodKind asked)
    {
        if (!IsRequest)
        {
            if (asked == HttpMethodKind.Head || StatusCode is (>= 100 and < 200) or 204 or 304) return HttpBodyKind.None; // 1
            if (asked == HttpMethodKind.Connect && StatusCode is >= 200 and < 300) return HttpBodyKind.None; // 2
        }

        if (IsChunked) return HttpBodyKind.Chunked; // 3 and 4
        if (ContentLength >= 0) return HttpBodyKind.Counted; // 5 and 6: a length that is none leaves the next rules
        return IsRequest ? HttpBodyKind.None : HttpBodyKind.UntilEnd; // 7 and 8
    }

    private static long ParseLength(ReadOnlySpan<byte> value)
    {
        value = value.TrimEnd(" \t"u8);
        return !value.IsEmpty && char.IsAsciiDigit((char)value[0])
            && Utf8Parser.TryParse(value, out long length, out int used) && used == value.Length ? length : -1;
    }

    /// <summary>RFC 9112 §7: codings are named in the order in which they were applied, so chunked is the last.</summary>
    private static bool EndsInChunked(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> last = value[(value.LastIndexOf((byte)',') + 1)..].Trim(" \t"u8);
        return Ascii.EqualsIgnoreCase(last, "chunked"u8);
    }
}
