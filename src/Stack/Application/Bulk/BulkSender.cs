using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Sends a number of octets, or for a time, as fast as TCP takes them; then it closes its half and waits
/// until the other side has read everything.</summary>
public sealed class BulkSender : StreamClient
{
    private const int BlockOctets = 131_072;
    private static readonly Duration LastWait = Duration.FromSeconds(120);
    private readonly SocketAddress _to;
    private readonly BulkFlow[] _flows;
    private readonly byte[] _block = new byte[BlockOctets];

    /// <summary>A sender that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="to">A <see cref="BulkSink"/>, or anything that reads.</param>
    /// <param name="options">What to send.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">It would send without end.</exception>
    public BulkSender(Host host, SocketAddress to, BulkOptions options, EventPublisher? trace = null)
        : base(host, trace)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Connections);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Octets);
        if (options.Octets == long.MaxValue && options.Time.Nanoseconds <= 0) throw new ArgumentException("Octets or a time is needed.", nameof(options));
        (_to, Options, IdleLimit) = (to, options, default);
        _flows = new BulkFlow[options.Connections];
        for (int i = 0; i < _flows.Length; i++) _flows[i] = new();
        for (int i = 0; i < _block.Length; i++) _block[i] = unchecked((byte)i);
    }

    /// <inheritdoc/>
    public override string Name => "bulk";

    /// <summary>What it sends.</summary>
    public BulkOptions Options { get; }

    /// <summary>How far each connection is.</summary>
    public IReadOnlyList<BulkFlow> Flows => _flows;

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        foreach (BulkFlow flow in _flows)
        {
            Errno error = Connect(_to, new SenderSession(this, flow), now);
            if (error != Errno.None) return error;
        }

        return Errno.None;
    }

    private sealed class SenderSession(BulkSender sender, BulkFlow flow) : StreamSession
    {
        private bool _hasBegun, _isDone;

        protected internal override Readiness Step(Timestamp now)
        {
            if (!_hasBegun) Begin(now);
            if (_isDone) return AwaitEnd(now);
            long left = sender.Options.Octets - flow.Octets;
            int count = (int)Math.Min(left, BlockOctets), taken = Send(sender._block.AsSpan(0, count), now);
            flow.Count(taken, now);
            return taken == left ? Finish(now) : Writing;
        }

        /// <summary>The time is up, or nobody answers the FIN.</summary>
        protected override Readiness OnDeadline(Timestamp now)
        {
            if (!_isDone) return Finish(now);
            Fail(Errno.ETIMEDOUT);
            return Over;
        }

        protected internal override void OnEnded(Timestamp now) => flow.End(Error);

        private void Begin(Timestamp now)
        {
            _hasBegun = true;
            flow.StartedAt = now;
            if (sender.Options.Time.Nanoseconds > 0) Deadline = now + sender.Options.Time;
        }

        private Readiness Finish(Timestamp now)
        {
            _isDone = true;
            CloseSending(now);
            Deadline = now + LastWait;
            return Reading;
        }

        private Readiness AwaitEnd(Timestamp now) => TrySkip(int.MaxValue, out int count, now) && count == 0 ? Over : Reading;
    }
}
