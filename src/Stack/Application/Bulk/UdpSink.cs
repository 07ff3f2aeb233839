using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Bulk;

/// <summary>Takes the datagrams of <see cref="UdpStreamer"/>s and says what was lost, overtaken and delayed on the
/// way.</summary>
public sealed class UdpSink : SocketApplication
{
    /// <summary>The port that labs use.</summary>
    public const ushort Port = 5003;

    private const int MaxFlows = 4096;
    private readonly SocketAddress _at;
    private readonly Dictionary<SocketAddress, UdpFlow> _byPeer = [];
    private readonly List<UdpFlow> _flows = [];

    /// <summary>A sink that waits to be started.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="at">Where it listens; <c>default</c> for its own port on any address.</param>
    /// <param name="trace">Where events go, or null.</param>
    public UdpSink(Host host, SocketAddress at = default, EventPublisher? trace = null)
        : base(host, trace) => _at = new(at.Address, at.Port != 0 ? at.Port : Port);

    /// <inheritdoc/>
    public override string Name => "udp-sink";

    /// <summary>The streams, in the order of their first datagrams; the first 4096.</summary>
    public IReadOnlyList<UdpFlow> Flows => _flows;

    /// <summary>Datagrams that belong to no stream: too short, or of one stream too many.</summary>
    public long Ignored { get; private set; }

    /// <inheritdoc/>
    protected override Errno Open(Timestamp now)
    {
        int socket = CreateSocket(SocketKind.Datagram, _at, out Errno error);
        if (socket < 0) return error;
        Add(new SinkSession(this), socket, Readiness.Readable);
        return Host.Sockets.Bind(socket, _at, now);
    }

    private void Take(ReadOnlySpan<byte> datagram, in SocketAddress from, Timestamp now)
    {
        UdpFlow? flow = null;
        bool isKnown = datagram.Length >= UdpStreamer.HeaderLength
            && (_byPeer.TryGetValue(from, out flow) || _flows.Count < MaxFlows);
        if (!isKnown)
        {
            Ignored++;
            return;
        }

        if (flow is null)
        {
            flow = new(new(SocketAddress.Unmap(from.Address), from.Port));
            _byPeer.Add(from, flow);
            _flows.Add(flow);
        }

        flow.Take(datagram, now);
    }

    private sealed class SinkSession(UdpSink sink) : DatagramSession
    {
        protected override void Take(Span<byte> datagram, in SocketAddress from, Timestamp now) => sink.Take(datagram, from, now);
    }
}
