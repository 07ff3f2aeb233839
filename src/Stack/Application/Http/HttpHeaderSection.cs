using System.Buffers.Text;
using System.Text;
using NetStack.Bytes;
using NetStack.Dissection;

namespace NetStack.Application.Http;

/// <summary>Writes the fields of a header section: start line and field lines. Source: RFC 9112 §2 to §5.</summary>
internal static class HttpHeaderSection
{
    /// <summary>Writes the start line.</summary>
    /// <returns>Where the field lines begin.</returns>
    internal static int AddStartLine(DissectedFrame frame, scoped in Octets message, int at)
    {
        HttpLines lines = new(message.Span[at..]);
        if (!lines.MoveNext() || !HttpStartLine.TryParse(lines.Line, out HttpStartLine start)) return at;
        int node = frame.Open(HttpFields.StartLine, message, at, lines.Next);
        Octets line = message.Slice(at, lines.Line.Length);
        if (start.IsRequest) AddRequestLine(frame, line, start);
        else AddStatusLine(frame, line, start);
        frame.Close(node);
        return at + lines.Next;
    }

    /// <summary>Writes the field lines.</summary>
    /// <param name="frame">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="lineField">The field of a whole line; null for none.</param>
    internal static HttpMessageFacts AddFieldLines(DissectedFrame frame, scoped in Octets message, int at, Field? lineField)
    {
        HttpMessageFacts facts = default;
        HttpLines lines = new(message.Span[at..]);
        while (lines.MoveNextField() && !lines.IsBlank)
        {
            Octets line = message.Slice(at + lines.Start, lines.Next - lines.Start);
            if (HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field))
                AddField(frame, line, field, ref facts, at + lines.Start);
            else
                frame.Report(Severity.Warning, HttpDissector.BadFieldLine, line, 0);
            if (lineField is not null) frame.AddAscii(lineField, line, 0, line.Length);
        }

        return facts;
    }

    private static void AddRequestLine(DissectedFrame frame, scoped in Octets line, HttpStartLine start)
    {
        AddPart(frame, HttpFields.Method, line, start.First);
        AddPart(frame, HttpFields.Target, line, start.Second);
        AddQuery(frame, line.Slice(start.Second.Start.Value, start.Target.Length));
        AddPart(frame, HttpFields.RequestVersion, line, start.Third);
    }

    private static void AddStatusLine(DissectedFrame frame, scoped in Octets line, HttpStartLine start)
    {
        AddPart(frame, HttpFields.ResponseVersion, line, start.First);
        if (start.StatusCode is > 0 and int code)
        {
            frame.Add(HttpFields.StatusCode, line, start.Second.Start.Value, 3, (ulong)code);
            if (frame.Wants(HttpFields.StatusMeaning) && HttpStatus.Names.TryGetValue((ulong)code, out string? meaning))
                frame.AddGeneratedText(HttpFields.StatusMeaning, Encoding.ASCII.GetBytes(meaning));
        }

        AddPart(frame, HttpFields.Phrase, line, start.Third);
    }

    /// <summary>RFC 3986 §3.4: a query follows the first question mark; that it holds parameters is a custom.</summary>
    private static void AddQuery(DissectedFrame frame, scoped in Octets target)
    {
        int mark = target.Span.IndexOf((byte)'?');
        if (mark < 0) return;
        frame.AddAscii(HttpFields.TargetPath, target, 0, mark);
        int at = mark + 1;
        frame.AddAscii(HttpFields.TargetQuery, target, at, target.Length - at);
        if (frame.Wants(HttpFields.TargetParameter)) AddList(frame, HttpFields.TargetParameter, target.From(at), (byte)'&');
    }

    private static void AddField(
        DissectedFrame frame, scoped in Octets line, HttpFieldLine field, ref HttpMessageFacts facts, int lineAt)
    {
        Field? named = HttpNamedFields.Find(field.Name);
        if (field.Is("Content-Encoding"u8)) facts.ContentCoding = Place(lineAt, field);
        else if (field.Is("Host"u8)) facts.Host = Place(lineAt, field);
        else if (field.Is("Content-Type"u8)) facts.ContentType = Place(lineAt, field);
        if (named is null) return;
        frame.AddAscii(named, line, field.ValueAt, field.Value.Length);
        AddContents(frame, named, line.Slice(field.ValueAt, field.Value.Length));
    }

    /// <summary>What stands inside the values of some fields.</summary>
    private static void AddContents(DissectedFrame frame, Field named, scoped in Octets value)
    {
        if (ReferenceEquals(named, HttpNamedFields.Cookie) && frame.Wants(HttpFields.CookiePair))
            AddList(frame, HttpFields.CookiePair, value, (byte)';');
        else if (ReferenceEquals(named, HttpNamedFields.Authorization))
            AddCredentials(frame, value);
        else if (ReferenceEquals(named, HttpNamedFields.ContentLengthHeader)
            && Utf8Parser.TryParse(value.Span, out ulong length, out int used) && used == value.Length)
            frame.AddGenerated(HttpFields.ContentLength, length);
    }

    /// <summary>RFC 7617 §2: name and password in Base64, which hides nothing.</summary>
    private static void AddCredentials(DissectedFrame frame, scoped in Octets value)
    {
        if (!frame.Wants(HttpFields.Credentials) || !value.Span.StartsWith("Basic "u8)) return;
        ReadOnlySpan<byte> encoded = value.Span[6..].Trim((byte)' ');
        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        Base64.DecodeFromUtf8(encoded, decoded, out _, out int length);
        Utf8Writer text = new(length);
        text.WriteAscii(decoded.AsSpan(0, length));
        frame.AddDecoded(HttpFields.Credentials, value, 0, value.Length, text.Written);
    }

    private static void AddList(DissectedFrame frame, Field field, scoped in Octets list, byte separator)
    {
        for (int at = 0; at < list.Length;)
        {
            int length = list.Span[at..].IndexOf(separator);
            if (length < 0) length = list.Length - at;
            int skip = 0;
            while (skip < length && list[at + skip] == ' ') skip++;
            frame.AddAscii(field, list, at + skip, length - skip);
            at += length + 1;
        }
    }

    private static void AddPart(DissectedFrame frame, Field field, scoped in Octets line, Range part) =>
        frame.AddAscii(field, line, part.Start.Value, part.End.Value - part.Start.Value);

    private static Range Place(int lineAt, HttpFieldLine field) =>
        (lineAt + field.ValueAt)..(lineAt + field.ValueAt + field.Value.Length);
}

/// <summary>Where in a message the values stand that the rest depends on; empty ranges for none.</summary>
internal struct HttpMessageFacts
{
    internal Range Host;
    internal Range ContentType;
    internal Range ContentCoding;
}
