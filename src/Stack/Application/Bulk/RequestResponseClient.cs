using System.Buffers.Binary;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Sends a request, waits for the whole response, and begins again: what a database client or a remote call
/// does. It measures how long that takes.</summary>
public sealed class RequestResponseClient : StreamClient
{
    private readonly SocketAddress _to;
    private readonly byte[] _request;

    /// <summary>A client that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="to">A <see cref="RequestResponseServer"/>.</param>
    /// <param name="options">What to ask.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A request shorter than its header, or a number that is
    /// negative.</exception>
    public RequestResponseClient(Host host, SocketAddress to, RequestResponseOptions options, EventPublisher? trace = null)
        : base(host, trace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RequestOctets, RequestResponseServer.HeaderLength);
        ArgumentOutOfRangeException.ThrowIfNegative(options.ResponseOctets);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Requests);
        (_to, Options) = (to, options);
        _request = new byte[options.RequestOctets];
        BinaryPrimitives.WriteUInt32BigEndian(_request, (uint)options.RequestOctets);
        BinaryPrimitives.WriteUInt32BigEndian(_request.AsSpan(4), (uint)options.ResponseOctets);
    }

    /// <inheritdoc/>
    public override string Name => "request-response-client";

    /// <summary>What it asks.</summary>
    public RequestResponseOptions Options { get; }

    /// <summary>Responses that came whole.</summary>
    public long Completed { get; private set; }

    /// <summary>Connections that broke before they had all their responses.</summary>
    public int Broken { get; private set; }

    /// <summary>The shortest time from a request to the end of its response.</summary>
    public Duration Shortest { get; private set; } = new(long.MaxValue);

    /// <summary>The longest.</summary>
    public Duration Longest { get; private set; }

    /// <summary>All of them together.</summary>
    public Duration Total { get; private set; }

    /// <summary>Their mean; zero while there is none.</summary>
    public Duration Mean => Completed == 0 ? default : new(Total.Nanoseconds / Completed);

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        for (int i = 0; i < Options.Connections; i++)
        {
            Errno error = Connect(_to, new AskSession(this), now);
            if (error != Errno.None) return error;
        }

        return Errno.None;
    }

    private void Count(Duration time)
    {
        Completed++;
        Total += time;
        if (time < Shortest) Shortest = time;
        if (time > Longest) Longest = time;
    }

    private sealed class AskSession(RequestResponseClient client) : StreamSession
    {
        private int _done, _sent, _heard;
        private bool _isPausing;
        private Timestamp _askedAt;

        private bool HasAll => _done == client.Options.Requests;

        protected internal override Readiness Step(Timestamp now)
        {
            if (HasAll) return Over;
            if (_isPausing) return TrySkip(1, out _, now) ? Over : Reading; // nobody has been asked: only an end can come
            if (_sent == 0) _askedAt = now;
            _sent += Send(client._request.AsSpan(_sent), now);
            if (_sent < client._request.Length) return Writing;
            if (_heard < client.Options.ResponseOctets)
            {
                if (!TrySkip(client.Options.ResponseOctets - _heard, out int count, now)) return Reading;
                if (count == 0) return Over;
                _heard += count;
            }

            return _heard < client.Options.ResponseOctets ? Reading : EndRequest(now);
        }

        protected override Readiness OnDeadline(Timestamp now)
        {
            if (!_isPausing) return base.OnDeadline(now);
            _isPausing = false;
            return Step(now);
        }

        protected internal override void OnEnded(Timestamp now)
        {
            if (!HasAll) client.Broken++;
        }

        private Readiness EndRequest(Timestamp now)
        {
            client.Count(now - _askedAt);
            (_sent, _heard) = (0, 0);
            if (++_done == client.Options.Requests) return Over;
            if (client.Options.Pause.Nanoseconds <= 0) return Writing; // the next request goes out with the next step
            _isPausing = true;
            Deadline = now + client.Options.Pause;
            return Reading;
        }
    }
}
