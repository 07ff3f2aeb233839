using System.Buffers.Binary;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Answers requests that say how long they are and how long the answer shall be: two 32-bit numbers, then
/// the rest of the request.</summary>
public sealed class RequestResponseServer : StreamServer
{
    /// <summary>The port that labs use.</summary>
    public const ushort Port = 5002;

    /// <summary>Octets of a request's header: its own length with this header, and the response's.</summary>
    public const int HeaderLength = 8;

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public RequestResponseServer(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options, trace)
    {
    }

    /// <inheritdoc/>
    public override string Name => "request-response";

    /// <summary>Requests that were answered.</summary>
    public long Answered { get; private set; }

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now) => new AnswerSession(this);

    private sealed class AnswerSession(RequestResponseServer server) : StreamSession
    {
        private readonly byte[] _header = new byte[HeaderLength];
        private int _headerCount;
        private long _requestLeft, _responseLeft;

        protected internal override Readiness Step(Timestamp now)
        {
            if (_responseLeft > 0 && _requestLeft == 0) return Answer(now);
            bool isHeader = _headerCount < HeaderLength;
            int count;
            bool hasRead = isHeader
                ? TryReceive(_header.AsSpan(_headerCount), out count, now)
                : TrySkip((int)Math.Min(_requestLeft, int.MaxValue), out count, now);
            if (!hasRead) return Reading;
            if (count == 0) return Over;
            if (!isHeader) _requestLeft -= count;
            else if (!TryTakeHeader(count)) return Over;
            return _headerCount == HeaderLength && _requestLeft == 0 ? Answer(now) : Reading;
        }

        /// <returns>False for a request that is shorter than its header.</returns>
        private bool TryTakeHeader(int count)
        {
            _headerCount += count;
            if (_headerCount < HeaderLength) return true;
            _requestLeft = (long)BinaryPrimitives.ReadUInt32BigEndian(_header) - HeaderLength;
            _responseLeft = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
            EndsWithReset = _requestLeft < 0;
            return !EndsWithReset;
        }

        private Readiness Answer(Timestamp now)
        {
            _responseLeft -= Send(Scratch[..(int)Math.Min(_responseLeft, Scratch.Length)], now);
            if (_responseLeft > 0) return Writing;
            _headerCount = 0;
            server.Answered++;
            return Reading;
        }
    }
}
