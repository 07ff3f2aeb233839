using System.Buffers.Binary;
using NetStack.Application.Dhcp;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Dhcp;

public sealed class DhcpClientTests
{
    private static readonly MacAddress s_clientMac = new(0x0200_0000_0001), s_serverMac = new(0x0200_0000_0002);
    private static readonly IpAddress s_server = TwoHosts.Address("192.0.2.2"), s_lent = TwoHosts.Address("192.0.2.77");
    private readonly LinkDirection _toServer = new(default, new(1)), _toClient = new(default, new(2));
    private readonly EventList _events = new();
    private readonly byte[] _buffer = new byte[1500];
    private readonly List<string> _heard = [];
    private readonly Host _client, _server;
    private readonly DhcpClient _dhcp;
    private readonly int _wire, _socket;
    private Timestamp _now = Timestamp.FromSeconds(1000);
    private bool _isSilent, _refuses;
    private uint _lease = 3600;

    public DhcpClientTests()
    {
        HostOptions options = new() { Internet = InternetOptions.Linux with { ProbeIpv4Addresses = true } };
        _client = new(options, 1, new Wire(_toServer));
        _server = new(new(), 2, new Wire(_toClient));
        _wire = _client.Internet.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, s_clientMac));
        _server.Internet.AddInterface(new(InterfaceKind.Ethernet, "eth0", 1500, s_serverMac));
        _server.Internet.AddAddress(_wire, s_server, 24, default);
        _socket = _server.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        _server.Sockets.Bind(_socket, new(default, 67), _now);
        _server.Sockets.SetOption(_socket, SocketOption.Broadcast, true, _now);
        _dhcp = new(_client, _wire, s_clientMac, 3, trace: new(_events));
    }

    [Fact]
    public void A_client_is_lent_an_address_uses_it_and_gives_it_back()
    {
        Assert.Equal(Errno.None, _dhcp.Start(_now));
        Run(30);
        Assert.Equal(DhcpClientState.Bound, _dhcp.State);
        Assert.Equal(["Discover *", "Request *"], _heard);
        Assert.True(_client.Internet.IsLocal(s_lent));
        Assert.Equal((s_lent, 24, s_server), (_dhcp.Lease!.Address, _dhcp.Lease.PrefixLength, _dhcp.Lease.Router));
        Assert.Equal([TwoHosts.Address("192.0.2.53"), TwoHosts.Address("192.0.2.54")], _dhcp.Lease.NameServers);
        Assert.True(_client.Internet.TryFindPath(TwoHosts.Address("198.51.100.1"), default, out DatagramPath path));
        Assert.Equal(s_lent, path.Source);
        Assert.Equal(
            ["Init", "Selecting", "Requesting", "Checking", "Bound"],
            _events.Events.OfType<DhcpStateChanged>().Select(each => each.To.ToString()));

        _dhcp.Stop(_now);
        Run(1);
        Assert.Equal("Release 192.0.2.77", _heard[^1]);
        Assert.False(_client.Internet.IsLocal(s_lent));
        Assert.False(_client.Internet.TryFindPath(TwoHosts.Address("198.51.100.1"), default, out _));
    }

    [Fact]
    public void Nobody_answers_and_the_questions_become_rarer()
    {
        _isSilent = true;
        _dhcp.Start(_now);
        Run(10); // RFC 2131 §4.4.1: a random wait of up to ten seconds
        int first = _heard.Count;
        Run(300);
        // 4, 8, 16, 32, 64, 64, 64 s
        Assert.InRange(first, 1, 2);
        Assert.InRange(_heard.Count - first, 5, 8);
        Assert.All(_heard, each => Assert.Equal("Discover *", each));
    }

    [Fact]
    public void The_lease_is_renewed_at_half_of_its_time_with_its_server()
    {
        Bind();
        Run(1800);
        Assert.Equal(["Request 192.0.2.77"], _heard);
        Assert.Equal(DhcpClientState.Bound, _dhcp.State);
        Assert.True(_dhcp.Lease!.EndsAt > _now + Duration.FromSeconds(3000));
    }

    [Fact]
    public void Without_an_answer_everybody_is_asked_and_then_the_address_is_given_up()
    {
        Bind();
        _isSilent = true;
        Run(1900);
        Assert.Equal(DhcpClientState.Renewing, _dhcp.State);
        Run(1300);
        Assert.Equal(DhcpClientState.Rebinding, _dhcp.State);
        Assert.True(_client.Internet.IsLocal(s_lent));
        Run(500);
        Assert.Equal(DhcpClientState.Selecting, _dhcp.State);
        Assert.False(_client.Internet.IsLocal(s_lent));
        Assert.Null(_dhcp.Lease);
    }

    [Fact]
    public void A_refusal_ends_the_use_at_once()
    {
        Bind();
        _refuses = true;
        Run(1810);
        Assert.False(_client.Internet.IsLocal(s_lent));
        Assert.Contains(_events.Events, each => each.Envelope.Reason == DhcpClientReasons.Refused);
        _refuses = false;
        Run(60);
        Assert.Equal(DhcpClientState.Bound, _dhcp.State);
    }

    [Fact]
    public void An_address_that_somebody_uses_is_declined()
    {
        _server.Internet.AddAddress(_wire, s_lent, 24, default);
        _dhcp.Start(_now);
        Run(22);
        Assert.Contains("Decline *", _heard);
        Assert.False(_client.Internet.IsLocal(s_lent));
        _server.Internet.RemoveAddress(_wire, s_lent, _now);
        Run(40);
        Assert.Equal(DhcpClientState.Bound, _dhcp.State);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(uint.MaxValue)]
    public void Any_time_of_lease_is_survived(uint lease)
    {
        _lease = lease;
        _dhcp.Start(_now);
        Run(500);
        Assert.InRange(_heard.Count, 2, 400);
        if (lease != uint.MaxValue) return;
        Assert.Equal(Timestamp.Never, _dhcp.Lease!.EndsAt);
        Assert.Equal(Timestamp.Never, _dhcp.NextDeadline);
    }

    [Fact]
    public void Replies_of_any_octets_are_survived()
    {
        SeededRandom random = new(5);
        _dhcp.Start(_now);
        byte[] reply = new byte[400];
        for (int i = 0; i < 3000; i++)
        {
            Run(random.Next(3));
            _isSilent = random.Next(4) == 0;
            int length = Answer(reply, (byte)random.Next(9), random.Next(reply.Length));
            for (int changes = random.Next(6); changes > 0; changes--) reply[random.Next(reply.Length)] = (byte)random.Next(256);
            _server.Sockets.SendTo(_socket, reply.AsSpan(0, random.Next(length)), SocketFlags.None, new(TwoHosts.Address("255.255.255.255"), 68), out _, _now);
        }
    }

    private void Bind()
    {
        _dhcp.Start(_now);
        Run(30);
        Assert.Equal(DhcpClientState.Bound, _dhcp.State);
        _heard.Clear();
    }

    /// <summary>The server's side, by the octets of RFC 2131 §2 and RFC 2132.</summary>
    private void Serve()
    {
        while (_server.Sockets.Receive(_socket, _buffer, SocketFlags.None, out _, _now) is > 0 and var count)
        {
            Assert.True(count >= 300);
            Assert.Equal(0x63825363u, BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(236)));
            byte type = _buffer[242];
            string client = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(12)) == 0 ? "*" : IpAddress.Read(_buffer.AsSpan(12, 4)).ToString();
            _heard.Add($"{(DhcpMessageType)type} {client}");
            if (_isSilent || type is not (1 or 3)) continue;
            byte[] reply = new byte[400];
            int length = Answer(reply, (byte)(type == 1 ? 2 : _refuses ? 6 : 5), 0);
            SocketAddress to = new(client == "*" ? TwoHosts.Address("255.255.255.255") : IpAddress.Read(_buffer.AsSpan(12, 4)), 68);
            Assert.Equal(length, _server.Sockets.SendTo(_socket, reply.AsSpan(0, length), SocketFlags.None, to, out _, _now));
        }
    }

    private int Answer(byte[] reply, byte type, int more)
    {
        _buffer.AsSpan(0, 240).CopyTo(reply);
        reply[0] = 2;
        s_lent.Write(reply.AsSpan(16));
        byte[] lease = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(lease, _lease);
        byte[] options = [53, 1, type, 54, 4, 192, 0, 2, 2, 51, 4, .. lease, 1, 4, 255, 255, 255, 0, 3, 4, 192, 0, 2, 2, 6, 8, 192, 0, 2, 53, 192, 0, 2, 54, 255];
        options.CopyTo(reply, 240);
        return Math.Min(reply.Length, 240 + options.Length + more);
    }

    private void Run(int seconds)
    {
        Timestamp limit = _now + Duration.FromSeconds(seconds);
        for (int steps = 0; ; steps++)
        {
            Assert.True(steps < 200_000, "it never comes to rest");
            Timestamp next = new[] { _toServer.NextArrival, _toClient.NextArrival, _client.NextDeadline, _server.NextDeadline, _dhcp.NextDeadline }.Min();
            if (next > limit) break;
            if (next > _now) _now = next;
            while (_toServer.TryTake(_now, out Frame frame)) _server.Receive(_wire, frame, _now);
            while (_toClient.TryTake(_now, out Frame frame)) _client.Receive(_wire, frame, _now);
            _client.Advance(_now);
            _server.Advance(_now);
            Serve();
            _dhcp.Advance(_now);
        }

        _now = limit;
    }

    private sealed class Wire(LinkDirection link) : IFrameSink
    {
        public void Send(int @interface, in Frame frame, Timestamp now) => link.Send(frame, now);
    }
}
