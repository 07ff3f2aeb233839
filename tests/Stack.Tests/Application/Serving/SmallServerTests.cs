using NetStack.Application.Chargen;
using NetStack.Application.Discard;
using NetStack.Application.Echo;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Serving;

/// <summary>Echo (RFC 862), discard (RFC 863) and the character generator (RFC 864), between two hosts in virtual time.</summary>
public sealed class SmallServerTests
{
    private static readonly LinkOptions Lossy = new()
    {
        Delay = Duration.FromMilliseconds(10), Jitter = Duration.FromMilliseconds(2), Loss = 30_000, Reorder = 20_000,
        ReorderDelay = Duration.FromMilliseconds(5), Duplicate = 10_000,
    };

    private readonly EventList _events = new();

    private static byte[] SomeOctets(int count, ulong seed = 1)
    {
        SeededRandom random = new(seed);
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) octets[i] = unchecked((byte)random.NextBits());
        return octets;
    }

    private static ScriptedClient Run(TwoHosts net, ScriptedClient client)
    {
        Assert.Equal(Errno.None, net.Client.Run(client, net.Now));
        return client;
    }

    private static SocketAddress ServerAt(ushort port, IpFamily family = IpFamily.V4) =>
        new(family == IpFamily.V4 ? TwoHosts.ServerV4 : TwoHosts.ServerV6, port);

    [Theory]
    [InlineData(IpFamily.V4, false, 0)]
    [InlineData(IpFamily.V4, false, 1)]
    [InlineData(IpFamily.V6, false, 3_000_000)]
    [InlineData(IpFamily.V4, true, 300_000)]
    [InlineData(IpFamily.V6, true, 300_000)]
    public void Everything_comes_back_and_then_the_FIN(IpFamily family, bool isLossy, int count)
    {
        TwoHosts net = new(isLossy ? Lossy : new() { Delay = Duration.FromMilliseconds(1) });
        net.Server.Run(new EchoServer(net.Server), net.Now);
        byte[] octets = SomeOctets(count);
        ScriptedClient client = Run(net, new(net.Client, ServerAt(7, family), octets));
        net.Run(200);
        Assert.Equal(Errno.None, client.Error);
        Assert.True(client.HasEnded);
        Assert.Equal(octets, client.Heard);
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void A_client_that_does_not_read_holds_itself_back_and_not_the_others()
    {
        TwoHosts net = new();
        net.Server.Run(new EchoServer(net.Server), net.Now);
        byte[] octets = SomeOctets(20_000_000);
        ScriptedClient deaf = Run(net, new(net.Client, ServerAt(7), octets) { IsDeaf = true });
        net.Run(5);
        Assert.Equal(0, deaf.HeardCount);
        Assert.True(net.Server.Buffers.InUse < 16_000_000, "the server buffers what TCP's windows allow, and no more");
        ScriptedClient other = Run(net, new(net.Client, ServerAt(7), SomeOctets(1000)));
        net.Run(1);
        Assert.Equal(1000, other.HeardCount);
    }

    [Fact]
    public void Nobody_is_busy_while_nothing_happens()
    {
        TwoHosts net = new();
        EchoServer echo = new(net.Server, new() { IdleLimit = default });
        ChargenServer chargen = new(net.Server, new() { IdleLimit = default });
        net.Server.Run(echo, net.Now);
        net.Server.Run(chargen, net.Now);
        Run(net, new(net.Client, ServerAt(7), SomeOctets(10), closesHalf: false));
        Run(net, new(net.Client, ServerAt(19), [], closesHalf: false) { IsDeaf = true });
        net.Run(5);
        Assert.Equal(Timestamp.Never, echo.NextDeadline);
        Assert.Equal(Timestamp.Never, chargen.NextDeadline);
    }

    [Fact]
    public void Ten_thousand_connections_are_echoed_at_a_time_every_octet_right()
    {
        const int Count = 10_000;
        TwoHosts net = new(options: new() { Internet = NetStack.Internet.InternetOptions.Linux });
        EchoServer echo = new(net.Server, new() { Backlog = Count, HasDatagrams = false });
        net.Server.Run(echo, net.Now);
        ManyEchoes clients = new(net.Client, ServerAt(7), Count);
        Assert.Equal(Errno.None, net.Client.Run(clients, net.Now));
        net.Run(10);
        Assert.Equal((Count, Count, 0), (clients.Answered, echo.Connections, clients.Wrong));
        clients.Finish();
        net.Run(10);
        Assert.Equal((0, Count), (echo.Connections, echo.Accepted));
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void One_connection_more_than_allowed_is_reset_and_told()
    {
        TwoHosts net = new();
        EchoServer echo = new(net.Server, new() { MaxConnections = 2 }, new(_events));
        net.Server.Run(echo, net.Now);
        ScriptedClient[] clients = [.. Enumerable.Range(0, 3).Select(_ => Run(net, new(net.Client, ServerAt(7), [1], closesHalf: false)))];
        net.Run(1);
        Assert.Equal((2, 1), (echo.Connections, echo.Refused));
        Assert.Equal([Errno.None, Errno.None, Errno.ECONNRESET], clients.Select(client => client.Error));
        SessionRefused refused = Assert.Single(_events.Events.OfType<SessionRefused>());
        Assert.Equal(("app.too-many", TwoHosts.ClientV4), (refused.Envelope.Reason.Id, refused.Peer));
    }

    [Fact]
    public void An_idle_connection_is_closed_after_its_time_and_a_busy_one_is_not()
    {
        TwoHosts net = new();
        EchoServer echo = new(net.Server, new() { IdleLimit = Duration.FromSeconds(10) }, new(_events));
        net.Server.Run(echo, net.Now);
        ScriptedClient idle = Run(net, new(net.Client, ServerAt(7), [1], closesHalf: false));
        ScriptedClient busy = Run(net, new(net.Client, ServerAt(7), [1], closesHalf: false));
        for (int i = 0; i < 4; i++)
        {
            net.Run(4);
            busy.Say("more");
        }

        net.Run(1);
        Assert.True(idle.HasEnded);
        Assert.False(busy.HasEnded);
        SessionClosed closed = Assert.Single(_events.Events.OfType<SessionClosed>());
        Assert.Equal(("app.idle", 1L, 1L), (closed.Envelope.Reason.Id, closed.Received, closed.Sent));
    }

    [Fact]
    public void A_reset_ends_the_session()
    {
        TwoHosts net = new();
        EchoServer echo = new(net.Server, null, new(_events));
        net.Server.Run(echo, net.Now);
        Run(net, new(net.Client, ServerAt(7), SomeOctets(100_000)) { ResetsAfter = 5_000 });
        net.Run(5);
        Assert.Equal(0, echo.Connections);
        Assert.Equal("app.broken", Assert.Single(_events.Events.OfType<SessionClosed>()).Envelope.Reason.Id);
    }

    [Fact]
    public void A_stopped_server_closes_its_connections_and_gives_its_port_back()
    {
        TwoHosts net = new();
        EchoServer echo = new(net.Server);
        net.Server.Run(echo, net.Now);
        Assert.Equal(Errno.EADDRINUSE, net.Server.Run(new EchoServer(net.Server), net.Now));
        ScriptedClient client = Run(net, new(net.Client, ServerAt(7), [1], closesHalf: false));
        net.Run(1);
        net.Server.End(echo, net.Now);
        net.Run(1);
        Assert.True(client.HasEnded);
        Assert.Equal(0, net.Server.Sockets.Count);
        Assert.Equal(Errno.None, net.Server.Run(new EchoServer(net.Server), net.Now));
    }

    [Fact]
    public void Who_waits_for_room_is_told_of_it_although_no_call_was_cut_short()
    {
        TwoHosts net = new(new() { Delay = Duration.FromMilliseconds(10) });
        (int client, int server) = net.Connect();
        while (net.Client.Sockets.Poll(client).HasFlag(Readiness.Writable))
            Assert.Equal(1000, net.Client.Sockets.Send(client, new byte[1000], SocketFlags.None, out _, net.Now));
        Poller poller = net.Client.Sockets.CreatePoller();
        poller.Add(client, Readiness.Writable);
        Assert.False(poller.HasReady);
        for (int i = 0; i < 100 && !poller.HasReady; i++)
        {
            net.Run(0.1);
            net.Server.Sockets.Receive(server, new byte[100_000], SocketFlags.None, out _, net.Now);
        }

        Assert.True(poller.HasReady);
    }

    [Fact]
    public void A_client_is_told_that_nobody_listens()
    {
        TwoHosts net = new();
        ScriptedClient client = Run(net, new(net.Client, ServerAt(7), [1]));
        net.Run(1);
        Assert.Equal((true, Errno.ECONNREFUSED), (client.HasEnded, client.Error));
        Assert.Empty(net.Client.Applications);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Discard_reads_everything_and_says_nothing(bool isLossy)
    {
        TwoHosts net = new(isLossy ? Lossy : default);
        DiscardServer discard = new(net.Server, null, new(_events));
        net.Server.Run(discard, net.Now);
        ScriptedClient client = Run(net, new(net.Client, ServerAt(9), SomeOctets(200_000)));
        net.Run(100);
        Assert.True(client.HasEnded);
        Assert.Empty(client.Heard);
        SessionClosed closed = Assert.Single(_events.Events.OfType<SessionClosed>());
        Assert.Equal(("app.finished", 200_000L, 0L), (closed.Envelope.Reason.Id, closed.Received, closed.Sent));
    }

    [Fact]
    public void The_lines_of_the_generator_are_those_of_the_RFC()
    {
        TwoHosts net = new();
        net.Server.Run(new ChargenServer(net.Server), net.Now);
        ScriptedClient client = Run(net, new(net.Client, ServerAt(19), SomeOctets(5000), closesHalf: false) { ResetsAfter = 1_000_000 });
        net.Run(5);
        string[] lines = client.Text.Split("\r\n");
        Assert.True(lines.Length > 10_000);
        for (int i = 0; i < lines.Length - 1; i++)
        {
            Assert.Equal(72, lines[i].Length);
            Assert.Equal((char)(' ' + (i % 95)), lines[i][0]);
        }

        Assert.Equal("""!"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefgh""", lines[1]); // RFC 864, its example's second line
    }

    [Theory]
    [InlineData(7, 0, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(7, 20_000, 20_000)]
    [InlineData(9, 100, -1)]
    [InlineData(19, 0, 74)]
    [InlineData(19, 200, 200)]
    [InlineData(19, 20_000, 512)]
    public void A_datagram_is_answered_as_its_service_does(ushort port, int count, int answered)
    {
        TwoHosts net = new();
        StartAll(net);
        int socket = net.Client.Sockets.Create(IpFamily.V6, SocketKind.Datagram, out _);
        byte[] data = SomeOctets(count), answer = new byte[65_536];
        net.Client.Sockets.SendTo(socket, data, SocketFlags.None, ServerAt(port, IpFamily.V6), out Errno error, net.Now);
        Assert.Equal(Errno.None, error);
        net.Run(1);
        int length = net.Client.Sockets.ReceiveFrom(socket, answer, SocketFlags.None, out SocketAddress from, out _, net.Now);
        Assert.Equal(answered, length);
        if (length >= 0) Assert.Equal(port, from.Port);
        if (port == 7) Assert.Equal(data, answer[..length]);
    }

    [Fact]
    public void Two_services_do_not_answer_each_other_for_ever()
    {
        TwoHosts net = new();
        StartAll(net);
        int socket = net.Client.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        net.Client.Sockets.Bind(socket, new(default, 19), net.Now);
        net.Client.Sockets.SendTo(socket, [1, 2, 3], SocketFlags.None, ServerAt(7), out _, net.Now);
        net.Run(1);
        Assert.Equal(-1, net.Client.Sockets.Receive(socket, new byte[100], SocketFlags.None, out _, net.Now));
        Assert.Equal("app.would-loop", Assert.Single(_events.Events.OfType<AnswerRefused>()).Envelope.Reason.Id);
    }

    [Fact]
    public void A_steady_echo_allocates_nothing()
    {
        Host host = new(new(), 1, new Nowhere());
        Timestamp now = Timestamp.FromSeconds(1000);
        host.Run(new EchoServer(host, new() { HasDatagrams = false }), now);
        int peer = host.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        host.Sockets.Connect(peer, new(IpAddress.V4(0x7F00_0001), 7), now);
        Settle(host, ref now);
        byte[] octets = SomeOctets(20_000), heard = new byte[octets.Length];
        long allocated = 0;
        for (int i = 0; i < 400; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            int sent = host.Sockets.Send(peer, octets, SocketFlags.None, out _, now);
            Settle(host, ref now);
            int count = host.Sockets.Receive(peer, heard, SocketFlags.None, out _, now);
            if (i >= 200) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(sent == octets.Length && count == octets.Length, $"{sent} octets sent, {count} heard");
        }

        Assert.Equal(0, allocated);
    }

    /// <summary>Lets a host do what is due within the next ten milliseconds.</summary>
    private static void Settle(Host host, ref Timestamp now)
    {
        Timestamp limit = now + Duration.FromMilliseconds(10);
        for (int steps = 0; host.NextDeadline <= limit; steps++)
        {
            Assert.True(steps < 10_000, "the host never comes to rest");
            if (host.NextDeadline > now) now = host.NextDeadline;
            host.Advance(now);
        }

        now = limit;
    }

    private sealed class Nowhere : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now)
        {
        }
    }

    private void StartAll(TwoHosts net)
    {
        EventPublisher trace = new(_events);
        net.Server.Run(new EchoServer(net.Server, null, trace), net.Now);
        net.Server.Run(new DiscardServer(net.Server, null, trace), net.Now);
        net.Server.Run(new ChargenServer(net.Server, null, trace), net.Now);
    }

    /// <summary>A client with very many connections, each of which says a number and hears it.</summary>
    private sealed class ManyEchoes(Host host, SocketAddress to, int count) : StreamClient(host, null)
    {
        private readonly List<One> _all = [];

        public override string Name => "many";

        public int Answered { get; private set; }

        public int Wrong { get; private set; }

        protected override Errno Open(Timestamp now)
        {
            for (int i = 0; i < count; i++)
            {
                One one = new(this, i);
                _all.Add(one);
                Errno error = Connect(to, one, now);
                if (error != Errno.None) return error;
            }

            return Errno.None;
        }

        public void Finish() => _all.ForEach(one => one.Finish());

        private sealed class One(ManyEchoes many, int number) : StreamSession
        {
            private bool _hasSent, _finishes;

            public void Finish()
            {
                _finishes = true;
                Wake(Writing);
            }

            protected internal override Readiness Step(Timestamp now)
            {
                Span<byte> octets = stackalloc byte[4];
                if (_finishes) return Over;
                if (!_hasSent)
                {
                    BitConverter.TryWriteBytes(octets, number);
                    _hasSent = Send(octets, now) == 4;
                }

                if (!TryReceive(octets, out int read, now)) return Reading;
                if (read == 0) return Over;
                many.Answered++;
                if (read != 4 || BitConverter.ToInt32(octets) != number) many.Wrong++;
                return Reading;
            }
        }
    }
}
