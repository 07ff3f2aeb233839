using System.Globalization;
using System.Text;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Application.Http.Serving;

/// <content>What a request is answered, and the answer itself.</content>
internal sealed partial class HttpServerSession
{
    private const int MaxShownTarget = 256;
    private HttpRequestHead _head = new();
    private HttpOutcome _outcome;
    private IWebBody? _body;
    private HttpRange _part; // of the body, what goes out
    private long _at, _bodyLength; // where in the body it goes on; octets of the whole

    /// <summary>Refuses a request whose end nobody knows: the connection ends with the answer.</summary>
    private Readiness? Refuse(in HttpOutcome outcome, Timestamp now)
    {
        CloseBody();
        (_outcome, _closes, _scanned) = (outcome, true, 0);
        _input.Clear();
        BeginAnswer(now);
        return null;
    }

    private void Decide()
    {
        CloseBody();
        if (!_head.IsGet && !_head.IsHead)
            _outcome = HttpMethods.IsKnown(Encoding.ASCII.GetBytes(_head.Method)) ? HttpOutcomes.MethodNotAllowed : HttpOutcomes.MethodUnknown;
        else if (!_server.Content.TryOpen(new(_head.Path, _head.Query, Peer, LocalName()), out _body))
            _outcome = HttpOutcomes.NotFound;
        else
            DecideOn(_body);
    }

    private void DecideOn(IWebBody body)
    {
        _bodyLength = body.Length;
        _part = new(0, _bodyLength);
        _outcome = HttpOutcomes.Content;
        if (IsUnchanged(body))
        {
            _outcome = HttpOutcomes.NotModified;
            _part = default;
        }
        else if (_head.IsGet && RangeApplies(body) && HttpRange.TryParse(_head.Range, _bodyLength, out HttpRange part))
        {
            _outcome = part.Length > 0 ? HttpOutcomes.Part : HttpOutcomes.RangeNotSatisfiable;
            _part = part;
        }
    }

    /// <summary>RFC 9110 §13.2.2: If-None-Match counts, and only without it If-Modified-Since.</summary>
    private bool IsUnchanged(IWebBody body)
    {
        if (_head.IfNoneMatch is { } tags) return tags == "*" || (body.ETag is { } tag && NamesTag(tags, tag));
        return _head.IfModifiedSince is { } since && body.LastModified != Timestamp.Never && HttpDate.WholeSeconds(body.LastModified) <= since;
    }

    /// <summary>RFC 9110 §13.1.2: weak comparison, in which W/"a" and "a" are the same.</summary>
    private static bool NamesTag(string tags, string tag)
    {
        foreach (Range part in tags.AsSpan().Split(','))
        {
            ReadOnlySpan<char> each = tags.AsSpan(part).Trim();
            if (each.StartsWith("W/")) each = each[2..];
            if (each.SequenceEqual(tag)) return true;
        }

        return false;
    }

    /// <summary>RFC 9110 §13.1.5: a part only of what the client has the rest of.</summary>
    private bool RangeApplies(IWebBody body)
    {
        if (_head.Range is null) return false;
        if (_head.IfRange is not { } validator) return true;
        if (validator.StartsWith('"')) return validator == body.ETag;
        return HttpDate.TryParse(Encoding.ASCII.GetBytes(validator), out Timestamp date)
            && body.LastModified != Timestamp.Never && HttpDate.WholeSeconds(body.LastModified) == date;
    }

    private void BeginAnswer(Timestamp now)
    {
        _phase = Phase.Answer;
        Deadline = now + Limits.SendLimit;
        bool hasContent = _outcome.Status is 200 or 206 or 304;
        if (!hasContent) CloseBody();
        Utf8Writer writer = _server.Writer;
        writer.Clear();
        writer.Write("HTTP/1.1 "u8);
        writer.WriteDecimal((ulong)_outcome.Status);
        writer.Write((byte)' ');
        writer.Write(HttpStatus.Names[(ulong)_outcome.Status]);
        WriteField(writer, "Date: ");
        HttpDate.Write(writer, now);
        WriteField(writer, "Server: NetStack");
        if (_closes) WriteField(writer, "Connection: close");
        else if (_head.MinorVersion == 0) WriteField(writer, "Connection: keep-alive");
        if (hasContent) WriteContentFields(writer, _body!);
        else WriteMessage(writer);
        _output.Append(writer.Written);
        if (!hasContent || _head.IsHead) _part = default;
        _at = _part.First;
    }

    private void WriteContentFields(Utf8Writer writer, IWebBody body)
    {
        if (body.ETag is { } tag) WriteField(writer, "ETag: ", tag);
        if (body.LastModified != Timestamp.Never)
        {
            WriteField(writer, "Last-Modified: ");
            HttpDate.Write(writer, body.LastModified);
        }

        if (_outcome.Status != 304)
        {
            WriteField(writer, "Content-Type: ", body.ContentType);
            WriteField(writer, "Accept-Ranges: bytes");
            if (_outcome.Status == 206)
                WriteField(writer, "Content-Range: bytes ", string.Create(CultureInfo.InvariantCulture, $"{_part.First}-{_part.End - 1}/{_bodyLength}"));
            WriteField(writer, "Content-Length: ");
            writer.WriteDecimal((ulong)_part.Length);
        }

        writer.Write("\r\n\r\n"u8);
    }

    /// <summary>An answer without content says in a line what it is.</summary>
    private void WriteMessage(Utf8Writer writer)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{_outcome.Status} {HttpStatus.Names[(ulong)_outcome.Status]}\n");
        if (_outcome.Status == 405) WriteField(writer, "Allow: GET, HEAD");
        if (_outcome.Status == 416) WriteField(writer, "Content-Range: bytes */", _bodyLength.ToString(CultureInfo.InvariantCulture));
        WriteField(writer, "Content-Type: text/plain; charset=utf-8");
        WriteField(writer, "Content-Length: ");
        writer.WriteDecimal((ulong)text.Length);
        writer.Write("\r\n\r\n"u8);
        if (!_head.IsHead) writer.Write(text);
    }

    private static void WriteField(Utf8Writer writer, string name, string value = "")
    {
        writer.Write("\r\n"u8);
        writer.Write(name);
        writer.Write(value);
    }

    /// <summary>Sends the head and as much of the body as fits behind it, in one call.</summary>
    private Readiness? SendAnswer(Timestamp now)
    {
        Span<byte> octets = Scratch;
        int head = Math.Min(_output.Count, octets.Length), body = 0;
        _output.Span[..head].CopyTo(octets);
        long left = _part.End - _at;
        if (left > 0 && head < octets.Length)
        {
            int room = (int)Math.Min(left, octets.Length - head);
            body = _body!.Read(_at, octets.Slice(head, room));
            if (body <= 0) return BreakOff();
        }

        if (head + body == 0) return EndAnswer(now);
        int taken = Send(octets[..(head + body)], now, more: left > body);
        if (taken > 0) Deadline = now + Limits.SendLimit;
        _output.Consume(Math.Min(taken, head));
        _at += taken - Math.Min(taken, head);
        return taken < head + body ? Writing : null;
    }

    /// <summary>The content cannot be read to its end: the client shall not take the part for the whole.</summary>
    private Readiness? BreakOff()
    {
        EndsWithReset = true;
        return Over;
    }

    private Readiness? EndAnswer(Timestamp now)
    {
        _server.Answered++;
        _server.Events?.Publish(new HttpAnswered(
            _server.Events.Envelope(now, _outcome.Reason, ConnectionId), Peer.Address, Peer.Port, _head.Method,
            _head.Target[..Math.Min(_head.Target.Length, MaxShownTarget)], _outcome.Status, _part.Length));
        CloseBody();
        _head = new();
        _hasBegun = _input.Count > 0;
        if (_closes)
        {
            CloseSending(now);
            _phase = Phase.Linger;
            _input.Clear();
            Deadline = now + Limits.LingerLimit;
            return null;
        }

        _phase = Phase.Head;
        Deadline = now + (_hasBegun ? Limits.HeadLimit : Limits.KeepAliveLimit);
        return null;
    }

    private void CloseBody()
    {
        _body?.Close();
        _body = null;
    }

    private SocketAddress LocalName()
    {
        Sockets.GetLocalName(Descriptor, out SocketAddress name);
        return new(SocketAddress.Unmap(name.Address), name.Port);
    }
}
