using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Tracing;

namespace NetStack.Tests.Hosting;

/// <summary>Hosts in a row, in virtual time: the first and the last are ends, those between them are routers. Link number n
/// (from 0) leads from host n to host n+1, with the prefixes 10.0.n.0/24 and 2001:db8:n::/64; the left end of it is .1, the
/// right end .2. Each link takes 1 ms.</summary>
internal sealed class HostRow
{
    private readonly bool _isEthernet;
    private readonly List<Link> _links = [];
    private readonly List<Host> _hosts = [];
    private readonly List<EventList> _events = [];

    public HostRow(int hosts, HostOptions? options = null, ulong seed = 1, int[]? mtus = null, bool isEthernet = false)
    {
        _isEthernet = isEthernet;
        options ??= new();
        SeededRandom random = new(seed);
        for (int i = 0; i < hosts; i++)
        {
            bool isRouter = i > 0 && i < hosts - 1;
            _events.Add(new());
            HostOptions own = options with { Name = $"host{i}", Node = i, Internet = options.Internet with { Forwarding = isRouter } };
            _hosts.Add(new(own, random.NextBits(), new Wires(this, i), _events[i]));
        }

        for (int i = 0; i < hosts - 1; i++) _links.Add(Connect(i, random, mtus?[i] ?? 1500));
        for (int i = 0; i < hosts; i++) AddRoutes(i);
    }

    public Timestamp Now { get; private set; } = Timestamp.FromSeconds(1000);

    public Host First => _hosts[0];

    public Host Last => _hosts[^1];

    public Host this[int index] => _hosts[index];

    public EventList EventsOf(int index) => _events[index];

    /// <summary>The direction of a link from left to right: losses are scripted there.</summary>
    public LinkDirection ToTheRight(int link) => _links[link].ToRight;

    public LinkDirection ToTheLeft(int link) => _links[link].ToLeft;

    /// <summary>Changes what arrives at the first host, or drops it: null.</summary>
    public Func<byte[], byte[]?>? Tamper { get; set; }

    public static IpAddress V4(int link, int end) => IpAddress.V4(0x0A00_0000u | (uint)link << 8 | (uint)end);

    public static IpAddress V6(int link, int end) => IpAddress.V6(0x2001_0DB8_0000_0000ul | (ulong)link << 16, (ulong)end);

    public static IpAddress Of(IpFamily family, int link, int end) => family == IpFamily.V4 ? V4(link, end) : V6(link, end);

    /// <summary>An address of the last host.</summary>
    public IpAddress End(IpFamily family) => Of(family, _links.Count - 1, 2);

    /// <summary>Something that was never sent arrives at the first host.</summary>
    public void Forge(byte[] datagram) => First.Receive(_links[0].LeftInterface, new(datagram), Now);

    /// <summary>Lets everything happen that is due within a time.</summary>
    public void Run(double seconds = 1)
    {
        Timestamp limit = Now + new Duration((long)(seconds * Duration.PerSecond));
        for (int steps = 0; ; steps++)
        {
            Timestamp next = NextDeadline;
            if (next > limit) break;
            Assert.True(steps < 1_000_000, "the hosts never come to rest");
            if (next > Now) Now = next;
            foreach (Link link in _links) Deliver(link);
            foreach (Host host in _hosts) host.Advance(Now);
        }

        Now = limit;
    }

    private Timestamp NextDeadline
    {
        get
        {
            Timestamp next = _hosts.Min(host => host.NextDeadline);
            foreach (Link link in _links)
            {
                if (link.ToRight.NextArrival < next) next = link.ToRight.NextArrival;
                if (link.ToLeft.NextArrival < next) next = link.ToLeft.NextArrival;
            }

            return next;
        }
    }

    private void Deliver(Link link)
    {
        int left = _links.IndexOf(link);
        while (link.ToRight.TryTake(Now, out Frame frame)) _hosts[left + 1].Receive(link.RightInterface, frame, Now);
        while (link.ToLeft.TryTake(Now, out Frame frame))
        {
            byte[]? octets = left == 0 && Tamper is not null ? Tamper(frame.Octets.ToArray()) : frame.Octets.ToArray();
            if (octets is not null) _hosts[left].Receive(link.LeftInterface, new(octets, frame.Checksum, frame.SegmentSize), Now);
        }
    }

    private Link Connect(int left, SeededRandom random, int mtu)
    {
        LinkOptions options = new() { Delay = Duration.FromMilliseconds(1) };
        return new(new(options, random.Split()), new(options, random.Split()),
            Equip(_hosts[left], left, 1, mtu), Equip(_hosts[left + 1], left, 2, mtu));
    }

    private int Equip(Host host, int link, int end, int mtu)
    {
        int index = host.Internet.AddInterface(_isEthernet
            ? new(InterfaceKind.Ethernet, $"wire{link}", mtu, new(0x0200_0000_0000ul + (ulong)((link * 256) + end)))
            : new(InterfaceKind.RawIp, $"wire{link}", mtu));
        host.Internet.AddAddress(index, V4(link, end), 24, default);
        host.Internet.AddAddress(index, V6(link, end), 64, default);
        return index;
    }

    private void AddRoutes(int host)
    {
        for (int link = 0; link < _links.Count; link++)
        {
            bool isRight = link > host, isLeft = link < host - 1;
            if (!isRight && !isLeft) continue;
            int through = isRight ? _links[host].LeftInterface : _links[host - 1].RightInterface;
            foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            {
                IpAddress gateway = isRight ? Of(family, host, 2) : Of(family, host - 1, 1);
                _hosts[host].Internet.AddRoute(Of(family, link, 0), family == IpFamily.V4 ? 24 : 64, gateway, through);
            }
        }
    }

    private sealed record Link(LinkDirection ToRight, LinkDirection ToLeft, int LeftInterface, int RightInterface);

    private sealed class Wires(HostRow row, int host) : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now)
        {
            Link? right = host < row._links.Count ? row._links[host] : null;
            if (right?.LeftInterface == @interface) right.ToRight.Send(frame, now);
            else if (host > 0 && host <= row._links.Count) row._links[host - 1].ToLeft.Send(frame, now); // else it is not there yet
        }
    }
}
