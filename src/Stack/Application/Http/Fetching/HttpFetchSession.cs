using System.Buffers;
using System.Text;
using NetStack.Application.Http.Serving;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Application.Http.Fetching;

/// <summary>The connection of a web client: requests go out, and answers are read one after the other.</summary>
internal sealed class HttpFetchSession(HttpFetch fetch) : StreamSession
{
    private readonly OctetQueue _output = new(), _input = new();
    private int _asked, _answered, _scanned;
    private bool _isOpen, _isInBody, _closes;
    private HttpBodyKind _kind;
    private HttpChunkDecoder _chunks;
    private long _left;
    private HttpFetchError _error;

    private HttpFetchResult Result => fetch.Results[_answered];

    private bool IsAllAnswered => _answered == fetch.Results.Count;

    protected internal override Readiness Step(Timestamp now)
    {
        if (!_isOpen) Begin(now);
        Ask(now);
        if (_output.Count > 0) _output.Consume(Send(_output.Span, now));
        if (IsTooLate(now)) return GiveUp(HttpFetchError.TooSlow);
        if (TryReceive(Scratch, out int count, now))
        {
            if (count == 0) return TakeEnd(now);
            Take(Scratch[..count], now);
            if (_error != HttpFetchError.None || IsAllAnswered || (_closes && !_isInBody)) return Over;
            Ask(now);
        }

        return _output.Count > 0 ? Reading | Writing : Reading;
    }

    protected override Readiness OnDeadline(Timestamp now)
    {
        base.OnDeadline(now);
        return GiveUp(HttpFetchError.TooSlow);
    }

    protected internal override void OnEnded(Timestamp now)
    {
        HttpFetchError error = _error != HttpFetchError.None ? _error : _isOpen ? HttpFetchError.Incomplete : HttpFetchError.NotConnected;
        for (; !IsAllAnswered; _answered++)
        {
            fetch.Finish(Result, error, ConnectionId, now);
            if (_isOpen) error = HttpFetchError.Incomplete; // those behind it were not answered either, but not for its fault
        }
    }

    private void Begin(Timestamp now)
    {
        _isOpen = true;
        foreach (HttpFetchResult result in fetch.Results) result.ConnectedAt = now;
    }

    /// <summary>Sends the next request, or all of them.</summary>
    private void Ask(Timestamp now)
    {
        while (_asked < fetch.Results.Count && (fetch.Options.IsPipelined || _asked == _answered))
        {
            fetch.Results[_asked].AskedAt = now;
            _output.Append(fetch.Write(fetch.Results[_asked++].Request));
            if (_output.Count > 0) _output.Consume(Send(_output.Span, now));
        }
    }

    private bool IsTooLate(Timestamp now) =>
        fetch.Options.TotalLimit.Nanoseconds > 0 && now > fetch.StartedAt + fetch.Options.TotalLimit;

    private Readiness GiveUp(HttpFetchError error)
    {
        _error = error;
        EndsWithReset = true; // nobody reads on
        return Over;
    }

    private void Take(ReadOnlySpan<byte> octets, Timestamp now)
    {
        while (!octets.IsEmpty && _error == HttpFetchError.None && !IsAllAnswered)
        {
            if (Result.FirstOctetAt == Timestamp.Never) Result.FirstOctetAt = now;
            if (_isInBody)
            {
                octets = octets[TakeBody(octets, now)..];
                continue;
            }

            _input.Append(octets);
            int end = HttpRequestReader.FindEnd(_input.Span, _scanned);
            _scanned = Math.Max(0, _input.Count - 2);
            if ((end < 0 ? _input.Count : end) > fetch.Options.MaxHead) GiveUp(HttpFetchError.TooLarge);
            if (end < 0) return;
            octets = _input.Span[end..].ToArray(); // what stands behind the head
            TakeHead(_input.Span[..end], now);
            _input.Clear();
            _scanned = 0;
        }

    }

    private void TakeHead(ReadOnlySpan<byte> octets, Timestamp now)
    {
        HttpMethodKind asked = HttpMethods.KindOf(Encoding.ASCII.GetBytes(Result.Request.Method));
        if (!HttpHead.TryRead(octets, out HttpHead head) || head.IsRequest || head.StatusCode < 100 || !IsClear(octets, head))
        {
            GiveUp(HttpFetchError.BadHead);
            return;
        }

        if (head.StatusCode is < 200 and not 101) return; // RFC 9110 §15.2: the real answer is yet to come
        Result.Status = head.StatusCode;
        _closes |= ReadFields(octets, Result);
        _kind = head.BodyKind(asked);
        _closes |= _kind == HttpBodyKind.UntilEnd || head.StatusCode == 101;
        (_left, _chunks, _isInBody) = (head.ContentLength, default, true);
        if (_kind == HttpBodyKind.Counted && _left > fetch.Options.MaxBody) GiveUp(HttpFetchError.TooLarge);
        else if (_kind == HttpBodyKind.None || (_kind == HttpBodyKind.Counted && _left == 0)) EndAnswer(now);
    }

    /// <summary>A length that is none, two lengths, or a length beside chunks: two readers would find two ends (RFC
    /// 9112 §6.3).</summary>
    private static bool IsClear(ReadOnlySpan<byte> octets, in HttpHead head)
    {
        int lengths = 0;
        HttpLines lines = new(octets[head.StartAt..]);
        lines.MoveNext();
        while (lines.MoveNextField() && !lines.IsBlank)
            if (HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field) && field.Is("Content-Length"u8)) lengths++;
        return lengths == 0 || (lengths == 1 && head.ContentLength >= 0 && !head.IsChunked);
    }

    /// <returns>True when the connection ends with this answer. Source: RFC 9112 §9.3.</returns>
    private static bool ReadFields(ReadOnlySpan<byte> octets, HttpFetchResult result)
    {
        HttpLines lines = new(octets[HttpHead.SkipBlankLines(octets)..]);
        lines.MoveNext();
        bool isOld = lines.Line.StartsWith("HTTP/1.0"u8), closes = isOld;
        while (lines.MoveNextField() && !lines.IsBlank)
        {
            if (!HttpFieldLine.TryParse(lines.Line, out HttpFieldLine field)) continue;
            ReadOnlySpan<byte> value = field.Value.TrimEnd(" \t"u8);
            result.Add(Encoding.Latin1.GetString(field.Name), Encoding.Latin1.GetString(value));
            if (!field.Is("Connection"u8)) continue;
            if (Ascii.EqualsIgnoreCase(value, "close"u8)) closes = true;
            else if (isOld && Ascii.EqualsIgnoreCase(value, "keep-alive"u8)) closes = false;
        }

        return closes;
    }

    /// <returns>Octets of the body in these; the rest belongs to the next answer.</returns>
    private int TakeBody(ReadOnlySpan<byte> octets, Timestamp now)
    {
        if (_kind == HttpBodyKind.Chunked)
        {
            int used = _chunks.Read(octets, out ReadOnlySpan<byte> data);
            Deliver(data);
            if (_chunks.IsMalformed) GiveUp(HttpFetchError.BadBody);
            else if (_chunks.IsDone) EndAnswer(now);
            return used;
        }

        int count = _kind == HttpBodyKind.Counted ? (int)Math.Min(_left, octets.Length) : octets.Length;
        Deliver(octets[..count]);
        _left -= count;
        if (_kind == HttpBodyKind.Counted && _left == 0) EndAnswer(now);
        return count;
    }

    private void Deliver(ReadOnlySpan<byte> data)
    {
        Result.Octets += data.Length;
        if (Result.Octets > fetch.Options.MaxBody) GiveUp(HttpFetchError.TooLarge);
        else Result.Request.Sink?.Write(data);
    }

    private Readiness TakeEnd(Timestamp now)
    {
        if (_isInBody && _kind == HttpBodyKind.UntilEnd && Error == Errno.None) EndAnswer(now);
        return Over;
    }

    private void EndAnswer(Timestamp now)
    {
        _isInBody = false;
        if (_error != HttpFetchError.None) return;
        Result.LastOctetAt = now;
        fetch.Finish(Result, HttpFetchError.None, ConnectionId, now);
        _answered++;
    }
}
