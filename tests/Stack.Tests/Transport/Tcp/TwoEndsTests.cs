using NetStack.Bytes;
using NetStack.Internet;
using NetStack.Simulation.Links;
using NetStack.Tracing;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Tests.Transport.Tcp;

public sealed class TwoEndsTests
{
    private static readonly LinkOptions Good = new() { Delay = Duration.FromMilliseconds(10) };

    public static TheoryData<string, int, int, int, int> Links => new()
    {
        { "good", 0, 0, 0, 0 },
        { "losing", 20_000, 0, 0, 0 },
        { "losing much", 150_000, 0, 0, 0 },
        { "reordering", 0, 50_000, 0, 0 },
        { "duplicating", 0, 0, 50_000, 0 },
        { "corrupting", 0, 0, 0, 20_000 },
        { "hostile", 50_000, 50_000, 50_000, 20_000 },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void A_stream_arrives_whole_and_unaltered_over_any_link(string name, int loss, int reorder, int duplicate, int corrupt)
    {
        Assert.NotEmpty(name);
        foreach (TcpProfile profile in new[]
        {
            TcpProfile.Linux, TcpProfile.Textbook, TcpProfile.Linux with { UseSack = false }, TcpProfile.Linux with { UseRack = false },
            TcpProfile.Linux with { UseTimestamps = false, CongestionControl = CongestionAlgorithm.Reno },
            TcpProfile.Linux with { CongestionControl = CongestionAlgorithm.Vegas }, TcpProfile.Textbook with { UseFastRetransmit = false },
        })
        {
            LinkOptions link = Good with
            {
                Loss = loss, Reorder = reorder, Duplicate = duplicate, Corrupt = corrupt, ReorderDelay = Duration.FromMilliseconds(7),
            };
            Transfer(new(link, 7, profile), 300_000);
        }
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_stream_arrives_whole_in_super_segments_too(string name, int loss, int reorder, int duplicate, int corrupt)
    {
        Assert.NotEmpty(name);
        LinkOptions link = Good with
        {
            Loss = loss, Reorder = reorder, Duplicate = duplicate, Corrupt = corrupt, ReorderDelay = Duration.FromMilliseconds(7),
        };
        TwoEnds ends = new(link, 7, offload: Offload.PartialChecksums | Offload.SuperSegments);
        Transfer(ends, 3_000_000);
        Assert.True(ends.Client.LargestFrame > 5_000, $"the largest frame had {ends.Client.LargestFrame} octets");
    }

    [Theory]
    [InlineData(Offload.PartialChecksums, 1500)]
    [InlineData(Offload.PartialChecksums | Offload.SuperSegments, 65_535)]
    public void A_device_gets_no_larger_frame_than_it_takes(Offload offload, int largest)
    {
        TwoEnds ends = new(Good, offload: offload);
        (Connection client, _) = Transfer(ends, 3_000_000);
        Assert.InRange(ends.Client.LargestFrame, largest - 1460 - 100, largest);
        Assert.Equal(0u, client.Status(ends.Now).TotalRetrans);
    }

    [Fact]
    public void A_stream_over_a_good_link_needs_no_retransmission_and_no_waiting()
    {
        TwoEnds ends = new(Good);
        Timestamp start = ends.Now;
        (Connection client, Timestamp done) = Transfer(ends, 1_000_000);
        Assert.Equal(0u, client.Status(ends.Now).TotalRetrans);
        Assert.True(done - start < Duration.FromMilliseconds(400), $"{(done - start).Nanoseconds / 1_000_000} ms");
    }

    [Fact]
    public void A_narrow_path_makes_segments_smaller_but_not_the_MSS_that_is_offered()
    {
        TwoEnds ends = new(Good);
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out _)!;
        ends.Client.Ip.LowerPathMtu(ends.Server.Address, 1000, ends.Now);
        Connection client = ends.Connect(80);
        ends.RunFor(Duration.FromMilliseconds(50));
        Assert.Equal(1000 - 40 - 12, client.EffectiveMss); // IP, TCP and timestamps
        Assert.Equal(1500 - 40 - 12, listener.Accept()!.EffectiveMss);
    }

    [Fact]
    public void The_same_seed_gives_the_same_frames_and_events_octet_for_octet()
    {
        string first = Fingerprint(11), again = Fingerprint(11), other = Fingerprint(12);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_stream_in_full_flow_allocates_nothing()
    {
        TwoEnds ends = new(Good, profile: TcpProfile.Linux with { CongestionControl = CongestionAlgorithm.Reno });
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out _)!;
        Connection client = ends.Connect(80);
        ends.RunFor(Duration.FromMilliseconds(50));
        Connection server = listener.Accept()!;
        server.User = client.User;
        byte[] data = new byte[100_000], sink = new byte[100_000];
        Pump(3_000); // until the window, the buffers and the link's queue have the size that they keep
        long before = GC.GetAllocatedBytesForCurrentThread(), received = 0;
        Pump(3_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(received > 1_000_000, $"{received} octets");

        void Pump(int steps)
        {
            received = 0;
            for (int i = 0; i < steps; i++)
            {
                client.Send(data, false, out _, ends.Now);
                ends.Step(Timestamp.Never);
                received += Math.Max(0, server.Receive(sink, false, out _, ends.Now));
            }
        }
    }

    private static string Fingerprint(ulong seed)
    {
        TwoEnds ends = new(
            Good with { Loss = 30_000, Reorder = 30_000, ReorderDelay = Duration.FromMilliseconds(3), Jitter = Duration.FromMilliseconds(1) },
            seed, trace: true);
        Transfer(ends, 200_000);
        Assert.NotEmpty(ends.Client.Events.Events);
        Assert.NotEmpty(ends.Server.Events.Events);
        System.Text.StringBuilder text = new();
        foreach (StackEvent happened in ends.Client.Events.Events.Concat(ends.Server.Events.Events))
            text.AppendLine(happened.ToString());
        return $"{ends.Client.Digest:x} {ends.Server.Digest:x} {text}";
    }

    /// <returns>The client's end, and when the stream had arrived.</returns>
    private static (Connection Client, Timestamp Done) Transfer(TwoEnds ends, int length)
    {
        Listener listener = ends.Server.Tcp.Listen(default, 80, ends.Server.Tcp.Profile, out Errno error)!;
        Assert.Equal(Errno.None, error);
        Connection client = ends.Connect(80);
        Connection? server = null;
        byte[] sent = new byte[length], received = new byte[length + 1];
        for (int i = 0; i < length; i++)
            sent[i] = unchecked((byte)((i * 7) + (i >> 8)));
        int written = 0, read = 0;
        bool ended = false;
        Timestamp limit = ends.Now + Duration.FromSeconds(3000);
        while (!ended && ends.Step(limit))
        {
            if (server is null && (server = listener.Accept()) is not null) server.User = new TwoEnds.Ear();
            if (written < length && client.State == TcpState.Established)
            {
                int count = client.Send(sent.AsSpan(written), false, out error, ends.Now);
                if (count > 0) written += count;
                if (written == length) client.ShutdownSend(ends.Now);
            }

            if (server is null) continue;
            while (true)
            {
                int count = server.Receive(received.AsSpan(read), false, out error, ends.Now);
                if (count > 0) read += count;
                ended = count == 0;
                if (count <= 0) break;
            }

            Assert.True(error is Errno.None or Errno.EAGAIN, $"{error} after {read} octets");
        }

        Assert.True(ended, $"stuck after {read} of {length} octets: {client.State} {server?.State} {client.Status(ends.Now)}");
        Assert.Equal(length, read);
        Assert.True(sent.AsSpan().SequenceEqual(received.AsSpan(0, length)));
        server!.Close(ends.Now);
        client.Close(ends.Now);
        Timestamp done = ends.Now;
        ends.RunFor(Duration.FromSeconds(400));
        Assert.Equal(0, ends.Client.Tcp.ConnectionCount);
        Assert.Equal(0, ends.Server.Tcp.ConnectionCount);
        Assert.Equal(0, ends.Client.Pool.InUse);
        Assert.Equal(0, ends.Server.Pool.InUse);
        return (client, done);
    }
}
