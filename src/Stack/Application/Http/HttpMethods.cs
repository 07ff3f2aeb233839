using System.Collections.Immutable;

namespace NetStack.Application.Http;

/// <summary>The methods by which a request is recognised. Any token may be a method (RFC 9110 §9.1), but a word and a
/// space alone do not make octets HTTP: only a known word does.</summary>
public static class HttpMethods
{
    private static readonly ImmutableArray<byte[]> Known =
    [
        // RFC 9110 §9.3, RFC 5789
        .. Words("GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH"),
        // WebDAV and its kin: RFC 4918 §9, RFC 3253, RFC 3648, RFC 3744, RFC 4791, RFC 5323, RFC 5842, RFC 2068 §19.6.1
        .. Words("PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK"),
        .. Words("VERSION-CONTROL REPORT CHECKOUT CHECKIN UNCHECKOUT MKWORKSPACE UPDATE LABEL MERGE"),
        .. Words("BASELINE-CONTROL MKACTIVITY ORDERPATCH ACL MKCALENDAR SEARCH BIND REBIND UNBIND LINK UNLINK"),
        // UPnP device architecture: discovery (SSDP) and events (GENA)
        .. Words("M-SEARCH NOTIFY SUBSCRIBE UNSUBSCRIBE"),
        // Exchange and RPC over HTTP (MS-RPCH, MS-SSTP)
        .. Words("BCOPY BDELETE BMOVE BPROPFIND BPROPPATCH POLL"),
        .. Words("RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA SSTP_DUPLEX_POST"),
    ];

    /// <summary>The longest known method, in octets.</summary>
    public static int Longest { get; } = Known.Max(method => method.Length);

    /// <summary>True for a known method. Methods are case-sensitive.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> method)
    {
        foreach (byte[] known in Known)
        {
            if (method.SequenceEqual(known)) return true;
        }

        return false;
    }

    /// <summary>Which rules of its own a method has.</summary>
    public static HttpMethodKind KindOf(ReadOnlySpan<byte> method)
    {
        if (method.SequenceEqual("HEAD"u8)) return HttpMethodKind.Head;
        if (method.SequenceEqual("CONNECT"u8)) return HttpMethodKind.Connect;
        bool notifies = method.SequenceEqual("NOTIFY"u8) || method.SequenceEqual("SUBSCRIBE"u8) || method.SequenceEqual("UNSUBSCRIBE"u8);
        return notifies ? HttpMethodKind.Notification : HttpMethodKind.Other;
    }

    /// <summary>True when the octets, few as they are, may be the beginning of a known method and the space behind it.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> octets)
    {
        foreach (byte[] known in Known)
        {
            if (octets.Length <= known.Length && known.AsSpan().StartsWith(octets)) return true;
        }

        return false;
    }

    private static IEnumerable<byte[]> Words(string list) => list.Split(' ').Select(System.Text.Encoding.ASCII.GetBytes);
}
