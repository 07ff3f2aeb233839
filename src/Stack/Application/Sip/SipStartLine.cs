using System.Buffers.Text;
using System.Text;

namespace NetStack.Application.Sip;

/// <summary>The first line of a message: what is asked for, or how it went. Source: RFC 3261 §7.1 and §7.2.</summary>
public readonly ref struct SipStartLine
{
    private const int StatusDigits = 3;
    private readonly ReadOnlySpan<byte> _line;
    private readonly int _firstEnd;

    private SipStartLine(ReadOnlySpan<byte> line, bool isRequest, int firstEnd, int statusCode)
    {
        _line = line;
        _firstEnd = firstEnd;
        IsRequest = isRequest;
        StatusCode = statusCode;
    }

    /// <summary>The version that every message names.</summary>
    private static ReadOnlySpan<byte> Version => "SIP/2.0"u8;

    /// <summary>True for a request, false for a response.</summary>
    public bool IsRequest { get; }

    /// <summary>How it went, 100 to 699; 0 in a request.</summary>
    public int StatusCode { get; }

    /// <summary>The whole line, without its end.</summary>
    public ReadOnlySpan<byte> Line => _line;

    /// <summary>Octets of the method of a request, which stands first in the line.</summary>
    public int MethodLength => _firstEnd;

    /// <summary>Where the target of a request starts.</summary>
    public int TargetAt => _firstEnd + 1;

    /// <summary>Octets of the target of a request: what stands between method and version.</summary>
    public int TargetLength => _line.Length - Version.Length - 1 - TargetAt;

    /// <summary>Parses a line; false when it begins nothing that speaks SIP.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out SipStartLine start)
    {
        start = default;
        int space = line.IndexOf((byte)' ');
        if (space <= 0) return false;
        if (Ascii.EqualsIgnoreCase(line[..space], Version)) return TryParseStatus(line, space, out start);
        bool isRequest = line.Length > space + 1 + Version.Length && line[^(Version.Length + 1)] == ' '
            && Ascii.EqualsIgnoreCase(line[^Version.Length..], Version) && IsToken(line[..space]);
        if (isRequest) start = new(line, isRequest: true, space, 0);
        return isRequest;
    }

    private static bool TryParseStatus(ReadOnlySpan<byte> line, int space, out SipStartLine start)
    {
        start = default;
        ReadOnlySpan<byte> rest = line[(space + 1)..];
        if (!Utf8Parser.TryParse(rest, out ushort code, out int digits) || digits != StatusDigits || code is < 100 or > 699) return false;
        start = new(line, isRequest: false, space, code);
        return true;
    }

    private static bool IsToken(ReadOnlySpan<byte> word) => !word.ContainsAnyExceptInRange((byte)'A', (byte)'Z');
}
