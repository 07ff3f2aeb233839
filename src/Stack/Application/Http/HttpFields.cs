using System.Collections.Immutable;
using NetStack.Dissection;
using NetStack.Tracing;

namespace NetStack.Application.Http;

/// <summary>The fields of HTTP/1.1 messages.</summary>
public static class HttpFields
{
    private static readonly RfcReference Exchange = Rfc.Section(9110, "3.4");
    private static readonly RfcReference Chunked = Rfc.Section(9112, "7.1");

    /// <summary>The start line: a node of the tree.</summary>
    internal static readonly Field StartLine = Field.Variable("http.chat", FieldType.None, Rfc.Section(9112, "2.1"));

    internal static readonly Field Method = Field.Variable("http.request.method", FieldType.Text, Rfc.Section(9110, "9"));
    internal static readonly Field Target = Field.Variable("http.request.uri", FieldType.Text, Rfc.Section(9112, "3.2"));
    internal static readonly Field TargetPath = Field.Variable("http.request.uri.path", FieldType.Text, Rfc.Section(3986, "3.3"));
    internal static readonly Field TargetQuery = Field.Variable("http.request.uri.query", FieldType.Text, Rfc.Section(3986, "3.4"));
    internal static readonly Field TargetParameter =
        Field.Variable("http.request.uri.query.parameter", FieldType.Text, Rfc.Section(3986, "3.4"));

    internal static readonly Field RequestVersion = Field.Variable("http.request.version", FieldType.Text, Rfc.Section(9112, "2.3"));
    internal static readonly Field ResponseVersion = Field.Variable("http.response.version", FieldType.Text, Rfc.Section(9112, "2.3"));
    internal static readonly Field StatusCode = Field.Variable("http.response.code", FieldType.UInt16, Rfc.Section(9110, "15"))
        with { Names = HttpStatus.Names };

    internal static readonly Field StatusMeaning = Field.Generated("http.response.code.desc", FieldType.Text, Rfc.Section(9110, "15"));
    internal static readonly Field Phrase = Field.Variable("http.response.phrase", FieldType.Text, Rfc.Section(9112, "4"));

    internal static readonly Field RequestLine = Field.Variable("http.request.line", FieldType.Text, Rfc.Section(9112, "5"));
    internal static readonly Field ResponseLine = Field.Variable("http.response.line", FieldType.Text, Rfc.Section(9112, "5"));
    internal static readonly Field ContentLength = Field.Generated("http.content_length", FieldType.UInt64, Rfc.Section(9110, "8.6"));
    internal static readonly Field CookiePair = Field.Variable("http.cookie_pair", FieldType.Text, Rfc.Section(6265, "4.2.1"));
    internal static readonly Field Credentials = Field.Variable("http.authbasic", FieldType.Text, Rfc.Section(7617, "2"));

    internal static readonly Field FullUri = Field.Generated("http.request.full_uri", FieldType.Text, Rfc.Section(9110, "7.1"));
    internal static readonly Field IsRequest = Field.Generated("http.request", FieldType.Boolean, Exchange);
    internal static readonly Field IsResponse = Field.Generated("http.response", FieldType.Boolean, Exchange);
    internal static readonly Field IsNotification =
        Field.Generated("http.notification", FieldType.Boolean, Rfc.Other("UPnP Device Architecture 1.1 §4"));

    internal static readonly Field RequestNumber = Field.Generated("http.request_number", FieldType.UInt32, Exchange);
    internal static readonly Field ResponseNumber = Field.Generated("http.response_number", FieldType.UInt32, Exchange);
    internal static readonly Field RequestIn = Field.Generated("http.request_in", FieldType.FrameNumber, Exchange);
    internal static readonly Field Time = Field.Generated("http.time", FieldType.RelativeTime, Exchange);
    internal static readonly Field ResponseForUri = Field.Generated("http.response_for.uri", FieldType.Text, Exchange);

    internal static readonly Field ChunkSize = Field.Variable("http.chunk_size", FieldType.UInt32, Chunked);
    internal static readonly Field ChunkData = Field.Variable("http.chunk_data", FieldType.Octets, Chunked);
    internal static readonly Field ChunkBoundary = Field.Variable("http.chunk_boundary", FieldType.Octets, Chunked);
    internal static readonly Field TrailerPart = Field.Variable("http.chunked_trailer_part", FieldType.Text, Rfc.Section(9112, "7.1.2"));
    internal static readonly Field FileData = Field.Variable("http.file_data", FieldType.Text, Rfc.Section(9110, "6.4"));

    /// <summary>Fields of a message, in the order in which they appear.</summary>
    public static ImmutableArray<Field> All { get; } =
    [
        StartLine, Method, Target, TargetPath, TargetQuery, TargetParameter, RequestVersion,
        ResponseVersion, StatusCode, StatusMeaning, Phrase,
        .. HttpNamedFields.All, RequestLine, ResponseLine, ContentLength, CookiePair, Credentials,
        FullUri, IsRequest, IsResponse, IsNotification, RequestNumber, ResponseNumber, RequestIn, Time, ResponseForUri,
        ChunkSize, ChunkData, ChunkBoundary, TrailerPart, FileData,
    ];
}
