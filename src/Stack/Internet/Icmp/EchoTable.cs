using NetStack.Bytes;
using NetStack.Dissection;
using NetStack.Dissection.Recall;

namespace NetStack.Internet.Icmp;

/// <summary>Echo requests of a session that wait for their reply, for ICMP and ICMPv6. Bounded: the oldest gives way.</summary>
public sealed class EchoTable
{
    /// <summary>The most requests that wait at a time.</summary>
    public const int MaxRequests = 65_536;

    private readonly Dictionary<Key, Request> _requests = [];
    private readonly Queue<(Key Key, Request Request)> _byAge = [];

    /// <summary>What a reply answers.</summary>
    /// <param name="Request">The frame of the request.</param>
    /// <param name="After">Time since then.</param>
    public readonly record struct Answer(int Request, Duration After);

    /// <summary>Notes the request in a frame. Who recalls has the replies' answers and needs no requests.</summary>
    public void Ask(DissectedFrame frame, uint numbers)
    {
        if (frame.Session.Recalled is null)
            Ask(frame.Network.Source, frame.Network.Destination, numbers, frame.Info.Number, frame.Info.Time);
    }

    /// <summary>Finds what the reply in a frame answers, and keeps it for who recalls.</summary>
    public bool TryAnswer(DissectedFrame frame, uint numbers, out Answer answer)
    {
        answer = default;
        if (frame.Session.Recalled is { } page) answer = new(page.TakeFrame(), new(page.TakeSigned()));
        else if (TryAnswer(frame.Network.Source, frame.Network.Destination, numbers, out Request request))
            answer = new(request.Frame, frame.Info.Time - request.Time);
        frame.Session.Kept?.PutFrame(answer.Request);
        frame.Session.Kept?.PutSigned(answer.After.Nanoseconds);
        return answer.Request != 0;
    }

    /// <summary>Notes a request; one with the same numbers takes the place of the earlier.</summary>
    public void Ask(in IpAddress source, in IpAddress destination, uint numbers, int frame, Timestamp now)
    {
        while (_byAge.Count >= MaxRequests)
        {
            (Key Key, Request Request) oldest = _byAge.Dequeue();
            if (_requests.TryGetValue(oldest.Key, out Request current) && current == oldest.Request) _requests.Remove(oldest.Key);
        }

        Key key = new(source, destination, numbers);
        Request request = new(frame, now);
        _requests[key] = request;
        _byAge.Enqueue((key, request));
    }

    /// <summary>Finds the request that a reply answers, and forgets it: a second reply answers nothing.</summary>
    /// <param name="source">The sender of the reply.</param>
    /// <param name="destination">The receiver of the reply.</param>
    /// <param name="numbers">Identifier and sequence number.</param>
    /// <param name="request">The request's frame and time.</param>
    public bool TryAnswer(in IpAddress source, in IpAddress destination, uint numbers, out Request request) =>
        _requests.Remove(new(destination, source, numbers), out request);

    /// <summary>A request that waits.</summary>
    /// <param name="Frame">The frame that it was in.</param>
    /// <param name="Time">When it was captured.</param>
    public readonly record struct Request(int Frame, Timestamp Time);

    private readonly record struct Key(IpAddress Source, IpAddress Destination, uint Numbers);
}
