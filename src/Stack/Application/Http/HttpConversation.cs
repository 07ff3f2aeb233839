using NetStack.Bytes;

namespace NetStack.Application.Http;

/// <summary>What is remembered of the messages on one connection: which request the next response answers.</summary>
/// <remarks>A response is taken to answer the latest request that has no answer yet. In a pipeline (RFC 9112 §9.3.2)
/// that pairs the first response with the last request; in exchange, one response that the capture missed does not put
/// every later pair wrong.</remarks>
public sealed class HttpConversation
{
    /// <summary>Requests and responses without one, so far.</summary>
    public int ExchangeCount { get; private set; }

    /// <summary>The latest request; null before the first, and after a response to none.</summary>
    public HttpRequestRecord? Latest { get; private set; }

    /// <summary>How far the message that is being waited for has been framed, from client and from server.</summary>
    public HttpFraming ClientFraming { get; } = new();

    /// <inheritdoc cref="ClientFraming"/>
    public HttpFraming ServerFraming { get; } = new();

    /// <summary>A method that the next response answers.</summary>
    public HttpMethodKind AskedMethod => Latest is { IsAnswered: false } request ? request.Method : HttpMethodKind.Other;

    /// <summary>Notes a request.</summary>
    public void Ask(HttpRequestRecord request)
    {
        ExchangeCount++;
        Latest = request;
    }

    /// <summary>Notes a response and finds its request; null when none is known.</summary>
    /// <param name="isInterim">True for a 1xx response: the final one is still to come (RFC 9110 §15.2).</param>
    public HttpRequestRecord? Answer(bool isInterim)
    {
        if (Latest is not { IsAnswered: false } request)
        {
            ExchangeCount++;
            Latest = null;
            return null;
        }

        request.IsAnswered = !isInterim;
        return request;
    }
}

/// <summary>A request that a response may come to.</summary>
/// <param name="frame">The number of the frame that completed it.</param>
/// <param name="at">When that frame was captured.</param>
/// <param name="method">How its response is framed.</param>
/// <param name="uri">The whole URI; without a Host field only the target.</param>
public sealed class HttpRequestRecord(int frame, Timestamp at, HttpMethodKind method, byte[] uri)
{
    /// <summary>The number of the frame that completed it.</summary>
    public int Frame { get; } = frame;

    /// <summary>When that frame was captured.</summary>
    public Timestamp At { get; } = at;

    /// <summary>How its response is framed.</summary>
    public HttpMethodKind Method { get; } = method;

    /// <summary>The whole URI; without a Host field only the target.</summary>
    public ReadOnlyMemory<byte> Uri { get; } = uri;

    /// <summary>True after its final response.</summary>
    public bool IsAnswered { get; set; }
}
