using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Hosting;

/// <summary>Two hosts, a link and up to three connections, and what has to be true of them after every step.</summary>
internal sealed class SocketProgram
{
    private const ushort Port = 80, NobodysPort = 81;
    private const long BufferLimit = 64 << 20;
    private static readonly TcpProfile[] Profiles =
    [
        TcpProfile.Linux, TcpProfile.Textbook, TcpProfile.Linux with { UseSack = false, UseTimestamps = false },
        TcpProfile.Linux with { UseRack = false, UseProportionalRateReduction = false, CongestionControl = CongestionAlgorithm.Reno, Ecn = EcnUse.On },
    ];

    private readonly End _client, _server;
    private readonly LinkDirection _toServer, _toClient;
    private readonly int _listener;
    private readonly Pair[] _pairs = new Pair[3];
    private readonly byte[] _data = new byte[20_000];
    private bool _isClosing;
    private Timestamp _now = new(Duration.PerSecond);

    public SocketProgram(ulong seed, int profile)
    {
        SeededRandom random = new(seed);
        LinkOptions link = new() { Delay = Duration.FromMilliseconds(1 + random.Next(50)) };
        (_toServer, _toClient) = (new(link, random.Split()), new(link, random.Split()));
        _client = new(_toServer, 1, random.NextBits(), Profiles[profile]);
        _server = new(_toClient, 2, random.NextBits(), Profiles[profile]);
        _listener = _server.Host.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        Assert.Equal(Errno.None, _server.Host.Sockets.Bind(_listener, new(_server.Address, Port), _now));
        Assert.Equal(Errno.None, _server.Host.Sockets.Listen(_listener, 8, _now));
        for (int i = 0; i < _pairs.Length; i++)
            _pairs[i] = new();
    }

    /// <summary>A connection: one descriptor at each end, and how far its two streams are.</summary>
    private sealed class Pair
    {
        public int ClientFd { get; set; } = -1;

        public int ServerFd { get; set; } = -1;

        public SocketAddress Name { get; set; }

        /// <summary>Octets sent and received: from the client, from the server.</summary>
        public int[] Sent { get; } = new int[2];

        public int[] Received { get; } = new int[2];
    }

    private sealed class End : IFrameSink
    {
        private readonly LinkDirection _out;

        public End(LinkDirection output, uint number, ulong seed, TcpProfile profile)
        {
            _out = output;
            Host = new(new() { Tcp = profile, BufferOctets = BufferLimit }, seed, this);
            Interface = Host.Internet.AddInterface(new(InterfaceKind.RawIp, "wire"));
            Host.Internet.SetUp(Interface, true, default);
            Address = IpAddress.V4(0x0A00_0000u + number);
            Host.Internet.AddAddress(Interface, Address, 24, default);
        }

        public Host Host { get; }

        public int Interface { get; }

        public IpAddress Address { get; }

        public void Send(int @interface, in Frame frame, Timestamp now) => _out.Send(frame, now);
    }

    /// <summary>Does one call, and looks whether everything is as it has to be.</summary>
    public void Run(int what, int which, int amount)
    {
        Pair pair = _pairs[which];
        SocketTable client = _client.Host.Sockets, server = _server.Host.Sockets;
        switch (what)
        {
            case 0:
                Open(pair, Port);
                break;
            case 1 or 2 or 3:
                Send(client, pair.ClientFd, pair, 0, amount);
                break;
            case 4 or 5:
                Send(server, pair.ServerFd, pair, 1, amount);
                break;
            case 6 or 7:
                Receive(client, pair.ClientFd, pair, 1, amount);
                break;
            case 8 or 9:
                Receive(server, pair.ServerFd, pair, 0, amount);
                break;
            case 10:
                client.Shutdown(pair.ClientFd, amount % 5 == 0 ? ShutdownHow.Both : ShutdownHow.Send, _now);
                break;
            case 11:
                server.Shutdown(pair.ServerFd, amount % 5 == 0 ? ShutdownHow.Receive : ShutdownHow.Send, _now);
                break;
            case 12:
                CloseClient(pair, aborts: amount % 4 == 0);
                break;
            case 13:
                CloseServer(pair);
                break;
            case 14:
                client.SetOption(pair.ClientFd, amount % 2 == 0 ? SocketOption.TcpNoDelay : SocketOption.TcpCork, amount % 3 == 0, _now);
                break;
            case 15:
                ChangeLink(amount);
                break;
            case 16:
                _client.Host.Internet.SetMtu(_client.Interface, 576 + (amount % 1000));
                break;
            case 17:
                Open(pair, NobodysPort);
                break;
            default:
                Pass(Duration.FromMilliseconds(amount / 10));
                break;
        }

        Check();
    }

    /// <summary>Closes everything and waits: with a good link every connection has to end.</summary>
    public void Finish()
    {
        _toServer.Options = _toClient.Options = new() { Delay = Duration.FromMilliseconds(5) };
        Pass(Duration.FromSeconds(1));
        foreach (Pair pair in _pairs)
        {
            CloseClient(pair, aborts: false);
            CloseServer(pair);
        }

        _server.Host.Sockets.Close(_listener, _now);
        _isClosing = true;
        Pass(Duration.FromSeconds(4_000));
        Assert.Equal(0, _client.Host.Tcp.ConnectionCount);
        Assert.Equal(0, _server.Host.Tcp.ConnectionCount);
        Assert.Equal(0, _client.Host.Buffers.InUse);
        Assert.Equal(0, _server.Host.Buffers.InUse);
    }

    private void Open(Pair pair, ushort port)
    {
        if (pair.ClientFd >= 0 || pair.ServerFd >= 0) return;
        pair.ClientFd = _client.Host.Sockets.Create(IpFamily.V4, SocketKind.Stream, out _);
        Assert.Equal(Errno.EINPROGRESS, _client.Host.Sockets.Connect(pair.ClientFd, new(_server.Address, port), _now));
        Assert.Equal(Errno.None, _client.Host.Sockets.GetLocalName(pair.ClientFd, out SocketAddress name));
        pair.Name = name;
        Array.Clear(pair.Sent);
        Array.Clear(pair.Received);
    }

    private void Accept()
    {
        while (!_isClosing)
        {
            int fd = _server.Host.Sockets.Accept(_listener, out SocketAddress peer, out Errno error, _now);
            if (fd < 0)
            {
                Assert.Equal(Errno.EAGAIN, error);
                return;
            }

            Pair? pair = Array.Find(_pairs, pair => pair.Name == peer && pair.ServerFd < 0 && pair.ClientFd >= 0);
            if (pair is null) _server.Host.Sockets.Close(fd, _now); // its client has closed and forgotten it meanwhile
            else pair.ServerFd = fd;
        }
    }

    private void Send(SocketTable sockets, int fd, Pair pair, int direction, int amount)
    {
        if (fd < 0) return;
        for (int i = 0; i < amount; i++)
            _data[i] = Octet(direction, pair.Sent[direction] + i);
        int taken = sockets.Send(fd, _data.AsSpan(0, amount), amount % 7 == 0 ? SocketFlags.More : SocketFlags.None, out Errno error, _now);
        Assert.True(taken > 0 || error is Errno.EAGAIN or Errno.EPIPE or Errno.ECONNRESET or Errno.ECONNREFUSED or Errno.ETIMEDOUT or Errno.ENOBUFS,
            $"send gave {taken} and {error}");
        if (taken > 0) pair.Sent[direction] += taken;
    }

    private void Receive(SocketTable sockets, int fd, Pair pair, int direction, int amount)
    {
        if (fd < 0) return;
        int count = sockets.Receive(fd, _data.AsSpan(0, amount), SocketFlags.None, out Errno error, _now);
        Assert.True(count >= 0 || error is Errno.EAGAIN or Errno.ECONNRESET or Errno.ECONNREFUSED or Errno.ETIMEDOUT or Errno.EPIPE or Errno.ENOTCONN,
            $"recv gave {count} and {error}");
        for (int i = 0; i < count; i++)
            Assert.Equal(Octet(direction, pair.Received[direction] + i), _data[i]);
        if (count > 0) pair.Received[direction] += count;
        Assert.True(pair.Received[direction] <= pair.Sent[direction], "nothing arrives that was not sent");
    }

    private void CloseClient(Pair pair, bool aborts)
    {
        if (pair.ClientFd < 0) return;
        if (aborts) _client.Host.Sockets.SetOption(pair.ClientFd, SocketOption.Linger, new(1, 0), _now);
        Assert.Equal(Errno.None, _client.Host.Sockets.Close(pair.ClientFd, _now));
        pair.ClientFd = -1;
    }

    private void CloseServer(Pair pair)
    {
        if (pair.ServerFd < 0) return;
        Assert.Equal(Errno.None, _server.Host.Sockets.Close(pair.ServerFd, _now));
        pair.ServerFd = -1;
    }

    private void ChangeLink(int amount)
    {
        LinkOptions options = new()
        {
            Delay = Duration.FromMilliseconds(amount % 90), Jitter = Duration.FromMilliseconds(amount % 3), Loss = amount % 5 * 40_000,
            Reorder = amount % 7 * 20_000, ReorderDelay = Duration.FromMilliseconds(amount % 40), Duplicate = amount % 11 * 10_000,
            Corrupt = amount % 13 * 5_000, LargestFrame = amount % 17 == 0 ? 700 : 0, BitsPerSecond = amount % 3 == 0 ? 1_000_000 : 0, QueueFrames = 20,
        };
        if (amount % 2 == 0) _toServer.Options = options;
        else _toClient.Options = options;
    }

    private void Pass(Duration time)
    {
        Timestamp limit = _now + time;
        for (int steps = 0; steps < 200_000; steps++)
        {
            Timestamp next = Earliest(Earliest(_toServer.NextArrival, _toClient.NextArrival), Earliest(_client.Host.NextDeadline, _server.Host.NextDeadline));
            if (next > limit)
            {
                _now = limit;
                return;
            }

            if (next > _now) _now = next;
            while (_toServer.TryTake(_now, out Frame frame))
                _server.Host.Receive(_server.Interface, frame, _now);
            while (_toClient.TryTake(_now, out Frame frame))
                _client.Host.Receive(_client.Interface, frame, _now);
            _client.Host.Advance(_now);
            _server.Host.Advance(_now);
            Accept();
            Check();
        }

        Assert.Fail("two hosts answer each other for ever");
    }

    private void Check()
    {
        Check(_client.Host);
        Check(_server.Host);
    }

    private void Check(Host host)
    {
        Assert.True(host.Buffers.InUse is >= 0 and <= BufferLimit, $"{host.Buffers.InUse} octets of buffers");
        foreach (Connection connection in host.Tcp.Connections)
        {
            Assert.True(connection.SndUna <= connection.SndNxt, "SND.UNA <= SND.NXT");
            Assert.True(connection.InFlight >= 0, "segments in flight");
            Assert.True(connection.NextDeadline >= host.NextDeadline, "no deadline is missed");
            Assert.True(connection.NextDeadline > _now || host.NextDeadline <= _now, "what is due will be done");
        }
    }

    private static Timestamp Earliest(Timestamp a, Timestamp b) => a < b ? a : b;

    private static byte Octet(int direction, int offset) => unchecked((byte)((offset * 13) ^ (offset >> 7) ^ (direction * 85)));
}
