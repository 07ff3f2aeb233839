using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Takes whatever is sent, as fast as it comes, and counts it.</summary>
public sealed class BulkSink : StreamServer
{
    /// <summary>The port that labs use.</summary>
    public const ushort Port = 5001;

    private const int MaxFlows = 10_000;
    private readonly List<BulkFlow> _flows = [];

    /// <summary>A server that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="options">Where it listens and its bounds; null for the usual.</param>
    /// <param name="trace">Where events go, or null.</param>
    public BulkSink(Host host, StreamServerOptions? options = null, EventPublisher? trace = null)
        : base(host, Port, options, trace)
    {
    }

    /// <inheritdoc/>
    public override string Name => "bulk-sink";

    /// <summary>The connections that there were, in the order in which they were opened; the first ten
    /// thousand.</summary>
    public IReadOnlyList<BulkFlow> Flows => _flows;

    /// <summary>Octets of all connections.</summary>
    public long Octets { get; private set; }

    /// <inheritdoc/>
    protected override StreamSession CreateSession(Timestamp now)
    {
        BulkFlow flow = new() { StartedAt = now };
        if (_flows.Count < MaxFlows) _flows.Add(flow);
        return new SinkSession(this, flow);
    }

    private sealed class SinkSession(BulkSink sink, BulkFlow flow) : StreamSession
    {
        protected internal override Readiness Step(Timestamp now)
        {
            if (!TrySkip(int.MaxValue, out int count, now)) return Reading;
            sink.Octets += count;
            flow.Count(count, now);
            return count == 0 ? Over : Reading;
        }

        protected internal override void OnEnded(Timestamp now) => flow.End(Error);
    }
}
