using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

/// <summary>Two hosts with a wire between them, in virtual time.</summary>
internal sealed class TwoHosts
{
    public static readonly IpAddress ClientV4 = Address("192.0.2.1"), ServerV4 = Address("192.0.2.2");
    public static readonly IpAddress ClientV6 = Address("2001:db8::1"), ServerV6 = Address("2001:db8::2");

    public TwoHosts(LinkOptions link = default, HostOptions? options = null, ulong seed = 1, int mtu = 1500)
    {
        SeededRandom random = new(seed);
        options ??= new();
        _toServer = new(link, random.Split());
        _toClient = new(link, random.Split());
        Client = new(options with { Name = "client" }, random.NextBits(), new Wire(_toServer), ClientEvents);
        Server = new(options with { Name = "server", Node = 1 }, random.NextBits(), new Wire(_toClient), ServerEvents);
        Equip(Client, ClientV4, ClientV6, mtu);
        Equip(Server, ServerV4, ServerV6, mtu);
    }

    private readonly LinkDirection _toServer, _toClient;

    public Host Client { get; }

    public Host Server { get; }

    public EventList ClientEvents { get; } = new();

    public EventList ServerEvents { get; } = new();

    public Timestamp Now { get; private set; } = Timestamp.FromSeconds(1000);

    public int WireInterface { get; private set; }

    public static IpAddress Address(string text)
    {
        Assert.True(IpAddress.TryParse(text, out IpAddress address), text);
        return address;
    }

    /// <summary>Lets everything happen that is due within a time.</summary>
    public void Run(double seconds = 1)
    {
        Timestamp limit = Now + new Duration((long)(seconds * Duration.PerSecond));
        for (int steps = 0; ; steps++)
        {
            Timestamp next = Earliest(Earliest(_toServer.NextArrival, _toClient.NextArrival), Earliest(Client.NextDeadline, Server.NextDeadline));
            if (next > limit) break;
            Assert.True(steps < 1_000_000, "the hosts never come to rest");
            if (next > Now) Now = next;
            while (_toServer.TryTake(Now, out Frame frame))
                Server.Receive(WireInterface, frame, Now);
            while (_toClient.TryTake(Now, out Frame frame))
                Client.Receive(WireInterface, frame, Now);
            Client.Advance(Now);
            Server.Advance(Now);
        }

        Now = limit;
    }

    /// <summary>A listening socket of the server.</summary>
    public int Listen(ushort port, IpFamily family = IpFamily.V4, int backlog = 16)
    {
        int fd = Server.Sockets.Create(family, SocketKind.Stream, out _);
        Assert.Equal(Errno.None, Server.Sockets.Bind(fd, new(default, port), Now));
        Assert.Equal(Errno.None, Server.Sockets.Listen(fd, backlog, Now));
        return fd;
    }

    /// <summary>A connection from the client to the server, both ends established.</summary>
    public (int Client, int Server) Connect(ushort port = 80)
    {
        int listener = Listen(port), client = Client.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        Assert.Equal(Errno.EINPROGRESS, Client.Sockets.Connect(client, new(ServerV4, port), Now));
        Run();
        int server = Server.Sockets.Accept(listener, out _, out Errno error, Now);
        Assert.Equal(Errno.None, error);
        Assert.Equal(Errno.None, Client.Sockets.Connect(client, new(ServerV4, port), Now));
        Server.Sockets.Close(listener, Now);
        return (client, server);
    }

    private void Equip(Host host, in IpAddress v4, in IpAddress v6, int mtu)
    {
        WireInterface = host.Internet.AddInterface(new(InterfaceKind.RawIp, "wire", mtu));
        host.Internet.AddAddress(WireInterface, v4, 24, default);
        host.Internet.AddAddress(WireInterface, v6, 64, default);
    }

    private static Timestamp Earliest(Timestamp a, Timestamp b) => a < b ? a : b;

    private sealed class Wire(LinkDirection link) : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now) => link.Send(frame, now);
    }
}
