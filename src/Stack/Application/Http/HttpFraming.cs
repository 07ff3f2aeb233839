using NetStack.Dissection.Streams;

namespace NetStack.Application.Http;

/// <summary>Finds the end of one direction's next message, and remembers how far it has looked: the octets come again
/// with each segment, and each is looked at once.</summary>
public sealed class HttpFraming
{
    private const int TailLength = 32;
    private readonly byte[] _tail = new byte[TailLength];
    private int _seen;
    private int _lineAt;
    private int _chunkAt;
    private HttpHead _head;

    /// <summary>Says how long the message at the start of the octets is.</summary>
    /// <param name="octets">What there is of it, and perhaps more behind it.</param>
    /// <param name="asked">The method of the request that a response here would answer.</param>
    public MessageLength Measure(ReadOnlySpan<byte> octets, HttpMethodKind asked)
    {
        if (!AreTheSameAsBefore(octets)) Forget();
        _seen = octets.Length;
        octets[^Math.Min(TailLength, octets.Length)..].CopyTo(_tail);
        MessageLength answer = _head.Length == 0 && !TryFindHead(octets, out MessageLength early)
            ? early : MeasureBody(octets, asked);
        if (answer.Answer is MessageLength.Kind.Known or MessageLength.Kind.NotThisProtocol) Forget();
        return answer;
    }

    /// <summary>Where a capture lost segments, other octets may come than those of the last call.</summary>
    private bool AreTheSameAsBefore(ReadOnlySpan<byte> octets)
    {
        int tail = Math.Min(TailLength, _seen);
        return octets.Length >= _seen && octets.Slice(_seen - tail, tail).SequenceEqual(_tail.AsSpan(0, tail));
    }

    private void Forget() => (_seen, _lineAt, _chunkAt, _head) = (0, 0, 0, default);

    private bool TryFindHead(ReadOnlySpan<byte> octets, out MessageLength early)
    {
        early = MessageLength.NotThisProtocol;
        int startAt = HttpHead.SkipBlankLines(octets);
        ReadOnlySpan<byte> message = octets[startAt..];
        if (_lineAt == 0)
        {
            int end = message.IndexOf((byte)'\n');
            if (end < 0 ? !HttpStartLine.MayBegin(message) : !HttpStartLine.TryParse(message[..end].TrimEnd((byte)'\r'), out _))
                return false;
        }

        if (FindBlankLine(message)) return HttpHead.TryRead(octets, out _head);
        if (message.Length <= HttpHead.MaxLength) early = MessageLength.NeedMore;
        return false;
    }

    private bool FindBlankLine(ReadOnlySpan<byte> message)
    {
        HttpLines lines = new(message[_lineAt..]);
        while (lines.MoveNext())
        {
            if (lines.IsBlank) return true;
            if (_lineAt + lines.Next > HttpHead.MaxLength) return false;
        }

        _lineAt += lines.Next;
        return false;
    }

    private MessageLength MeasureBody(ReadOnlySpan<byte> octets, HttpMethodKind asked) => _head.BodyKind(asked) switch
    {
        HttpBodyKind.None => MessageLength.Of(_head.Length),
        HttpBodyKind.Counted when _head.ContentLength <= int.MaxValue - _head.Length =>
            MessageLength.Of(_head.Length + (int)_head.ContentLength),
        HttpBodyKind.Chunked => MeasureChunks(octets),
        _ => MessageLength.UntilEnd,
    };

    private MessageLength MeasureChunks(ReadOnlySpan<byte> octets)
    {
        HttpChunks chunks = new(octets, Math.Max(_chunkAt, _head.Length));
        while (true)
        {
            HttpChunkStep step = chunks.MoveNext();
            _chunkAt = step is HttpChunkStep.Chunk ? chunks.Next : chunks.Start;
            if (step is HttpChunkStep.NeedMore) return MessageLength.NeedMore;
            if (step is HttpChunkStep.Last) return MessageLength.Of(chunks.Next);

            // RFC 9112 §7.1: nobody knows where the message ends now. What follows is not to be taken for another one:
            // that is how requests are smuggled.
            if (step is HttpChunkStep.Malformed) return MessageLength.Of(octets.Length);
        }
    }
}
