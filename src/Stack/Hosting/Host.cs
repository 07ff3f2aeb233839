using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Echo;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;

namespace NetStack.Hosting;

/// <summary>A TCP/IP host: frames, time and calls go in; frames, events and one deadline come out.</summary>
/// <remarks>It owns no thread, clock or random source, so the same class runs in virtual time, in real time and under a
/// conformance script, and two runs with the same inputs are equal octet by octet. Whoever drives it calls
/// <see cref="Receive"/> for each frame and <see cref="Advance"/> when <see cref="NextDeadline"/> has come. It is used by
/// one thread at a time.</remarks>
public sealed partial class Host
{
    private const int LoopbackMtu = 65_536;
    private static readonly IpAddress LoopbackV4 = IpAddress.V4(0x7F00_0001), LoopbackV6 = IpAddress.V6(0, 1);
    private readonly HostClock _clock = new();

    /// <summary>A host without interfaces, but for its loopback.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="seed">Where its random numbers start; on a real network it has to be unpredictable.</param>
    /// <param name="sink">Where its frames go.</param>
    /// <param name="events">Where its events go; null when nobody listens.</param>
    public Host(HostOptions options, ulong seed, IFrameSink sink, IEventSink? events = null)
    {
        Options = options;
        EventPublisher? trace = Trace = events is null ? null : new(events, options.Node);
        SeededRandom random = new(seed);
        PacketBuffer packet = new();
        Buffers = new(options.BufferOctets);
        Internet = new(options.Internet, random.Split(), sink, trace);
        Tcp = new(Internet, random.Split(), Buffers, packet, options.Tcp, trace);
        Udp = new(Internet, random.Split(), Buffers, packet, trace);
        Internet.Register(IpProtocol.Tcp, Tcp);
        Internet.Register(IpProtocol.Udp, Udp);
        Echo = new(Internet, random.Split(), Buffers, trace);
        Internet.Register(Echo);
        Sockets = new(this, _clock);
        if (options.HasLoopback) AddLoopback();
    }

    /// <summary>What it was made with.</summary>
    public HostOptions Options { get; }

    /// <summary>Where its events go, those of its programs among them; null when nobody listens.</summary>
    public EventPublisher? Trace { get; }

    /// <summary>Interfaces, addresses, routes.</summary>
    public InternetLayer Internet { get; }

    /// <summary>Connections and listeners.</summary>
    public TcpLayer Tcp { get; }

    /// <summary>UDP's endpoints.</summary>
    public UdpLayer Udp { get; }

    /// <summary>Who sends echo requests.</summary>
    public EchoLayer Echo { get; }

    /// <summary>What applications use.</summary>
    public SocketTable Sockets { get; }

    /// <summary>The memory of all buffers.</summary>
    public OctetPool Buffers { get; }

    /// <summary>When <see cref="Advance"/> has something to do; it may turn out to be nothing.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            Timestamp internet = Internet.NextDeadline, tcp = Tcp.Timers.NextDeadline;
            Timestamp stack = internet < tcp ? internet : tcp;
            if (_applications.Count == 0) return stack;
            Timestamp applications = ApplicationDeadline;
            return applications < stack ? applications : stack;
        }
    }

    /// <summary>Receives a frame. Whatever it holds, nothing is thrown.</summary>
    /// <param name="interface">Where it came in, from 1.</param>
    /// <param name="frame">The frame; valid during the call.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">Time goes backwards, or there is no such interface.</exception>
    public void Receive(int @interface, in Frame frame, Timestamp now)
    {
        _clock.Reach(now);
        Internet.Receive(@interface, frame, now);
    }

    /// <summary>Does whatever is due.</summary>
    /// <exception cref="ArgumentException">Time goes backwards.</exception>
    public void Advance(Timestamp now)
    {
        _clock.Reach(now);
        Internet.Advance(now);
        Tcp.Advance(now);
        if (_applications.Count > 0) AdvanceApplications(now);
    }

    private void AddLoopback()
    {
        int index = Internet.AddInterface(new(InterfaceKind.Loopback, "lo", LoopbackMtu));
        Internet.AddAddress(index, LoopbackV4, 8, default);
        Internet.AddAddress(index, LoopbackV6, 128, default);
    }
}
