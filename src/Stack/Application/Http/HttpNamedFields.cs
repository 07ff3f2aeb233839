using System.Collections.Immutable;
using System.Text;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Http;

/// <summary>Header fields that have a filter name of their own. All others are found through <c>http.request.line</c>
/// and <c>http.response.line</c>.</summary>
internal static class HttpNamedFields
{
    /// <summary>Read besides: it says where the body ends.</summary>
    internal static readonly Field ContentLengthHeader = Make("http.content_length_header", Rfc.Section(9110, "8.6"));

    /// <summary>Read besides: it says what the body is.</summary>
    internal static readonly Field ContentType = Make("http.content_type", Rfc.Section(9110, "8.3"));

    /// <summary>Read besides: it holds pairs.</summary>
    internal static readonly Field Cookie = Make("http.cookie", Rfc.Section(6265, "4.2"));

    /// <summary>Read besides: it may hold a name and a password.</summary>
    internal static readonly Field Authorization = Make("http.authorization", Rfc.Section(9110, "11.6.2"));

    private static readonly ImmutableArray<(byte[] Header, Field Field)> Table =
    [
        Named("Host", "http.host", Rfc.Section(9110, "7.2")),
        Named("User-Agent", "http.user_agent", Rfc.Section(9110, "10.1.5")),
        Named("Accept", "http.accept", Rfc.Section(9110, "12.5.1")),
        Named("Accept-Encoding", "http.accept_encoding", Rfc.Section(9110, "12.5.3")),
        Named("Accept-Language", "http.accept_language", Rfc.Section(9110, "12.5.4")),
        Named("Connection", "http.connection", Rfc.Section(9110, "7.6.1")),
        Named("Referer", "http.referer", Rfc.Section(9110, "10.1.3")),
        Named("Content-Type", ContentType),
        Named("Content-Length", ContentLengthHeader),
        Named("Content-Encoding", "http.content_encoding", Rfc.Section(9110, "8.4")),
        Named("Transfer-Encoding", "http.transfer_encoding", Rfc.Section(9112, "6.1")),
        Named("Date", "http.date", Rfc.Section(9110, "6.6.1")),
        Named("Server", "http.server", Rfc.Section(9110, "10.2.4")),
        Named("Cache-Control", "http.cache_control", Rfc.Section(9111, "5.2")),
        Named("Last-Modified", "http.last_modified", Rfc.Section(9110, "8.8.2")),
        Named("Location", "http.location", Rfc.Section(9110, "10.2.2")),
        Named("Cookie", Cookie),
        Named("Set-Cookie", "http.set_cookie", Rfc.Section(6265, "4.1")),
        Named("Authorization", Authorization),
        Named("WWW-Authenticate", "http.www_authenticate", Rfc.Section(9110, "11.6.1")),
        Named("Proxy-Authenticate", "http.proxy_authenticate", Rfc.Section(9110, "11.7.1")),
        Named("Proxy-Authorization", "http.proxy_authorization", Rfc.Section(9110, "11.7.2")),
        Named("X-Forwarded-For", "http.x_forwarded_for", Rfc.Section(7239, "1")),
        Named("Upgrade", "http.upgrade", Rfc.Section(9110, "7.8")),
        Named("HTTP2-Settings", "http.http2_settings", Rfc.Section(7540, "3.2.1")),
        Named("Sec-WebSocket-Key", "http.sec_websocket_key", Rfc.Section(6455, "11.3.1")),
        Named("Sec-WebSocket-Accept", "http.sec_websocket_accept", Rfc.Section(6455, "11.3.3")),
        Named("Sec-WebSocket-Protocol", "http.sec_websocket_protocol", Rfc.Section(6455, "11.3.4")),
        Named("Sec-WebSocket-Version", "http.sec_websocket_version", Rfc.Section(6455, "11.3.5")),
        Named("Sec-WebSocket-Extensions", "http.sec_websocket_extensions", Rfc.Section(6455, "11.3.2")),
    ];

    /// <summary>All of them.</summary>
    internal static ImmutableArray<Field> All { get; } = [.. Table.Select(entry => entry.Field)];

    /// <summary>The field of a header field's name, in any case; null when it has none.</summary>
    internal static Field? Find(ReadOnlySpan<byte> name)
    {
        foreach ((byte[] header, Field field) in Table)
        {
            if (header.Length == name.Length && Ascii.EqualsIgnoreCase(header, name)) return field;
        }

        return null;
    }

    private static Field Make(string name, RfcReference rfc) => Field.Variable(name, FieldType.Text, rfc);

    private static (byte[] Header, Field Field) Named(string header, Field field) => (Encoding.ASCII.GetBytes(header), field);

    private static (byte[] Header, Field Field) Named(string header, string name, RfcReference rfc) =>
        Named(header, Make(name, rfc));
}
