using System.Buffers.Binary;
using NetStack.Application.Bulk;
using NetStack.Application.Serving;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Simulation.Links;
using NetStack.Tests.Application.Serving;
using NetStack.Tests.Hosting;
using NetStack.Transport;

namespace NetStack.Tests.Application.Bulk;

public sealed class BulkTests
{
    private static readonly LinkOptions TenMegabits = new() { Delay = Duration.FromMilliseconds(10), BitsPerSecond = 10_000_000, QueueFrames = 100 };

    private static SocketAddress At(ushort port, IpFamily family = IpFamily.V4) => new(family == IpFamily.V4 ? TwoHosts.ServerV4 : TwoHosts.ServerV6, port);

    [Theory]
    [InlineData(IpFamily.V4, 1_000_000, 1)]
    [InlineData(IpFamily.V6, 300_000, 5)]
    [InlineData(IpFamily.V4, 0, 1)]
    public void Everything_that_is_sent_is_counted_at_the_other_end(IpFamily family, int octets, int connections)
    {
        TwoHosts net = new(TenMegabits);
        BulkSink sink = new(net.Server);
        net.Server.Run(sink, net.Now);
        BulkSender sender = new(net.Client, At(BulkSink.Port, family), new() { Octets = octets, Connections = connections });
        net.Client.Run(sender, net.Now);
        net.Run(60);
        Assert.Equal((long)octets * connections, sink.Octets);
        Assert.Equal(connections, sink.Flows.Count);
        Assert.All(sink.Flows, flow => Assert.Equal((octets, true, Errno.None), (flow.Octets, flow.HasEnded, flow.Error)));
        Assert.All(sender.Flows, flow => Assert.Equal((octets, true, Errno.None), (flow.Octets, flow.HasEnded, flow.Error)));
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void A_sender_with_a_time_fills_the_link_for_so_long()
    {
        TwoHosts net = new(TenMegabits);
        BulkSink sink = new(net.Server);
        net.Server.Run(sink, net.Now);
        BulkSender sender = new(net.Client, At(BulkSink.Port), new() { Time = Duration.FromSeconds(10) });
        net.Client.Run(sender, net.Now);
        net.Run(60);
        Assert.Equal(sender.Flows[0].Octets, sink.Octets);
        Assert.InRange(sink.Flows[0].BitsPerSecond, 8_500_000, 9_653_333); // 1448 octets of data in each datagram of 1500
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void A_sender_needs_an_end() =>
        Assert.Throws<ArgumentException>(() => new BulkSender(new TwoHosts().Client, default, new()));

    [Theory]
    [InlineData(8, 0, 0)]
    [InlineData(64, 1000, 0)]
    [InlineData(100_000, 200_000, 0)]
    [InlineData(64, 1000, 50)]
    public void Requests_are_answered_with_as_much_as_they_ask_for(int request, int response, int pause)
    {
        TwoHosts net = new(new() { Delay = Duration.FromMilliseconds(10) });
        RequestResponseServer server = new(net.Server);
        net.Server.Run(server, net.Now);
        RequestResponseClient client = new(net.Client, At(RequestResponseServer.Port), new()
        {
            Requests = 20, RequestOctets = request, ResponseOctets = response, Connections = 3, Pause = Duration.FromMilliseconds(pause),
        });
        net.Client.Run(client, net.Now);
        net.Run(60);
        Assert.Equal((60, 60, 0), (server.Answered, client.Completed, client.Broken));
        if (request == 64) Assert.Equal((Duration.FromMilliseconds(20), Duration.FromMilliseconds(20)), (client.Shortest, client.Mean));
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void A_request_shorter_than_its_header_and_random_octets_are_refused()
    {
        TwoHosts net = new();
        RequestResponseServer server = new(net.Server);
        net.Server.Run(server, net.Now);
        ScriptedClient client = new(net.Client, At(RequestResponseServer.Port), [0, 0, 0, 7, 0, 0, 0, 1], closesHalf: false);
        net.Client.Run(client, net.Now);
        net.Run(1);
        Assert.Equal((true, Errno.ECONNRESET, 0L), (client.HasEnded, client.Error, server.Answered));
    }

    [Fact]
    public void A_steady_stream_arrives_without_loss_and_jitter()
    {
        TwoHosts net = new(new() { Delay = Duration.FromMilliseconds(30) });
        (UdpStreamer streamer, UdpSink sink) = Stream(net, new() { Count = 500, DatagramOctets = 200, Interval = Duration.FromMilliseconds(20) });
        net.Run(20);
        UdpFlow flow = Assert.Single(sink.Flows);
        Assert.Equal((500L, 500L, 0L, 0L, 0L), (streamer.Sent, flow.Received, flow.Lost, flow.Reordered, flow.Duplicates));
        Assert.Equal((100_000L, default(Duration), TwoHosts.ClientV4), (flow.Octets, flow.Jitter, flow.From.Address));
        Assert.Empty(net.Client.Applications);
    }

    [Fact]
    public void What_the_link_does_to_a_stream_is_what_the_sink_says()
    {
        TwoHosts net = new(new()
        {
            Delay = Duration.FromMilliseconds(30), Loss = 100_000, Duplicate = 50_000, Reorder = 50_000, ReorderDelay = Duration.FromMilliseconds(30),
        });
        (UdpStreamer streamer, UdpSink sink) = Stream(net, new() { Count = 10_000, Interval = Duration.FromMilliseconds(10) });
        net.Run(200);
        UdpFlow flow = Assert.Single(sink.Flows);
        Assert.Equal(10_000, streamer.Sent);
        Assert.InRange(flow.Lost, 800, 1200);
        Assert.InRange(flow.Duplicates, 300, 600);
        Assert.InRange(flow.Reordered, 300, 600);
        Assert.True(flow.Jitter.Nanoseconds > 0);
        Assert.Equal(flow.Received, flow.Expected - flow.Lost + flow.Duplicates);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void An_on_off_source_sends_in_its_bursts_only(ulong seed)
    {
        TwoHosts net = new();
        (UdpStreamer streamer, UdpSink sink) = Stream(net, new()
        {
            Interval = Duration.FromMilliseconds(10), On = Duration.FromSeconds(1), Off = Duration.FromSeconds(3), Seed = seed,
        });
        net.Run(400);
        Assert.InRange(streamer.Sent, seed == 0 ? 10_000 : 7_500, seed == 0 ? 10_100 : 12_500); // a quarter of 40,000
        Assert.Equal(streamer.Sent, sink.Flows[0].Received);
    }

    [Theory]
    [InlineData(new uint[] { 5, 6, 7 }, 3, 0, 0, 0)]
    [InlineData(new uint[] { 5, 7, 8 }, 4, 1, 0, 0)]
    [InlineData(new uint[] { 5, 7, 6, 8 }, 4, 0, 1, 0)]
    [InlineData(new uint[] { 5, 6, 6, 5, 7 }, 3, 0, 0, 2)]
    [InlineData(new uint[] { 0xFFFF_FFFE, 0xFFFF_FFFF, 0, 1 }, 4, 0, 0, 0)] // around the circle
    [InlineData(new uint[] { 1, 0xFFFF_FFFF, 0 }, 3, 0, 2, 0)]
    [InlineData(new uint[] { 9 }, 1, 0, 0, 0)]
    public void Numbers_tell_loss_order_and_repetition(uint[] numbers, long expected, long lost, long reordered, long duplicates)
    {
        UdpFlow flow = new(default);
        byte[] datagram = new byte[12];
        foreach (uint number in numbers)
        {
            BinaryPrimitives.WriteUInt32BigEndian(datagram, number);
            flow.Take(datagram, default);
        }

        Assert.Equal((expected, lost, reordered, duplicates), (flow.Expected, flow.Lost, flow.Reordered, flow.Duplicates));
    }

    [Fact]
    public void Jitter_is_that_of_the_RFC()
    {
        UdpFlow flow = new(default);
        byte[] datagram = new byte[12];
        long[] transits = [1000, 1016, 1000, 1160];
        for (int i = 0; i < transits.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(datagram, (uint)i);
            BinaryPrimitives.WriteInt64BigEndian(datagram.AsSpan(4), i * 1_000_000L);
            flow.Take(datagram, new((i * 1_000_000L) + transits[i]));
        }

        // by hand, RFC 3550 §A.8, times 16: 0+16-0 = 16; 16+16-1 = 31; 31+160-2 = 189; 189/16 = 11
        Assert.Equal(11, flow.Jitter.Nanoseconds);
    }

    [Fact]
    public void Hostile_datagrams_are_counted_and_harm_nobody()
    {
        TwoHosts net = new();
        UdpSink sink = new(net.Server);
        net.Server.Run(sink, net.Now);
        int socket = net.Client.Sockets.Create(IpFamily.V4, SocketKind.Datagram, out _);
        SeededRandom random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] octets = new byte[random.Next(30)];
            for (int j = 0; j < octets.Length; j++) octets[j] = unchecked((byte)random.NextBits());
            net.Client.Sockets.SendTo(socket, octets, SocketFlags.None, At(UdpSink.Port), out _, net.Now);
            if (i % 100 == 0) net.Run(0.1);
        }

        net.Run(1);
        Assert.Equal(2000, sink.Ignored + sink.Flows[0].Received);
        Assert.True(sink.Ignored > 500 && sink.Flows[0].Lost >= 0 && sink.Flows[0].Jitter.Nanoseconds >= 0);
    }

    private static (UdpStreamer Streamer, UdpSink Sink) Stream(TwoHosts net, UdpStreamerOptions options)
    {
        UdpSink sink = new(net.Server);
        Assert.Equal(Errno.None, net.Server.Run(sink, net.Now));
        UdpStreamer streamer = new(net.Client, At(UdpSink.Port), options);
        Assert.Equal(Errno.None, net.Client.Run(streamer, net.Now));
        return (streamer, sink);
    }
}
