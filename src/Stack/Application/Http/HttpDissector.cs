using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Streams;

namespace NetStack.Application.Http;

/// <summary>HTTP/1.1 and older. Source: RFC 9110 (what messages mean), RFC 9112 (how they are written).</summary>
/// <param name="contentDecoder">Undoes content codings; null to leave bodies as they were sent.</param>
public sealed class HttpDissector(IContentDecoder? contentDecoder = null) : StreamDissector
{
    /// <summary>A line in the header section has no colon, or nothing before it.</summary>
    public const string BadFieldLine = "http.field-line.bad";

    /// <summary>Something that is no chunk stands where a chunk should.</summary>
    public const string BadChunk = "http.chunk.bad";

    /// <summary>Behind a chunk's data is something else than a line's end.</summary>
    public const string BadChunkBoundary = "http.chunk.boundary";

    /// <summary>The content coding is not known here, or the octets are not in it.</summary>
    public const string NotDecoded = "http.content-coding.failed";

    /// <summary>80 and the customary proxy ports, RTSP-like neighbours, IPP (631), CouchDB, UPnP and Shoutcast.</summary>
    private static readonly uint[] Ports = [80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371];

    /// <summary>The fields of messages.</summary>
    public static Protocol Definition { get; } = new("http", "HTTP", "Hypertext Transfer Protocol", HttpFields.All);

    /// <inheritdoc/>
    public override Protocol Protocol => Definition;

    /// <inheritdoc/>
    public override IEnumerable<(DissectorTable Table, uint Key)> Bindings => Ports.Select(port => (DissectorTable.TcpPort, port));

    /// <inheritdoc/>
    public override object CreateConversationState() => new HttpConversation();

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> octets)
    {
        HttpLines lines = new(octets[HttpHead.SkipBlankLines(octets)..]);
        return lines.MoveNext() && HttpStartLine.IsCertain(lines.Line);
    }

    /// <inheritdoc/>
    public override MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets)
    {
        HttpConversation conversation = ConversationOf(stream);
        HttpFraming framing = stream.FromClient ? conversation.ClientFraming : conversation.ServerFraming;
        MessageLength length = framing.Measure(octets, conversation.AskedMethod);
        bool isForeign = length.Answer is MessageLength.Kind.NotThisProtocol && conversation.ExchangeCount > 0;
        return isForeign ? MeasureContinuation(octets) : length;
    }

    /// <inheritdoc/>
    public override void Dissect(DissectedFrame frame, scoped in Octets octets)
    {
        if (!HttpHead.TryRead(octets.Span, out HttpHead head))
        {
            AddContinuation(frame, octets);
            return;
        }

        frame.SetHeaderLength(head.Length);
        HttpConversation conversation = frame.Stream is null ? new() : ConversationOf(frame.Stream);
        HttpMethodKind asked = conversation.AskedMethod;
        int fieldsAt = HttpHeaderSection.AddStartLine(frame, octets, head.StartAt);
        HttpMessageFacts facts = HttpHeaderSection.AddFieldLines(frame, octets, fieldsAt, LineField(head));
        if (!head.IsWhole) return; // the rest is not in the capture
        if (head.IsRequest) HttpExchange.AddRequest(frame, octets, head, facts, conversation);
        else HttpExchange.AddResponse(frame, head, conversation);
        AddBody(frame, octets, head, facts, head.BodyKind(asked));
        if (!head.IsRequest && frame.Stream is not null) HttpTunnel.Begin(frame, head, asked, conversation);
    }

    /// <inheritdoc/>
    public override void Summarize(DissectedFrame frame, in LayerRecord layer, Utf8Writer writer)
    {
        foreach (ref readonly LayerRecord message in frame.Layers) // a frame may hold several messages
        {
            if (message.Dissector == layer.Dissector && message.IsQuoted == layer.IsQuoted)
                HttpExchange.Summarize(frame.SourceOctets(message.Source).Slice(message.Start, message.Length), writer);
        }
    }

    private void AddBody(
        DissectedFrame frame, scoped in Octets message, in HttpHead head, in HttpMessageFacts facts, HttpBodyKind kind)
    {
        if (kind is HttpBodyKind.None || message.Length <= head.Length) return;
        Octets body = message.From(head.Length);
        if (kind is HttpBodyKind.Chunked && !HttpBody.TryDechunk(frame, message, head.Length, ref body)) return;
        if (body.Length == 0) return;
        Octets content = body;
        if (!HttpBody.TryDecode(frame, body, message.Span[facts.ContentCoding], contentDecoder, ref content))
        {
            frame.NextData(body);
            return;
        }

        frame.AddAscii(HttpFields.FileData, content, 0, content.Length);
        string protocol = MediaTypes.ProtocolOf(message.Span[facts.ContentType]);
        int entry = frame.Session.Registry.EntryOf(protocol);
        if (entry < 0) frame.NextData(content);
        else frame.Invoke(entry, content);
    }

    /// <summary>Octets on a connection that has spoken HTTP are still of it: a body whose header section the capture
    /// missed, or that could not be joined to it. A line is waited for, as long as it seems to be one.</summary>
    private static MessageLength MeasureContinuation(ReadOnlySpan<byte> octets)
    {
        bool isLine = IsPrintable(octets) && octets.Length <= HttpHead.MaxLength && !octets.Contains((byte)'\n');
        return isLine ? MessageLength.NeedMore : MessageLength.Of(octets.Length);
    }

    private static Field? LineField(in HttpHead head) => !head.IsRequest ? HttpFields.ResponseLine
        : head.Method is HttpMethodKind.Notification ? null : HttpFields.RequestLine;

    private static bool IsPrintable(ReadOnlySpan<byte> octets) => octets.Length > 0 && octets[0] is >= (byte)' ' and <= (byte)'~';

    private static void AddContinuation(DissectedFrame frame, scoped in Octets octets)
    {
        frame.SetHeaderLength(0);
        if (IsPrintable(octets.Span)) frame.AddAscii(HttpFields.FileData, octets, 0, octets.Length);
        frame.NextData(octets);
    }

    /// <summary>Both directions share what is remembered.</summary>
    private static HttpConversation ConversationOf(StreamContext stream)
    {
        if (stream.State is HttpConversation known) return known;
        HttpConversation conversation = new();
        stream.State = conversation;
        if (stream.Opposite is not null) stream.Opposite.State = conversation;
        return conversation;
    }
}
