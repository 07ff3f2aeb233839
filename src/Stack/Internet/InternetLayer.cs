using NetStack.Bytes;
using NetStack.Internet.Icmp;
using NetStack.Internet.Neighbors;
using NetStack.Internet.Routing;
using NetStack.Tracing;

namespace NetStack.Internet;

/// <summary>The Link and Internet layers of a host: interfaces with their addresses, neighbors, routes; IPv4, IPv6 and
/// their ICMP. Frames and time come in, frames go to a sink; datagrams go to the transports registered here.</summary>
/// <remarks>A state machine without clock, thread or socket: two runs with the same inputs are equal octet by octet.
/// The files of this class, in the order in which they tell the story: Interfaces, Addresses; Receiving, Ipv4, Ipv6,
/// Reassembly, Forwarding; Ways, Sending, Fragmentation, PathMtu; Neighbors, Icmp, Icmpv6, Errors; Autoconfiguration, Multicast.</remarks>
public sealed partial class InternetLayer : IDatagramService, INeighborUser
{
    private readonly InternetOptions _options;
    private readonly SeededRandom _random;
    private readonly IFrameSink _sink;
    private readonly EventPublisher? _trace;
    private readonly IRoutingTable _routes;
    private readonly INeighborCache _neighbors;
    private readonly ErrorRateLimit _errorRate;
    private readonly LoopQueue _loop;
    private readonly ITransport?[] _transports = new ITransport?[256];
    private readonly List<HostInterface> _interfaces = []; // the one with index 1 first
    private readonly Dictionary<IpAddress, AssignedAddress> _assigned = [];
    private readonly PacketBuffer _control = new(); // ICMP and other messages of this layer
    private readonly PacketBuffer _solicitation = new(); // ARP and neighbor discovery: may be needed while _control is being sent
    private readonly SipHash _identificationHash;
    private Timestamp _loopSince = Timestamp.Never;
    private IEchoListener? _echoListener;

    /// <summary>A layer without interfaces.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="random">Its random numbers.</param>
    /// <param name="sink">Where frames go.</param>
    /// <param name="trace">Where events go; null when nobody listens.</param>
    public InternetLayer(InternetOptions options, SeededRandom random, IFrameSink sink, EventPublisher? trace = null)
    {
        (_options, _random, _sink, _trace) = (options, random, sink, trace);
        _routes = options.RoutingTable?.Invoke() ?? new RoutingTable();
        _remembersWays = options.RoutingTable is null; // a learner's table is asked each time
        _neighbors = options.NeighborCache?.Invoke(this, options.Neighbors, random)
            ?? new NeighborCache(this, options.Neighbors, random);
        _errorRate = new(options.IcmpErrorsPerSecond, options.IcmpErrorBurst);
        _loop = new(options.LoopbackOctets);
        _pathMtus = new(options.MaxPathMtus);
        _reassembly = new(options);
        _identificationHash = new(random.NextBits(), random.NextBits());
    }

    /// <summary>When <see cref="Advance"/> has something to do; it may turn out to be nothing.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            Timestamp earliest = _loop.Count > 0 ? _loopSince : Timestamp.Never;
            if (_neighbors.NextDeadline < earliest) earliest = _neighbors.NextDeadline;
            if (_addressDeadline < earliest) earliest = _addressDeadline;
            if (_pathMtus.NextDeadline < earliest) earliest = _pathMtus.NextDeadline;
            if (_reassembly.NextDeadline < earliest) earliest = _reassembly.NextDeadline;
            if (_groupDeadline < earliest) earliest = _groupDeadline;
            if (_routerDeadline < earliest) earliest = _routerDeadline;
            return earliest;
        }
    }

    /// <summary>Octets that incomplete datagrams take.</summary>
    internal long ReassemblyCost => _reassembly.Cost;

    /// <summary>Does what is due, and receives what the host has sent to itself.</summary>
    public void Advance(Timestamp now)
    {
        _neighbors.Advance(now);
        AdvanceAddresses(now);
        AdvancePathMtus(now);
        AdvanceReassembly(now);
        AdvanceGroups(now);
        AdvanceRouters(now);
        ReceiveLooped(now);
    }

    /// <summary>Hands the datagrams of a protocol to a transport.</summary>
    public void Register(byte protocol, ITransport transport) => _transports[protocol] = transport;

    /// <summary>Hands echo replies to a listener.</summary>
    public void Register(IEchoListener listener) => _echoListener = listener;

    /// <summary>Receives what was there when the step began; an answer to it waits for the next step, so that two sockets
    /// that talk to each other cannot keep the host from ever returning.</summary>
    private void ReceiveLooped(Timestamp now)
    {
        for (int count = _loop.Count; count > 0; count--)
        {
            ReceiveDatagram(_loop.Peek(), now);
            _loop.RemoveOldest();
        }

        _loopSince = now;
    }

    private void Drop(
        in Reason reason, int @interface, in IpAddress source, in IpAddress destination, byte protocol, int length, Timestamp now) =>
        _trace?.Publish(new DatagramDropped(_trace.Envelope(now, reason), @interface, source, destination, protocol, length));

    private void Drop(in Reason reason, in Arrival arrival, in DatagramHead head, Timestamp now) =>
        Drop(reason, arrival.Interface.Index, head.Source, head.Destination, head.Protocol, arrival.Datagram.Length, now);
}
