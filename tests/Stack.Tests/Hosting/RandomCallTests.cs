using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Transport;

namespace NetStack.Tests.Hosting;

/// <summary>Any calls in any order with any arguments: nothing throws, and when all is closed nothing is left.</summary>
public sealed class RandomCallTests
{
    private const int Programs = 150, Calls = 600;

    private static readonly SocketOption[] s_options = Enum.GetValues<SocketOption>();

    private static readonly IpAddress[] s_addresses =
    [
        default, TwoHosts.ClientV4, TwoHosts.ServerV4, TwoHosts.ClientV6, TwoHosts.ServerV6, TwoHosts.Address("127.0.0.1"),
        TwoHosts.Address("0.0.0.0"), TwoHosts.Address("::"), TwoHosts.Address("::1"), TwoHosts.Address("::ffff:192.0.2.2"),
        TwoHosts.Address("224.0.0.251"), TwoHosts.Address("ff02::fb"), TwoHosts.Address("255.255.255.255"), TwoHosts.Address("192.0.2.255"),
        TwoHosts.Address("198.51.100.1"),
    ];

    private static readonly SocketKind[] s_kinds =
        [SocketKind.Stream, SocketKind.Stream, SocketKind.Datagram, SocketKind.Datagram, SocketKind.Echo];

    private readonly byte[] _buffer = new byte[4096];
    private int _accepted, _received;

    [Fact]
    public void Random_calls_never_throw_and_leave_nothing_behind()
    {
        for (ulong seed = 1; seed <= Programs; seed++)
        {
            try
            {
                RunProgram(seed);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}", fault);
            }
        }

        Assert.True(_accepted > 20 && _received > Programs, $"too little happens: {_accepted} accepted, {_received} received");
    }

    private void RunProgram(ulong seed)
    {
        SeededRandom random = new(seed);
        TwoHosts net = new(new LinkOptions(), new() { MaxSockets = 40 }, seed);
        Poller poller = net.Client.Sockets.CreatePoller();
        CompletionRing ring = net.Client.Sockets.CreateRing(16);
        foreach (Host host in (Host[])[net.Client, net.Server])
        {
            for (int i = 0; i < 8; i++)
                host.Sockets.Create(i % 4 == 3 ? IpFamily.V6 : IpFamily.V4, i % 3 == 2 ? SocketKind.Datagram : SocketKind.Stream, out _);
        }

        for (ushort port = 1; port <= 4; port++) net.Connect(port);
        for (int i = 0; i < Calls; i++)
        {
            Host host = random.Next(2) == 0 ? net.Client : net.Server;
            Call(host.Sockets, random, net.Now);
            if (random.Next(10) == 0) UsePoller(poller, random);
            if (random.Next(10) == 0) UseRing(ring, random, net.Now);
            if (random.Next(3) == 0) net.Run(random.Next(4) == 0 ? 2 : 0.01);
        }

        foreach (Host host in (Host[])[net.Client, net.Server])
        {
            for (int fd = 0; fd < 60; fd++)
                host.Sockets.Close(fd, net.Now);
        }

        net.Run(2000);
        Assert.Equal(0, poller.Count);
        foreach (Host host in (Host[])[net.Client, net.Server])
        {
            Assert.Equal(0, host.Sockets.Count);
            Assert.Equal([], host.Tcp.Connections.Select(each => $"{host.Options.Name} {each.Key} {each.State}"));
            Assert.Equal(0, host.Udp.EndpointCount);
            Assert.Equal(0, host.Echo.EndpointCount);
            Assert.Equal(0, host.Buffers.InUse);
        }
    }

    private void Call(SocketTable sockets, SeededRandom random, Timestamp now)
    {
        int fd = random.Next(8) > 0 ? 3 + random.Next(13) : random.Next(20) - 1;
        SocketAddress address = Address(random);
        SocketFlags flags = random.Next(3) > 0 ? SocketFlags.None
            : (SocketFlags)(random.NextBits() & (ulong)(SocketFlags.Peek | SocketFlags.Truncate | SocketFlags.More | SocketFlags.FastOpen
                | SocketFlags.OutOfBand | SocketFlags.ErrorQueue));
        Span<byte> data = _buffer.AsSpan(0, random.Next(_buffer.Length));
        switch (random.Next(18))
        {
            case 0 or 1: sockets.Create(random.Next(3) == 0 ? IpFamily.V6 : IpFamily.V4, s_kinds[random.Next(s_kinds.Length)], out _); break;
            case 2: sockets.Bind(fd, address, now); break;
            case 3:
                if (random.Next(3) > 0) sockets.Bind(fd, address with { Address = default }, now);
                sockets.Listen(fd, random.Next(4) - 1, now);
                break;
            case 4: _accepted += sockets.Accept(fd, out _, out _, now) > 0 ? 1 : 0; break;
            case 5 or 6: sockets.Connect(fd, address, now); break;
            case 7 or 8: sockets.Send(fd, data, flags, out _, now); break;
            case 9: sockets.SendTo(fd, data, flags, address, out _, now); break;
            case 10 or 11: _received += sockets.ReceiveFrom(fd, data, flags, out _, out _, now) > 0 ? 1 : 0; break;
            case 12: sockets.Shutdown(fd, (ShutdownHow)random.Next(4), now); break;
            case 13: sockets.Close(fd, now); break;
            case 14: sockets.GetOption(fd, s_options[random.Next(s_options.Length)], out _, now); break;
            case 15: sockets.SetOption(fd, s_options[random.Next(s_options.Length)], Value(random), now); break;
            case 16:
                sockets.GetLocalName(fd, out _);
                sockets.GetPeerName(fd, out _);
                break;
            default:
                sockets.Poll(fd);
                sockets.TryReceiveError(fd, out _, now);
                sockets.Info(fd, now);
                sockets.InputQueue(fd, out _);
                sockets.OutputQueue(fd, out _);
                break;
        }
    }

    /// <summary>Half of the addresses make sense, so that something happens.</summary>
    private static SocketAddress Address(SeededRandom random) =>
        new(s_addresses[random.Next(random.Next(2) == 0 ? 3 : s_addresses.Length)], (ushort)random.Next(8) > 0 ? (ushort)1 : (ushort)random.Next(3));

    private static SocketOptionValue Value(SeededRandom random) => random.Next(4) switch
    {
        0 => (SocketOptionValue)random.Next(2),
        1 => new SocketOptionValue(random.Next(300) - 2, random.Next(4) - 1, Group: s_addresses[random.Next(s_addresses.Length)]),
        2 => new SocketOptionValue(unchecked((long)random.NextBits())),
        _ => new SocketOptionValue(0, 0, random.Next(2) == 0 ? "reno" : "nothing"),
    };

    private void UsePoller(Poller poller, SeededRandom random)
    {
        int fd = random.Next(14) - 1;
        Readiness interest = (Readiness)random.Next(0x40);
        switch (random.Next(4))
        {
            case 0: poller.Add(fd, interest, (PollerMode)random.Next(4)); break;
            case 1: poller.Modify(fd, interest, (PollerMode)random.Next(4)); break;
            case 2: poller.Remove(fd); break;
            default: poller.Wait(new PollerEvent[random.Next(4)]); break;
        }
    }

    private void UseRing(CompletionRing ring, SeededRandom random, Timestamp now)
    {
        int fd = random.Next(14) - 1;
        SocketAddress address = Address(random);
        ring.TrySubmit(random.Next(5) switch
        {
            0 => Submission.Accept(fd, 1),
            1 => Submission.Connect(fd, address, 2),
            2 => Submission.Send(fd, new byte[100], 3),
            3 => Submission.Receive(fd, new byte[100], 4),
            _ => Submission.Close(fd, 5),
        });
        ring.Run(now);
        if (random.Next(3) == 0) ring.Cancel(random.Next(5));
        ring.TryTake(out _);
    }
}
