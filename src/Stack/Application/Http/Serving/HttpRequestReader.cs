using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace NetStack.Application.Http.Serving;

/// <summary>Reads the head of a request, and believes nothing: what two readers could take for two different things is
/// refused, because that is how requests are smuggled past a proxy (RFC 9112 §11.2).</summary>
/// <remarks>One thing is taken leniently: a line may end with LF alone, as RFC 9112 §2.2 allows, so that a request
/// can be typed by hand.</remarks>
/// <param name="options">The bounds.</param>
public sealed class HttpRequestReader(HttpServerOptions options)
{
    private static readonly SearchValues<byte> TokenOctets =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8); // RFC 9110 §5.6.2

    private static readonly SearchValues<byte> NotInHosts = SearchValues.Create(" \t/?#@,"u8);

    private int _hosts, _codings, _lengths;
    private bool _closes, _keepsAlive;

    /// <summary>Says where a head ends.</summary>
    /// <param name="octets">What has come, from the request line.</param>
    /// <param name="from">Where to look from: each octet is looked at once.</param>
    /// <returns>Octets of the head with its empty line; -1 when the end has not come yet.</returns>
    public static int FindEnd(ReadOnlySpan<byte> octets, int from)
    {
        while (true)
        {
            int found = octets[from..].IndexOf((byte)'\n');
            if (found < 0) return -1;
            from += found + 1;
            ReadOnlySpan<byte> rest = octets[from..];
            if (rest.StartsWith("\n"u8)) return from + 1;
            if (rest.StartsWith("\r\n"u8)) return from + 2;
        }
    }

    /// <summary>Reads a head.</summary>
    /// <param name="octets">The whole head with its empty line.</param>
    /// <param name="head">What it says, as far as it could be read.</param>
    /// <returns>Null when it can be answered; else how it is refused. After that the connection cannot be used again:
    /// nobody knows where the next request begins.</returns>
    public HttpOutcome? Read(ReadOnlySpan<byte> octets, out HttpRequestHead head)
    {
        head = new();
        (_hosts, _codings, _lengths, _closes, _keepsAlive) = (0, 0, 0, false, false);
        HttpLines lines = new(octets);
        lines.MoveNext();
        if (lines.Line.Length > options.MaxRequestLine) return HttpOutcomes.TargetTooLong;
        if (ReadRequestLine(lines.Line, head) is { } refused) return refused;
        for (int count = 0; lines.MoveNext() && !lines.IsBlank; count++)
        {
            if (count == options.MaxFields) return HttpOutcomes.HeadTooLarge;
            if (ReadFieldLine(lines.Line, head) is { } fault) return fault;
        }

        return Conclude(head);
    }

    /// <summary>RFC 9112 §3: method, target, version, with one space between them.</summary>
    private static HttpOutcome? ReadRequestLine(ReadOnlySpan<byte> line, HttpRequestHead head)
    {
        int first = line.IndexOf((byte)' '), last = line.LastIndexOf((byte)' ');
        if (line.Contains((byte)'\r')) return HttpOutcomes.BareCarriageReturn;
        if (first <= 0 || last <= first + 1) return HttpOutcomes.BadRequestLine;
        ReadOnlySpan<byte> method = line[..first], target = line[(first + 1)..last], version = line[(last + 1)..];
        bool isVersion = version.Length == 8 && version.StartsWith("HTTP/"u8) && version[6] == '.'
            && char.IsAsciiDigit((char)version[5]) && char.IsAsciiDigit((char)version[7]);
        if (!isVersion || method.ContainsAnyExcept(TokenOctets) || target.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return HttpOutcomes.BadRequestLine;
        (head.Method, head.Target) = (Encoding.ASCII.GetString(method), Encoding.ASCII.GetString(target));
        if (version[5] != '1') return HttpOutcomes.VersionUnknown;
        head.MinorVersion = version[7] == '0' ? 0 : 1;
        return ReadTarget(target, head);
    }

    /// <summary>RFC 9112 §3.2: origin-form, or absolute-form whose authority is not needed here. Others belong to
    /// methods that this server does not have.</summary>
    private static HttpOutcome? ReadTarget(ReadOnlySpan<byte> target, HttpRequestHead head)
    {
        if (!head.IsGet && !head.IsHead) return null;
        if (target.Length > 7 && Ascii.EqualsIgnoreCase(target[..7], "http://"u8))
        {
            target = target[7..];
            int slash = target.IndexOfAny((byte)'/', (byte)'?');
            target = slash < 0 ? "/"u8 : target[slash..];
        }

        int question = target.IndexOf((byte)'?');
        if (question >= 0) head.Query = Encoding.ASCII.GetString(target[(question + 1)..]);
        if (question >= 0) target = question == 0 ? "/"u8 : target[..question];
        if (!WebPath.TryNormalize(target, out string path)) return HttpOutcomes.BadPath;
        head.Path = path;
        return null;
    }

    private HttpOutcome? ReadFieldLine(ReadOnlySpan<byte> line, HttpRequestHead head)
    {
        if (line.Contains((byte)'\r')) return HttpOutcomes.BareCarriageReturn;
        if (line[0] is (byte)' ' or (byte)'\t') return HttpOutcomes.FoldedLine;
        if (!HttpFieldLine.TryParse(line, out HttpFieldLine field) || field.Name.ContainsAnyExcept(TokenOctets))
            return HttpOutcomes.BadFieldLine; // RFC 9112 §5.1: no space before the colon, either
        ReadOnlySpan<byte> value = field.Value.TrimEnd(" \t"u8);
        foreach (byte octet in value)
            if (octet is < 0x20 and not (byte)'\t' or 0x7F) return HttpOutcomes.BadFieldLine; // RFC 9110 §5.5
        return Take(field, value, head);
    }

    private HttpOutcome? Take(HttpFieldLine field, ReadOnlySpan<byte> value, HttpRequestHead head)
    {
        if (field.Is("Host"u8))
            return ++_hosts > 1 || value.ContainsAny(NotInHosts) ? HttpOutcomes.BadHost : null;
        if (field.Is("Content-Length"u8)) return TakeLength(value, head);
        if (field.Is("Transfer-Encoding"u8)) return TakeCoding(value, head);
        if (field.Is("Connection"u8)) TakeConnection(value);
        else if (field.Is("Expect"u8))
            return (head.ExpectsContinue = Ascii.EqualsIgnoreCase(value, "100-continue"u8)) ? null : HttpOutcomes.ExpectationFailed;
        else if (field.Is("If-None-Match"u8)) head.IfNoneMatch = Encoding.Latin1.GetString(value);
        else if (field.Is("If-Modified-Since"u8)) head.IfModifiedSince = HttpDate.TryParse(value, out Bytes.Timestamp time) ? time : null;
        else if (field.Is("Range"u8)) head.Range = Encoding.Latin1.GetString(value);
        else if (field.Is("If-Range"u8)) head.IfRange = Encoding.Latin1.GetString(value);
        return null;
    }

    /// <summary>RFC 9112 §6.3, 5: digits, once.</summary>
    private HttpOutcome? TakeLength(ReadOnlySpan<byte> value, HttpRequestHead head)
    {
        bool isNumber = !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (++_lengths > 1 || !isNumber || !Utf8Parser.TryParse(value, out long length, out int used) || used != value.Length)
            return HttpOutcomes.BadLength;
        head.ContentLength = length;
        return null;
    }

    /// <summary>RFC 9112 §6.1 and §6.3, 4: chunked, alone; a coding before it is one that this server does not
    /// know.</summary>
    private HttpOutcome? TakeCoding(ReadOnlySpan<byte> value, HttpRequestHead head)
    {
        ReadOnlySpan<byte> last = value[(value.LastIndexOf((byte)',') + 1)..].Trim(" \t"u8);
        head.IsChunked = Ascii.EqualsIgnoreCase(last, "chunked"u8);
        if (++_codings > 1 || !head.IsChunked) return HttpOutcomes.BadCoding;
        return last.Length == value.Length ? null : HttpOutcomes.CodingUnknown;
    }

    private void TakeConnection(ReadOnlySpan<byte> value)
    {
        foreach (Range part in value.Split((byte)','))
        {
            ReadOnlySpan<byte> option = value[part].Trim(" \t"u8);
            _closes |= Ascii.EqualsIgnoreCase(option, "close"u8);
            _keepsAlive |= Ascii.EqualsIgnoreCase(option, "keep-alive"u8);
        }
    }

    private HttpOutcome? Conclude(HttpRequestHead head)
    {
        if (_hosts == 0 && head.MinorVersion > 0) return HttpOutcomes.BadHost; // RFC 9112 §3.2
        if (_codings > 0 && (_lengths > 0 || head.MinorVersion == 0)) return HttpOutcomes.LengthAndCoding; // RFC 9112 §6.1
        head.ExpectsContinue &= head.MinorVersion > 0;
        head.IsPersistent = !_closes && (head.MinorVersion > 0 || _keepsAlive); // RFC 9112 §9.3
        return null;
    }
}
