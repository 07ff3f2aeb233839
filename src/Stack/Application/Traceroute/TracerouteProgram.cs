using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Application.Traceroute;

/// <summary>Finds the routers on the way to a host: datagrams with ever larger hop limits, about each of which the router
/// complains that took the last hop from it. Source: RFC 2151 §3.4; what routers say is RFC 1812 §5.3.1, RFC 4443 §3.3.</summary>
/// <remarks>Sending and hearing stand in Probes.</remarks>
public sealed partial class TracerouteProgram : IApplication
{
    /// <summary>Steps of the path's MTU that are followed.</summary>
    public const int MaxMtuSteps = 16;

    private const int MaxProbesPerHop = 10;
    private readonly Host _host;
    private readonly TracerouteOptions _options;
    private readonly EventPublisher? _trace;
    private readonly Poller _poller;
    private readonly PollerEvent[] _ready = new PollerEvent[1];
    private readonly Sent[] _probes;
    private readonly List<TracerouteHop> _hops = [];
    private readonly List<MtuStep> _mtuSteps = [];
    private readonly Queue<int> _again = []; // probes that were too large
    private readonly byte[] _message;
    private readonly byte[] _answer = new byte[64]; // who answers is all that matters
    private readonly bool _isV4;
    private IpAddress _destination;
    private bool _hasHeard; // of the first probe, or has given it up
    private int _socket = -1, _next, _waiting, _octets, _lastHop;
    private Timestamp _deadline = Timestamp.Never, _now;

    /// <summary>A traceroute that waits to be started.</summary>
    /// <param name="host">The host where the way begins.</param>
    /// <param name="options">Where it leads, and what is sent.</param>
    /// <param name="trace">Where events go, or null.</param>
    /// <exception cref="ArgumentException">No destination, a group, or a number out of its range.</exception>
    public TracerouteProgram(Host host, TracerouteOptions options, EventPublisher? trace = null)
    {
        IpAddress to = options.Destination;
        if (to.Family == IpFamily.None || to.IsMulticast) throw new ArgumentException("A way leads to one host.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FirstHop, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxHops, options.FirstHop);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ProbesPerHop, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ProbesPerHop, MaxProbesPerHop);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Simultaneous, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, default);
        _isV4 = to.Family == IpFamily.V4;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Octets, Headers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Octets, PacketBuffer.MaxPayload);
        int count = (options.MaxHops - options.FirstHop + 1) * options.ProbesPerHop;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port + count, ushort.MaxValue + 1, nameof(options));
        (_host, _options, _trace, _destination) = (host, options, trace, to);
        (_octets, _lastHop) = (options.Octets, options.MaxHops);
        _poller = host.Sockets.CreatePoller();
        _probes = new Sent[count];
        _message = new byte[options.Octets];
    }

    private record struct Sent(Timestamp At, int Octets, TracerouteProbe Probe);

    /// <summary>The hops of which all is known, in their order.</summary>
    public IReadOnlyList<TracerouteHop> Hops => _hops;

    /// <summary>Where the path's MTU becomes smaller.</summary>
    public IReadOnlyList<MtuStep> MtuSteps => _mtuSteps;

    /// <summary>True when the destination itself has answered.</summary>
    public bool HasReached { get; private set; }

    /// <inheritdoc/>
    public bool IsFinished { get; private set; }

    /// <inheritdoc/>
    public Timestamp NextDeadline => IsFinished || _socket < 0 ? Timestamp.Never : _poller.HasReady ? _now : _deadline;

    /// <summary>Octets of the headers of IP and of UDP or ICMP.</summary>
    private int Headers => _isV4 ? 28 : 48;

    private bool IsUdp => _options.Method == TracerouteMethod.Udp;

    /// <inheritdoc/>
    public Errno Start(Timestamp now)
    {
        if (_socket >= 0 || IsFinished) return Errno.EALREADY;
        if (!_host.Internet.TryFindPath(_options.Destination, default, out DatagramPath path)) return Errno.ENETUNREACH;
        _destination = Addresses.Scoped(_options.Destination, path.Interface);
        _socket = _host.Sockets.Create(_destination.Family, IsUdp ? SocketKind.Datagram : SocketKind.Echo, out Errno error);
        if (error == Errno.None) error = Prepare(now);
        if (error != Errno.None) Close(now);
        _deadline = _now = now;
        return error;
    }

    /// <inheritdoc/>
    public void Advance(Timestamp now)
    {
        if (IsFinished || _socket < 0) return;
        _now = now;
        _poller.Wait(_ready); // the socket has told why it woke us; all of it is read
        ReadErrors(now);
        ReadAnswers(now);
        GiveUpOld(now);
        AddWholeHops();
        SendProbes(now);
        _deadline = EarliestTimeout();
        if (_hops.Count < _lastHop - _options.FirstHop + 1) return;
        Stop(now);
    }

    /// <inheritdoc/>
    public void Stop(Timestamp now)
    {
        Close(now);
        IsFinished = true;
    }

    private Errno Prepare(Timestamp now)
    {
        SocketTable sockets = _host.Sockets;
        sockets.SetOption(_socket, _isV4 ? SocketOption.Ipv4ReceiveErrors : SocketOption.Ipv6ReceiveErrors, true, now);
        sockets.SetOption(_socket, _isV4 ? SocketOption.Ipv4MtuDiscovery : SocketOption.Ipv6MtuDiscovery,
            _options.DontFragment ? 2 : _isV4 ? 0 : 1, now);
        Errno error = sockets.Bind(_socket, default, now);
        if (error == Errno.None && !IsUdp) error = sockets.Connect(_socket, new(_destination, 0), now);
        return error == Errno.None ? _poller.Add(_socket, Readiness.Readable) : error;
    }

    private void Close(Timestamp now)
    {
        if (_socket >= 0) _host.Sockets.Close(_socket, now);
        _socket = -1;
        _deadline = Timestamp.Never;
    }

    /// <summary>Hops are told in their order, each when all its probes are done.</summary>
    private void AddWholeHops()
    {
        while (_hops.Count < _lastHop - _options.FirstHop + 1)
        {
            ReadOnlySpan<Sent> probes = _probes.AsSpan(_hops.Count * _options.ProbesPerHop, _options.ProbesPerHop);
            foreach (Sent sent in probes)
                if (sent.Probe.Outcome == TracerouteOutcome.Waiting) return; // or not sent at all
            TracerouteProbe[] results = new TracerouteProbe[probes.Length];
            for (int i = 0; i < results.Length; i++) results[i] = probes[i].Probe;
            _hops.Add(new(_options.FirstHop + _hops.Count, [.. results]));
        }
    }

    private int HopOf(int probe) => _options.FirstHop + (probe / _options.ProbesPerHop);
}
