using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>Two TCPs over IP with a link between them, in virtual time: for tests of what no script can say.</summary>
internal sealed class TwoEnds
{
    public TwoEnds(LinkOptions link = default, ulong seed = 1, TcpProfile? profile = null, TcpProfile? serverProfile = null, bool trace = false,
        Offload offload = Offload.None)
    {
        SeededRandom random = new(seed);
        ToServer = new(link, random.Split());
        ToClient = new(link, random.Split());
        Client = new(ToServer, "10.0.0.1", "10.0.0.2", random.Split(), profile ?? TcpProfile.Linux, trace, offload);
        Server = new(ToClient, "10.0.0.2", "10.0.0.1", random.Split(), serverProfile ?? profile ?? TcpProfile.Linux, trace, offload);
    }

    public LinkDirection ToServer { get; }

    public LinkDirection ToClient { get; }

    public End Client { get; }

    public End Server { get; }

    public Timestamp Now { get; private set; } = new(Duration.FromSeconds(1000).Nanoseconds);

    public Timestamp NextEvent => Earliest(Earliest(ToServer.NextArrival, ToClient.NextArrival), Earliest(Client.NextDeadline, Server.NextDeadline));

    /// <summary>Goes to the next thing that happens. False when nothing will, or only after the limit.</summary>
    public bool Step(Timestamp limit)
    {
        Timestamp next = NextEvent;
        if (next > limit || next == Timestamp.Never)
        {
            if (limit > Now && limit != Timestamp.Never) Now = limit;
            return false;
        }

        if (next > Now) Now = next;
        while (ToServer.TryTake(Now, out Frame frame))
            Server.Ip.Receive(1, frame, Now);
        while (ToClient.TryTake(Now, out Frame frame))
            Client.Ip.Receive(1, frame, Now);
        Client.Advance(Now);
        Server.Advance(Now);
        return true;
    }

    public void RunFor(Duration time)
    {
        Timestamp limit = Now + time;
        while (Step(limit))
        {
        }
    }

    public Connection Connect(ushort port)
    {
        ConnectionKey key = new(Client.Address, Server.Address, Client.Tcp.ChoosePort(Client.Address, Server.Address, port, Client.Tcp.Profile, Now), port);
        Connection connection = Client.Tcp.Open(key, Client.Tcp.Profile, null, out _, Now)!;
        connection.User = new Ear();
        Client.Tcp.Connect(connection, fastOpen: false, Now);
        return connection;
    }

    private static Timestamp Earliest(Timestamp a, Timestamp b) => a < b ? a : b;

    internal sealed class Ear : ITcpUser
    {
        public void OnReady(Readiness what)
        {
        }
    }

    internal sealed class End : IFrameSink
    {
        private readonly LinkDirection _out;

        public End(LinkDirection output, string address, string peer, SeededRandom random, TcpProfile profile, bool trace, Offload offload)
        {
            _out = output;
            EventPublisher? publisher = trace ? new(Events) : null;
            Assert.True(IpAddress.TryParse(address, out IpAddress mine));
            Assert.True(IpAddress.TryParse(peer, out _));
            Address = mine;
            Ip = new(InternetOptions.Linux, random, this, publisher);
            int id = Ip.AddInterface(new(InterfaceKind.RawIp, "wire", Offload: offload));
            Ip.SetUp(id, true, default);
            Ip.AddAddress(id, mine, 24, default);
            Tcp = new(Ip, random, Pool, new(), profile, publisher);
            Ip.Register(IpProtocol.Tcp, Tcp);
        }

        public EventList Events { get; } = new();

        public OctetPool Pool { get; } = new(1L << 32);

        public IpAddress Address { get; }

        public InternetLayer Ip { get; }

        public TcpLayer Tcp { get; }

        public Timestamp NextDeadline => Earliest(Ip.NextDeadline, Tcp.Timers.NextDeadline);

        public void Advance(Timestamp now)
        {
            Ip.Advance(now);
            Tcp.Advance(now);
        }

        /// <summary>A digest of every frame that was sent, and when.</summary>
        public ulong Digest { get; private set; }

        /// <summary>Octets of the largest frame that was sent.</summary>
        public int LargestFrame { get; private set; }

        public void Send(int @interface, in Frame frame, Timestamp now)
        {
            LargestFrame = Math.Max(LargestFrame, frame.Octets.Length);
            Digest = new SipHash(Digest, unchecked((ulong)now.Nanoseconds)).Compute(frame.Octets);
            _out.Send(frame, now);
        }
    }
}
