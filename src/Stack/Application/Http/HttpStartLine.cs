using System.Buffers.Text;

namespace NetStack.Application.Http;

/// <summary>The first line of a message: what is asked for, or how it went. Source: RFC 9112 §3 and §4.</summary>
public readonly ref struct HttpStartLine
{
    private readonly ReadOnlySpan<byte> _line;

    private HttpStartLine(ReadOnlySpan<byte> line, bool isRequest, Range first, Range second, Range third)
    {
        _line = line;
        IsRequest = isRequest;
        (First, Second, Third) = (first, second, third);
    }

    /// <summary>True for a request line, false for a status line.</summary>
    public bool IsRequest { get; }

    /// <summary>Where the method, or the response's version, stands in the line.</summary>
    public Range First { get; }

    /// <summary>Where the request target, or the status code, stands in the line.</summary>
    public Range Second { get; }

    /// <summary>Where the request's version, or the reason phrase, stands in the line.</summary>
    public Range Third { get; }

    /// <summary>The method of a request.</summary>
    public ReadOnlySpan<byte> Method => _line[First];

    /// <summary>What a request is for.</summary>
    public ReadOnlySpan<byte> Target => _line[Second];

    /// <summary>The status code of a response; 0 when it is no number of three digits.</summary>
    public int StatusCode =>
        _line[Second] is { Length: 3 } digits && Utf8Parser.TryParse(digits, out ushort code, out int used) && used == 3 ? code : 0;

    /// <summary>Parses a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="start">Its parts.</param>
    /// <returns>False when it is the first line of nothing that speaks HTTP.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out HttpStartLine start)
    {
        int firstEnd = EndOfWord(line, 0);
        int secondAt = Math.Min(firstEnd + 1, line.Length);
        int secondEnd = EndOfWord(line, secondAt);
        int thirdAt = Math.Min(secondEnd + 1, line.Length);
        bool isRequest = HttpMethods.IsKnown(line[..firstEnd]);
        start = new(line, isRequest, ..firstEnd, secondAt..secondEnd, thirdAt..line.Length);
        return isRequest || IsVersion(line[..firstEnd]);
    }

    /// <summary>True when an unfinished line may still become the first line of a message.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets)
    {
        int space = octets.IndexOf((byte)' ');
        if (space >= 0) return TryParse(octets, out _);
        return HttpMethods.MayBegin(octets)
            || (octets.Length < 5 ? "HTTP/"u8.StartsWith(octets) || "ICY"u8.StartsWith(octets) : octets.StartsWith("HTTP/"u8));
    }

    /// <summary>True for a line that is HTTP on any port: it names a version.</summary>
    public static bool IsCertain(ReadOnlySpan<byte> line) =>
        TryParse(line, out HttpStartLine start)
        && (start.IsRequest ? line.EndsWith(" HTTP/1.1"u8) || line.EndsWith(" HTTP/1.0"u8) : line.StartsWith("HTTP/1."u8) && start.Second.Start.Value < line.Length);

    /// <summary>HTTP/1.1 and the like; ICY is what Shoutcast servers say instead.</summary>
    private static bool IsVersion(ReadOnlySpan<byte> word) => word.StartsWith("HTTP/"u8) || word.SequenceEqual("ICY"u8);

    private static int EndOfWord(ReadOnlySpan<byte> line, int at)
    {
        int space = line[at..].IndexOf((byte)' ');
        return space < 0 ? line.Length : at + space;
    }
}
