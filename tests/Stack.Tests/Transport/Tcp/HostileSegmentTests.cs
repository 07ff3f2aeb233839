using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Transport.Tcp;

/// <summary>Whatever arrives, in whatever state: no exception, no growth, and a good client is still served.</summary>
public sealed class HostileSegmentTests
{
    private const int SegmentsEach = 3_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_segments_into_connections_of_every_state_do_no_harm(int seed)
    {
        SeededRandom random = new((ulong)seed);
        HashSet<TcpState> met = [];
        foreach (string way in new[] { "syn-sent", "established", "closing", "peer-closing", "fin-wait-2", "time-wait", "half-open", "data-out" })
        {
            (TwoEnds ends, Connection target) = Bring(way, (ulong)seed);
            for (int i = 0; i < SegmentsEach; i++)
            {
                met.Add(target.State);
                Inject(ends, target, random);
                if (i % 16 == 0) ends.RunFor(Duration.FromMilliseconds(random.Next(300)));
                if (target.State == TcpState.Closed) (ends, target) = Bring(way, (ulong)(seed + i));
            }

            Assert.True(ends.Client.Tcp.ConnectionCount <= 4);
            Assert.True(ends.Client.Pool.InUse < 64 << 20);
        }

        TcpState[] wanted =
        [
            TcpState.SynSent, TcpState.SynReceived, TcpState.Established, TcpState.FinWait1, TcpState.FinWait2, TcpState.CloseWait,
            TcpState.Closing, TcpState.LastAck, TcpState.TimeWait,
        ];
        Assert.Equal(wanted, wanted.Where(met.Contains));
    }

    [Fact]
    public void A_good_client_is_served_during_a_SYN_flood_by_means_of_cookies()
    {
        TwoEnds ends = new(serverProfile: TcpProfile.Linux with { MaximumSynBacklog = 64 });
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out _)!;
        listener.Backlog = 64;
        for (int i = 0; i < 5_000; i++)
        {
            IpAddress from = IpAddress.V4(0x0A00_0100u + (uint)(i % 200));
            Inject(ends.Server, from, new(from, ends.Server.Address, (ushort)(1024 + i), 80), TcpFlags.Syn, new((uint)i), default, [], ends.Now);
        }

        Assert.True(ends.Server.Tcp.ConnectionCount <= 64, $"{ends.Server.Tcp.ConnectionCount} half-open connections");
        Connection client = ends.Connect(80);
        ends.RunFor(Duration.FromMilliseconds(100));
        Assert.Equal(TcpState.Established, client.State);
        client.Send("hello"u8, false, out _, ends.Now);
        ends.RunFor(Duration.FromMilliseconds(100));
        Connection server = listener.Accept()!;
        byte[] got = new byte[10];
        Assert.Equal(5, server.Receive(got, false, out _, ends.Now));
        Assert.Equal("hello"u8, got.AsSpan(0, 5));
    }

    [Fact]
    public void A_peer_that_never_opens_its_window_holds_no_more_than_the_send_buffer_and_is_given_up_when_it_falls_silent()
    {
        TwoEnds ends = new(profile: TcpProfile.Linux with { SendBuffer = 65_536 });
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out _)!;
        Connection client = ends.Connect(80);
        ends.RunFor(Duration.FromMilliseconds(10));
        Connection server = listener.Accept()!;
        server.User = new TwoEnds.Ear();
        byte[] much = new byte[1 << 20];
        for (int i = 0; i < 100; i++)
        {
            client.Send(much, false, out _, ends.Now);
            ends.RunFor(Duration.FromSeconds(1));
        }

        Assert.Equal(TcpState.Established, client.State);
        Assert.InRange(client.SendQueued, 1, 65_536);
        Assert.Equal(0u, server.RcvWnd);
        ends.ToServer.Options = new LinkOptions { Loss = LinkOptions.Always };
        ends.RunFor(Duration.FromSeconds(3_000));
        Assert.Equal(TcpState.Closed, client.State);
        Assert.Equal(Errno.ETIMEDOUT, client.PendingError);
        Assert.Equal(0, ends.Client.Pool.InUse);
    }

    [Fact]
    public void Every_other_octet_from_an_attacker_takes_a_bounded_number_of_runs()
    {
        (TwoEnds ends, Connection target) = Bring("established", 5);
        for (int i = 0; i < 20_000; i++)
            Inject(ends.Client, target.Key.RemoteAddress, target.Key, TcpFlags.Ack, target.RcvNxt + 1 + (2 * i), target.SndNxt, [1], ends.Now, reverse: true);
        Assert.True(ends.Client.Pool.InUse <= 1 << 18, $"{ends.Client.Pool.InUse} octets");
        Assert.Equal(TcpState.Established, target.State);
    }

    /// <summary>A connection of the client in a given situation.</summary>
    private static (TwoEnds Ends, Connection Target) Bring(string way, ulong seed)
    {
        TwoEnds ends = new(new() { Delay = Duration.FromMilliseconds(1) }, seed);
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out _)!;
        if (way == "syn-sent") ends.ToServer.Options = new LinkOptions { Loss = LinkOptions.Always };
        Connection target = ends.Connect(80);
        if (way == "syn-sent") return (ends, target);
        if (way == "half-open")
        {
            // a SYN from the peer makes SYN-SENT a simultaneous opening
            Inject(ends.Client, target.Key.RemoteAddress, target.Key, TcpFlags.Syn, new(77), default, [], ends.Now, reverse: true);
            return (ends, target);
        }

        ends.RunFor(Duration.FromMilliseconds(50));
        Connection server = listener.Accept()!;
        server.User = new TwoEnds.Ear();
        Assert.Equal(TcpState.Established, target.State);
        switch (way)
        {
            case "data-out":
                ends.ToServer.Options = new LinkOptions { Loss = LinkOptions.Always };
                target.Send(new byte[20_000], false, out _, ends.Now);
                break;
            case "closing":
                ends.ToServer.Options = new LinkOptions { Loss = LinkOptions.Always };
                target.ShutdownSend(ends.Now);
                Inject(ends.Client, target.Key.RemoteAddress, target.Key, TcpFlags.Fin | TcpFlags.Ack, target.RcvNxt, target.SndUna, [], ends.Now, reverse: true);
                break;
            case "peer-closing":
                server.ShutdownSend(ends.Now);
                ends.RunFor(Duration.FromMilliseconds(5));
                if ((seed & 1) == 0) target.ShutdownSend(ends.Now);
                break;
            case "fin-wait-2":
                target.ShutdownSend(ends.Now);
                ends.RunFor(Duration.FromMilliseconds((seed & 1) == 0 ? 5 : 0));
                break;
            case "time-wait":
                target.ShutdownSend(ends.Now);
                ends.RunFor(Duration.FromMilliseconds(5));
                server.ShutdownSend(ends.Now);
                ends.RunFor(Duration.FromMilliseconds(5));
                break;
        }

        return (ends, target);
    }

    private static void Inject(TwoEnds ends, Connection target, SeededRandom random)
    {
        TcpFlags flags = (TcpFlags)random.Next(512);
        if (random.Next(4) != 0) flags = (flags & ~(TcpFlags.Rst | TcpFlags.Syn)) | TcpFlags.Ack;
        SeqNumber seq = random.Next(3) == 0 ? new(unchecked((uint)random.NextBits())) : target.RcvNxt + (random.Next(4_000) - 1_000);
        SeqNumber ack = random.Next(3) == 0 ? new(unchecked((uint)random.NextBits())) : target.SndNxt + (random.Next(4_000) - 3_000);
        byte[] data = new byte[random.Next(3) == 0 ? random.Next(3_000) : 0];
        byte[] options = new byte[4 * random.Next(11)];
        for (int i = 0; i < options.Length; i++)
            options[i] = (byte)random.Next(random.Next(2) == 0 ? 12 : 256);
        Inject(ends.Client, target.Key.RemoteAddress, target.Key, flags, seq, ack, data, ends.Now, reverse: true, options, (ushort)random.Next(65_536));
    }

    private static void Inject(
        TwoEnds.End to, IpAddress from, ConnectionKey key, TcpFlags flags, SeqNumber seq, SeqNumber ack, byte[] data, Timestamp now,
        bool reverse = false, byte[]? options = null, ushort window = 1000)
    {
        options ??= [];
        byte[] segment = new byte[TcpHeader.MinLength + options.Length + data.Length];
        Span<byte> header = segment.AsSpan(0, TcpHeader.MinLength + options.Length);
        (ushort source, ushort destination) = reverse ? (key.RemotePort, key.LocalPort) : (key.LocalPort, key.RemotePort);
        TcpHeader.Write(header, source, destination, seq, ack, flags, window);
        options.CopyTo(segment, TcpHeader.MinLength);
        data.CopyTo(segment, header.Length);
        ushort pseudo = InternetChecksum.PseudoHeader(from, to.Address, IpProtocol.Tcp, segment.Length);
        TcpHeader.WriteChecksum(segment, InternetChecksum.Compute(segment, pseudo));
        to.Tcp.Receive(new(from, to.Address, IpProtocol.Tcp, (byte)(seq.Value & 3), Interface: 1), segment, ChecksumState.Unverified, 0, now);
    }
}
