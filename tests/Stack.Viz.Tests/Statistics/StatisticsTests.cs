using NetStack.Bytes;
using NetStack.Tests.Conversations;
using NetStack.Viz.Catalogues;
using NetStack.Viz.Statistics;
using Xunit;

namespace NetStack.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public void Protocols_stand_below_the_one_that_wraps_them()
    {
        StatisticsCollector statistics = Collect();
        ProtocolNode frame = statistics.Hierarchy!;
        Assert.Equal(("frame", 3), (frame.Protocol.Name, frame.Frames));
        ProtocolNode tcp = frame.Children.Single().Children.Single().Children.Single();
        Assert.Equal(("tcp", 3, 162), (tcp.Protocol.Name, tcp.Frames, tcp.Octets));
    }

    [Fact]
    public void Addresses_have_what_they_sent_and_received()
    {
        EndpointTraffic client = Collect().Endpoints.Single(end => end.Address.ToString() == "192.0.2.1");
        Assert.Equal((2, 108, 1, 54), (client.FramesSent, client.OctetsSent, client.FramesReceived, client.OctetsReceived));
    }

    [Fact]
    public void The_timeline_becomes_coarser_by_2_and_5_and_loses_nothing()
    {
        Timeline timeline = new();
        for (int i = 0; i < 100; i++) timeline.Add(Timestamp.FromSeconds(0, i * 1_000_000L), 10);
        Assert.Equal(Duration.FromMilliseconds(10), timeline.Width);
        Assert.Equal(10, timeline.Count);
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal((10, 100), timeline[i]));
    }

    [Fact]
    public void A_time_stamp_centuries_later_or_earlier_does_no_harm()
    {
        Timeline timeline = new();
        timeline.Add(Timestamp.FromSeconds(0), 1);
        timeline.Add(new(long.MaxValue), 1);
        timeline.Add(new(long.MinValue), 1);
        Assert.Equal(3, Enumerable.Range(0, timeline.Count).Sum(i => timeline[i].Frames));
    }

    [Fact]
    public void What_was_noticed_is_counted_by_kind()
    {
        StatisticsCollector statistics = new();
        new Segments().Handshake().Send(true, "A", 1001, 5001, 10).Send(true, "A", 1001, 5001, 10).Dissect(statistics.Add);
        FindingCount again = statistics.Findings.Single(found => found.FirstFrame == 5);
        Assert.Equal(("tcp", 1), (again.Protocol.Name, again.Count));
    }

    [Fact]
    public void The_page_has_all_four_parts()
    {
        string page = TerminalText.Of(new StatisticsTerminal(Collect(), Catalogue.For("en"), 20).Render(), width: 120);
        Assert.StartsWith("3 packets, 162 octets in 2 ms\n", page, StringComparison.Ordinal);
        Assert.Contains("      tcp", page, StringComparison.Ordinal);
        Assert.Contains("192.0.2.2", page, StringComparison.Ordinal);
        Assert.Contains("█", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_of_nothing_says_so() => Assert.Equal("No packet is in this capture.",
        TerminalText.Of(new StatisticsTerminal(new(), Catalogue.For("en"), 20).Render()));

    private static StatisticsCollector Collect()
    {
        StatisticsCollector statistics = new();
        new Segments().Handshake().Dissect(statistics.Add);
        return statistics;
    }
}
