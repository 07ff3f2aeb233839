using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Application.Http.Serving;

/// <summary>A connection of a web server: reads a head, throws the body away, answers, and begins again.</summary>
/// <remarks>Requests that come before the last is answered wait in the input; answers go out in their order (RFC 9112
/// §9.3.2). How a request is answered stands in Answering.</remarks>
internal sealed partial class HttpServerSession : StreamSession
{
    private const int WorkAtATime = 8, HeadOctetsAtATime = 8_192;
    private const long MaxLinger = 1 << 20;
    private readonly HttpServer _server;
    private readonly OctetQueue _input = new(), _output = new();
    private Phase _phase;
    private bool _hasBegun, _closes;
    private int _scanned;
    private long _bodyLeft, _bodyRead, _lingered;
    private HttpChunkDecoder _chunks;

    public HttpServerSession(HttpServer server, Timestamp now)
    {
        _server = server;
        Deadline = now + Limits.KeepAliveLimit;
    }

    private enum Phase : byte
    {
        /// <summary>Waits for a request, or for the rest of its head.</summary>
        Head,

        /// <summary>Reads a request's body.</summary>
        Body,

        /// <summary>The content takes its time.</summary>
        Pause,

        /// <summary>Sends an answer.</summary>
        Answer,

        /// <summary>Has said everything, and hears on for a moment.</summary>
        Linger,
    }

    private HttpServerOptions Limits => _server.Limits;

    protected internal override Readiness Step(Timestamp now)
    {
        for (int i = 0; i < WorkAtATime; i++)
        {
            Readiness? next = _phase switch
            {
                Phase.Head => ReadHead(now),
                Phase.Body => ReadBody(now),
                Phase.Pause => Waiting,
                Phase.Answer => SendAnswer(now),
                _ => Linger(now),
            };
            if (next is { } answer) return answer;
            if (Error != Errno.None) return Over;
        }

        return _phase == Phase.Answer || _input.Count > 0 ? Writing : Reading; // requests that have come already bring no news
    }

    protected override Readiness OnDeadline(Timestamp now)
    {
        EndReason = ServiceReasons.Idle;
        switch (_phase)
        {
            case Phase.Head when _input.Count > 0:
            case Phase.Body:
                Refuse(HttpOutcomes.TooSlow, now);
                return Step(now);
            case Phase.Pause:
                BeginAnswer(now);
                return Step(now);
            case Phase.Answer:
                EndsWithReset = true; // who takes nothing for so long shall not keep the memory
                return Over;
            default:
                return Over;
        }
    }

    protected internal override void OnEnded(Timestamp now) => CloseBody();

    private Readiness? ReadHead(Timestamp now)
    {
        while (_input.Count > 0 && _input.Span[0] is (byte)'\r' or (byte)'\n' && _scanned == 0)
            _input.Consume(1); // RFC 9112 §2.2: empty lines before a request
        int end = _input.Count > 0 ? HttpRequestReader.FindEnd(_input.Span, _scanned) : -1;
        if (end >= 0 && end <= Limits.MaxHead)
        {
            TakeHead(end, now);
            return null;
        }

        if (_input.Count > Limits.MaxRequestLine && _input.Span[..Limits.MaxRequestLine].IndexOf((byte)'\n') < 0)
            return Refuse(HttpOutcomes.TargetTooLong, now);
        if (_input.Count > Limits.MaxHead || end >= 0) return Refuse(HttpOutcomes.HeadTooLarge, now);
        _scanned = Math.Max(0, _input.Count - 2);
        if (!TryReceive(Scratch[..HeadOctetsAtATime], out int count, now)) return Reading;
        if (count == 0) return Over;
        _input.Append(Scratch[..count]);
        if (!_hasBegun) Deadline = now + Limits.HeadLimit;
        _hasBegun = true;
        return null;
    }

    private void TakeHead(int length, Timestamp now)
    {
        HttpOutcome? refused = _server.Reader.Read(_input.Span[..length], out HttpRequestHead head);
        _input.Consume(length);
        (_head, _scanned) = (head, 0);
        _closes = !head.IsPersistent;
        if (refused is null && head.ContentLength > Limits.MaxBody) refused = HttpOutcomes.BodyTooLarge;
        if (refused is { } outcome)
        {
            Refuse(outcome, now);
            return;
        }

        Decide();
        if (head.HasBody) BeginBody(now);
        else BeginPause(now);
    }

    private void BeginBody(Timestamp now)
    {
        if (_head.ExpectsContinue && _outcome.Status >= 400)
        {
            Refuse(_outcome, now); // RFC 9110 §10.1.1: the body may come all the same; where it ends is not ours to find
            return;
        }

        if (_head.ExpectsContinue && _input.Count == 0) _output.Append("HTTP/1.1 100 Continue\r\n\r\n"u8);
        (_bodyLeft, _bodyRead, _chunks) = (_head.ContentLength, 0, default);
        _phase = Phase.Body;
        Deadline = now + Limits.BodyLimit;
    }

    /// <summary>Nothing here wants the body; it has to be read to find the next request (RFC 9112 §9.3).</summary>
    private Readiness? ReadBody(Timestamp now)
    {
        if (_output.Count > 0)
        {
            _output.Consume(Send(_output.Span, now));
            if (_output.Count > 0) return Writing;
        }

        if (_input.Count == 0)
        {
            if (!TryReceive(Scratch[..HeadOctetsAtATime], out int count, now)) return Reading;
            if (count == 0) return Over;
            _input.Append(Scratch[..count]);
        }

        return _head.IsChunked ? ReadChunks(now) : ReadCounted(now);
    }

    private Readiness? ReadCounted(Timestamp now)
    {
        int count = (int)Math.Min(_bodyLeft, _input.Count);
        _input.Consume(count);
        _bodyLeft -= count;
        if (_bodyLeft == 0) BeginPause(now);
        return null;
    }

    private Readiness? ReadChunks(Timestamp now)
    {
        while (_input.Count > 0 && !_chunks.IsDone)
        {
            int used = _chunks.Read(_input.Span, out ReadOnlySpan<byte> data);
            _bodyRead += data.Length;
            _input.Consume(used);
            if (_chunks.IsMalformed) return Refuse(HttpOutcomes.BadChunk, now);
            if (_bodyRead > Limits.MaxBody) return Refuse(HttpOutcomes.BodyTooLarge, now);
        }

        if (_chunks.IsDone) BeginPause(now);
        return null;
    }

    private void BeginPause(Timestamp now)
    {
        if (_body is null || _body.Delay.Nanoseconds <= 0)
        {
            BeginAnswer(now);
            return;
        }

        _phase = Phase.Pause;
        Deadline = now + _body.Delay;
    }

    /// <summary>RFC 9112 §9.6: a close while octets are still coming would make a reset, which could destroy the
    /// answer before the client has read it. So: a FIN, and whatever comes is thrown away for a moment.</summary>
    private Readiness? Linger(Timestamp now)
    {
        if (!TrySkip(HeadOctetsAtATime, out int count, now)) return Reading;
        _lingered += count;
        if (_lingered > MaxLinger) EndsWithReset = true;
        return count == 0 || EndsWithReset ? Over : null;
    }
}
