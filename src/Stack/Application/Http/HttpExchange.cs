using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Http;

/// <summary>Writes what follows from a request and its response belonging together. Source: RFC 9110 §3.4.</summary>
internal static class HttpExchange
{
    internal static void AddRequest(
        DissectedFrame frame, scoped in Octets message, in HttpHead head, in HttpMessageFacts facts, HttpConversation conversation)
    {
        HttpLines lines = new(message.Span[head.StartAt..]);
        if (!lines.MoveNext() || !HttpStartLine.TryParse(lines.Line, out HttpStartLine start)) return;
        byte[] uri = FullUri(start.Target, message.Span[facts.Host], head.Method);
        if (uri.Length > 0) AddUri(frame, HttpFields.FullUri, uri);
        else uri = start.Target.ToArray();
        conversation.Ask(new(frame.Info.Number, frame.Info.Time, head.Method, uri));
        bool notifies = head.Method is HttpMethodKind.Notification;
        frame.AddGenerated(notifies ? HttpFields.IsNotification : HttpFields.IsRequest, 1);
        if (frame.Stream is not null && !notifies) frame.AddGenerated(HttpFields.RequestNumber, (ulong)conversation.ExchangeCount);
    }

    internal static void AddResponse(DissectedFrame frame, in HttpHead head, HttpConversation conversation)
    {
        HttpRequestRecord? request = conversation.Answer(head.StatusCode is >= 100 and < 200 and not 101);
        frame.AddGenerated(HttpFields.IsResponse, 1);
        if (frame.Stream is not null) frame.AddGenerated(HttpFields.ResponseNumber, (ulong)conversation.ExchangeCount);
        if (request is null) return;
        frame.AddGenerated(HttpFields.Time, frame.Info.Time - request.At);
        frame.AddGenerated(HttpFields.RequestIn, (ulong)request.Frame);
        if (request.Uri.Length > 0) AddUri(frame, HttpFields.ResponseForUri, request.Uri.Span);
    }

    /// <summary>GET /index.html HTTP/1.1, and in brackets what the body is.</summary>
    internal static void Summarize(ReadOnlySpan<byte> message, Utf8Writer writer)
    {
        int at = HttpHead.SkipBlankLines(message);
        HttpLines lines = new(message[at..]);
        if (!lines.MoveNext() || !HttpStartLine.TryParse(lines.Line, out _))
        {
            writer.Write("Continuation"u8);
            return;
        }

        writer.WriteAscii(lines.Line);
        writer.Write((byte)' ');
        ReadOnlySpan<byte> type = default;
        while (lines.MoveNextField() && !lines.IsBlank)
        {
            if (HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field) && field.Is("Content-Type"u8)) type = field.Value;
        }

        if (type.IsEmpty || at + lines.Next >= message.Length) return;
        writer.Write(" ("u8);
        writer.WriteAscii(MediaTypes.Essence(type));
        writer.Write((byte)')');
    }

    /// <summary>The target's URI (RFC 9112 §3.3). Over TLS it would begin with https: here it is what was seen on the wire.</summary>
    private static byte[] FullUri(ReadOnlySpan<byte> target, ReadOnlySpan<byte> host, HttpMethodKind method)
    {
        if (method is HttpMethodKind.Connect || target.StartsWith("http://"u8) || target.StartsWith("https://"u8))
            return target.ToArray();
        return host.IsEmpty ? [] : [.. "http://"u8, .. host, .. target];
    }

    private static void AddUri(DissectedFrame frame, Field field, ReadOnlySpan<byte> uri)
    {
        if (!frame.Wants(field)) return;
        Utf8Writer text = new(uri.Length);
        text.WriteAscii(uri);
        frame.AddGeneratedText(field, text.Written);
    }
}
