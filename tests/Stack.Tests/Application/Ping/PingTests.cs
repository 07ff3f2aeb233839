using System.Buffers.Binary;
using NetStack.Application.Ping;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Internet;
using NetStack.Internet.Icmp;
using NetStack.Tests.Hosting;
using NetStack.Tracing;
using NetStack.Transport;

namespace NetStack.Tests.Application.Ping;

public sealed class PingTests : IPingObserver
{
    private readonly HostRow _net = new(3);
    private readonly List<PingResult> _results = [];
    private readonly EventList _events = new();

    public static TheoryData<IpFamily> Families => [IpFamily.V4, IpFamily.V6];

    public static TheoryData<int[], int, int, int, int> RoundTrips => new()
    {
        // round trips in microseconds, then least, mean, most, mean deviation, worked out by hand
        { [], 0, 0, 0, 0 },
        { [500], 500, 500, 500, 0 },
        { [100, 300], 100, 200, 300, 100 },
        { [2, 4, 4, 4, 5, 5, 7, 9], 2, 5, 9, 2 },
        { [10_000_000, 10_000_000], 10_000_000, 10_000_000, 10_000_000, 0 },
    };

    [Theory, MemberData(nameof(Families))]
    public void Each_request_is_answered_and_measured(IpFamily family)
    {
        PingProgram ping = Start(new() { Destination = _net.End(family), Count = 3 });
        _net.Run(1.5);
        Assert.Equal(2, ping.Statistics.Sent);
        Assert.False(ping.IsFinished);
        _net.Run(1);
        Assert.True(ping.IsFinished);
        Assert.Empty(_net.First.Applications);
        Assert.Equal(0, _net.First.Sockets.Count);
        Duration rtt = Duration.FromMilliseconds(4); // four links of 1 ms
        Assert.Equal([1, 2, 3], _results.Select(each => each.Sequence));
        Assert.All(_results, each => Assert.Equal(new(PingOutcome.Reply, each.Sequence, _net.End(family), rtt, 63, 64), each));
        Assert.Equal((3, 0, rtt, rtt, rtt, default(Duration)), (ping.Statistics.Received, ping.Statistics.LossPercent,
            ping.Statistics.Least, ping.Statistics.Mean, ping.Statistics.Most, ping.Statistics.Deviation));
        Assert.Equal([PingReasons.Reply], _events.Events.Select(each => each.Envelope.Reason).Distinct());
    }

    [Theory, MemberData(nameof(RoundTrips))]
    public void The_statistics_are_those_that_ping_prints(int[] microseconds, int least, int mean, int most, int deviation)
    {
        PingStatistics statistics = new() { Sent = microseconds.Length };
        foreach (int each in microseconds) statistics.Add(Duration.FromMicroseconds(each));
        Assert.Equal(
            (Duration.FromMicroseconds(least), Duration.FromMicroseconds(mean), Duration.FromMicroseconds(most), Duration.FromMicroseconds(deviation)),
            (statistics.Least, statistics.Mean, statistics.Most, statistics.Deviation));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_router_tells_that_the_hops_were_used_up(IpFamily family)
    {
        PingProgram ping = Start(new() { Destination = _net.End(family), Count = 2, HopLimit = 1 });
        _net.Run(2);
        Assert.True(ping.IsFinished); // an error is an end, too: nothing more is waited for
        Assert.All(_results, each => Assert.Equal((PingOutcome.Error, DeliveryProblem.HopLimitExceeded, HostRow.Of(family, 0, 2)),
            (each.Outcome, each.Problem, each.From)));
        Assert.Equal((2, 0, 2, 100), (ping.Statistics.Sent, ping.Statistics.Received, ping.Statistics.Errors, ping.Statistics.LossPercent));
    }

    [Fact]
    public void What_is_lost_is_told_after_its_time()
    {
        _net.ToTheRight(1).DropsFrame = number => number == 2;
        PingProgram ping = Start(new() { Destination = _net.End(IpFamily.V4), Count = 3, Timeout = Duration.FromSeconds(2) });
        _net.Run(10);
        Assert.Equal([(PingOutcome.Reply, 1), (PingOutcome.Reply, 3), (PingOutcome.Lost, 2)], _results.Select(each => (each.Outcome, each.Sequence)));
        Assert.Equal((2, 33), (ping.Statistics.Received, ping.Statistics.LossPercent));
        Assert.Equal(Duration.FromSeconds(2), _results[^1].RoundTrip);
    }

    [Fact]
    public void Duplicates_late_and_damaged_replies_are_told_apart()
    {
        _net.ToTheLeft(0).Options = _net.ToTheLeft(0).Options with { Duplicate = 1_000_000 };
        PingProgram ping = Start(new() { Destination = _net.End(IpFamily.V4), Count = 1 });
        _net.Run(5);
        Assert.Equal([PingOutcome.Reply, PingOutcome.Duplicate], Outcomes); // both arrive at once
        Assert.Equal((1, 1), (ping.Statistics.Received, ping.Statistics.Duplicates));

        _net.Tamper = Damage;
        Start(new() { Destination = _net.End(IpFamily.V4), Count = 1, Timeout = Duration.FromSeconds(1) });
        _net.Run(3);
        Assert.Equal([PingOutcome.Damaged, PingOutcome.Damaged, PingOutcome.Lost], Outcomes);

        _net.Tamper = null;
        _net.ToTheLeft(1).Options = _net.ToTheLeft(1).Options with { Delay = Duration.FromMilliseconds(1500) };
        ping = Start(new() { Destination = _net.End(IpFamily.V4), Count = 3, Timeout = Duration.FromSeconds(1) });
        _net.Run(6);
        Assert.Equal([PingOutcome.Lost, PingOutcome.Late, PingOutcome.Duplicate], Outcomes.Take(3));
        Assert.True(ping.Statistics is { Received: 0, Late: > 0, Duplicates: > 0 });
    }

    [Fact]
    public void The_data_is_the_pattern_repeated()
    {
        byte[] seen = [];
        _net.Tamper = octets =>
        {
            seen = octets[28..];
            return octets;
        };
        Start(new() { Destination = _net.End(IpFamily.V4), Count = 1, Size = 5, Pattern = new byte[] { 0xAB, 0xCD } });
        _net.Run(1);
        Assert.Equal([0xAB, 0xCD, 0xAB, 0xCD, 0xAB], seen);
        Assert.Equal([PingOutcome.Reply], Outcomes);
    }

    [Fact]
    public void With_DF_a_router_tells_the_MTU_and_then_the_host_does()
    {
        HostRow net = new(3, mtus: [1500, 1400]);
        net.First.Run(new PingProgram(net.First, new() { Destination = net.End(IpFamily.V4), Count = 2, Size = 1450, DontFragment = true }, this), net.Now);
        net.Run(5);
        Assert.Equal([(PingOutcome.Error, 1400, Errno.None), (PingOutcome.NotSent, 1400, Errno.EMSGSIZE)],
            _results.Select(each => (each.Outcome, each.Mtu, each.Errno)));
        Assert.Equal(DeliveryProblem.TooBig, _results[0].Problem);
    }

    [Fact]
    public void Without_a_route_it_does_not_start()
    {
        PingProgram ping = new(_net.First, new() { Destination = TwoHosts.Address("203.0.113.1") });
        Assert.Equal(Errno.ENETUNREACH, _net.First.Run(ping, _net.Now));
        Assert.Equal(0, _net.First.Sockets.Count);
    }

    [Theory]
    [InlineData(false, PingOutcome.Lost)]
    [InlineData(true, PingOutcome.Reply)]
    public void Replies_of_others_and_to_other_requests_do_nothing(bool isRealToo, PingOutcome expected)
    {
        _net.Tamper = octets =>
        {
            _net.Forge(Changed(octets, at: 15, unchecked((byte)(octets[15] + 1)))); // from another host
            _net.Forge(WithSequence(octets, 999));
            return isRealToo ? octets : null;
        };
        Start(new() { Destination = _net.End(IpFamily.V4), Count = 1, Timeout = Duration.FromSeconds(1) });
        _net.Run(3);
        Assert.Equal([expected], Outcomes);
    }

    [Fact]
    public void It_goes_on_past_65535_until_it_is_stopped()
    {
        PingProgram ping = Start(new() { Destination = HostRow.V4(0, 2), Count = 0, Interval = Duration.FromMilliseconds(1), Size = 0 });
        _net.Run(70);
        Assert.InRange(ping.Statistics.Sent, 70_000, 70_001);
        Assert.InRange(ping.Statistics.Received, 69_990, 70_001);
        Assert.Equal(0, ping.Statistics.Duplicates + ping.Statistics.Late + ping.Statistics.Damaged);
        _net.First.End(ping, _net.Now);
        Assert.True(ping.IsFinished);
        Assert.Equal(0, _net.First.Sockets.Count);
    }

    [Fact]
    public void A_group_answers_as_often_as_it_has_members()
    {
        Start(new() { Destination = TwoHosts.Address("ff02::1"), Count = 1 });
        // the route to a group is the first interface that is up and no loopback
        _net.Run(6);
        Assert.Contains(_results, each => each.Outcome == PingOutcome.Reply);
    }

    [Fact]
    public void A_broadcast_is_sent_only_when_it_is_meant()
    {
        Assert.Equal(Errno.EACCES, _net.First.Run(new PingProgram(_net.First, new() { Destination = HostRow.V4(0, 255) }), _net.Now));
    }

    void IPingObserver.OnResult(in PingResult result, Timestamp now) => _results.Add(result);

    private PingOutcome[] Outcomes => [.. _results.Select(each => each.Outcome)];

    private PingProgram Start(PingOptions options)
    {
        _results.Clear();
        PingProgram ping = new(_net.First, options, this, new(_events));
        Assert.Equal(Errno.None, _net.First.Run(ping, _net.Now));
        return ping;
    }

    /// <summary>Changes the last octet of the data; the checksum is right again.</summary>
    private static byte[] Damage(byte[] octets)
    {
        octets[^1] ^= 0xFF;
        IcmpHeader.WriteChecksum(octets.AsSpan(20));
        return octets;
    }

    private static byte[] WithSequence(byte[] octets, ushort sequence)
    {
        byte[] changed = [.. octets];
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(26), sequence);
        IcmpHeader.WriteChecksum(changed.AsSpan(20));
        return changed;
    }

    /// <summary>An octet of the IP header changed, its checksum right again.</summary>
    private static byte[] Changed(byte[] octets, int at, byte value)
    {
        byte[] changed = [.. octets];
        changed[at] = value;
        changed[10] = changed[11] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(10), InternetChecksum.Compute(changed.AsSpan(0, 20)));
        return changed;
    }
}
