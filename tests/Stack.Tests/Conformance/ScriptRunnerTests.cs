using NetStack.Bytes;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance;

public sealed class ScriptRunnerTests
{
    [Fact]
    public void A_FIN_from_the_peer_is_acknowledged_and_leads_to_CLOSE_WAIT() => Drill.Established("""
        +.01 < F. 1:1(0) ack 1 win 65535
        +0~.2 > . 1:1(0) ack 2
        +0   %{ assert tcpi_state == TCP_CLOSE_WAIT }%
        """);

    [Theory]
    [InlineData("> P. 1:501(500) ack 1", "flags", "P.", ".", "> . 1:501(500) ack 1")]
    [InlineData("> P. 1:501(500) ack 1", "seq", "1:401(400)", "1:501(500)", "> P. 1:401(400) ack 1")]
    [InlineData("> P. 1:501(500) ack 1", "ack", "2", "1", "> P. 1:501(500) ack 2")]
    [InlineData("> P. 1:501(500) ack 1", "win", "1", "65392", "> P. 1:501(500) ack 1 win 1")]
    [InlineData("> P. 1:501(500) ack 1", "options", "<nop,nop,TS val 1 ecr 2>", "<>", "> P. 1:501(500) ack 1 <nop,nop,TS val 1 ecr 2>")]
    [InlineData("> P. 1:501(500) ack 1", "ecn", "ect0", "noecn", "> [ect0] P. 1:501(500) ack 1")]
    [InlineData("> P. 1:501(500) ack 1", "ttl", "63", "64", "> [ttl 63] P. 1:501(500) ack 1")]
    public void A_field_that_differs_is_told_with_what_was_expected(
        string right, string field, string expected, string actual, string wrong)
    {
        Drill.Established($"+.1 write(4, ..., 500) = 500\n+0 {right}");
        ScriptResult result = Drill.TryEstablished($"+.1 write(4, ..., 500) = 500\n+0 {wrong}");
        Assert.Equal(DrillReasons.PacketDiffers, result.Failure?.Reason);
        Assert.Equal(Drill.HandshakeLines + 2, result.Failure?.Position.Line);
        FieldDifference difference = Assert.Single(result.Failure!.Differences);
        (string from, string to) = field == "flags" ? (actual, expected) : (expected, actual);
        Assert.Equal(new(field, from, to), difference);
        Assert.Contains(result.Ladder, step => step.Text.StartsWith("P. 1:501(500) ack 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("+.303 > P. 1:501(500) ack 1", null)] // a time-out at .3, no tail loss probe
    [InlineData("+.297 > P. 1:501(500) ack 1", null)]
    [InlineData("+.26 > P. 1:501(500) ack 1", "0.360000")]
    [InlineData("+.35 > P. 1:501(500) ack 1", "0.450000")]
    [InlineData("+.2~.25 > P. 1:501(500) ack 1", "0.300000~0.350000")]
    [InlineData("+.2~.3 > P. 1:501(500) ack 1", null)]
    [InlineData("* > P. 1:501(500) ack 1", null)]
    public void A_time_may_be_wrong_by_an_eighth_of_the_time_since_the_event_before(string line, string? expected)
    {
        ScriptResult result = Drill.Try($"""
            `sysctl net.ipv4.tcp_early_retrans=0`
            0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0   bind(3, ..., ...) = 0
            +0   listen(3, 1) = 0
            +0   < S 0:0(0) win 65535 <mss 1000>
            +0   > S. 0:0(0) ack 1 <mss 1460>
            +.1  < . 1:1(0) ack 1 win 65535
            +0   accept(3, ..., ...) = 4
            +0   write(4, ..., 500) = 500
            +0   > P. 1:501(500) ack 1
            {line}
            """);
        if (expected is null) Assert.Null(result.Failure);
        else Assert.Equal(new("time", expected, "0.400000"), Assert.Single(result.Failure!.Differences));
    }

    [Theory]
    [InlineData("3996", true)]
    [InlineData("4004", false)]
    public void At_least_four_milliseconds_are_overlooked(string microseconds, bool passes)
    {
        ScriptResult result = Drill.TryEstablished($"+.1 write(4, ..., 10) = 10\n+0.00{microseconds} > P. 1:11(10) ack 1");
        Assert.Equal(passes, result.IsPassed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("// only a comment")]
    [InlineData("--tolerance_usecs=10000")]
    [InlineData("`sysctl -q net.ipv4.tcp_sack=0`")]
    public void A_script_that_would_check_nothing_does_not_pass(string script) =>
        Assert.Equal(DrillReasons.Empty, Drill.Try(script).Failure?.Reason);

    [Fact]
    public void A_packet_that_does_not_come_is_a_failure() =>
        Assert.Equal(DrillReasons.NoPacket, Drill.TryEstablished("+0 > . 1:1(0) ack 1").Failure?.Reason);

    [Theory]
    [InlineData("", DrillReasons.UnexpectedPacket)]
    [InlineData("--strict_end=false\n", null)]
    public void A_packet_that_is_left_at_the_end_is_a_failure_unless_an_option_allows_it(string options, string? reason)
    {
        ScriptResult result = Drill.Try(options + "0 < S 0:0(0) win 1000");
        Assert.Equal(reason, result.Failure?.Reason);
        if (reason is not null) Assert.Equal(0, Assert.Single(result.Ladder, step => step.Direction == PacketDirection.Outbound).Line);
    }

    [Theory]
    [InlineData("> P. 1:3501(3500) ack 1", null)] // 1000, 1000, 1000, 500
    [InlineData("> P. 1:4001(4000) ack 1", "seq")]
    [InlineData("> P. 1:3001(3000) ack 1", "flags")]
    [InlineData("> P. 1:2001(2000) ack 1\n+0 > P. 2001:3501(1500) ack 1", null)] // a burst of two ends with PSH
    [InlineData("> . 1:1501(1500) ack 1\n+0 > P. 1501:3501(2000) ack 1", "seq")]
    public void Data_of_a_line_may_leave_in_several_segments(string lines, string? field)
    {
        ScriptResult result = Drill.TryEstablished($"+.1 write(4, ..., 3500) = 3500\n+0 {lines}");
        if (field is null) Assert.True(result.IsPassed, result.IsPassed ? "" : Drill.Describe(lines, IpFamily.V4, result));
        else Assert.Contains(result.Failure!.Differences, difference => difference.Field == field);
    }

    [Theory]
    [InlineData("+0...0.1 read(4, ..., 1000) = 500", null, "")]
    [InlineData("+0...0.105 read(4, ..., 1000) = 500", null, "")]
    [InlineData("+0...0.2 read(4, ..., 1000) = 500", DrillReasons.CallDiffers, "time")]
    [InlineData("+0...0.05 read(4, ..., 1000) = 500", DrillReasons.CallWaits, "")]
    [InlineData("+0...0.1 read(4, ..., 1000) = 400", DrillReasons.CallDiffers, "result")]
    [InlineData("+0 read(4, ..., 1000) = -1 EAGAIN", null, "")]
    [InlineData("+0 read(4, ..., 1000) = 500", DrillReasons.CallDiffers, "result")]
    [InlineData("+0...0.1 poll([{fd=4, events=POLLIN, revents=POLLIN}], 1, 1000) = 1", null, "")]
    [InlineData("+0...0.05 poll([{fd=4, events=POLLIN, revents=0}], 1, 50) = 0", null, "")]
    public void A_call_that_waits_has_to_return_at_its_time(string line, string? reason, string field)
    {
        ScriptResult result = Drill.TryEstablished($"{line}\n+.1 < P. 1:501(500) ack 1 win 65535\n+0 > . 1:1(0) ack 501");
        Assert.True(reason == result.Failure?.Reason, result.IsPassed ? "passed" : Drill.Describe(line, IpFamily.V4, result));
        if (field.Length > 0) Assert.Contains(result.Failure!.Differences, difference => difference.Field == field);
    }

    [Fact]
    public void A_call_that_still_waits_at_the_end_is_a_failure() =>
        Assert.Equal(DrillReasons.CallWaits, Drill.TryEstablished("+0...0.1 read(4, ..., 1000) = 500").Failure?.Reason);

    [Theory]
    [InlineData("+0 read(4, ..., 10) = -1 EPIPE", "errno", "EPIPE", "EAGAIN")]
    [InlineData("+0 getsockopt(4, SOL_TCP, TCP_MAXSEG, [999], [4]) = 0", "value", "999", "1000")]
    [InlineData("+0 fcntl(4, F_GETFL) = 0x802", "result", "2050", "2")]
    [InlineData("+0 poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLIN}], 1, 0) = 1", "revents", "POLLIN", "POLLOUT")]
    [InlineData("+0 ioctl(4, SIOCINQ, [1]) = 0", "octets", "1", "0")]
    public void What_a_call_gives_back_is_compared(string line, string field, string expected, string actual)
    {
        ScriptResult result = Drill.TryEstablished(line);
        Assert.Equal(DrillReasons.CallDiffers, result.Failure?.Reason);
        Assert.Contains(new(field, expected, actual), result.Failure!.Differences);
    }

    [Theory]
    [InlineData("+0 nonsense(4) = 0", DrillReasons.UnknownCall)]
    [InlineData("+0 read(4, ..., NOBODY) = 0", DrillReasons.UnknownSymbol)]
    [InlineData("+0 listen(4, 99999999999) = 0", DrillReasons.BadArgument)]
    [InlineData("+0 read(4, ..., \"text\") = 0", DrillReasons.BadArgument)]
    [InlineData("+0 read(4) = 0", DrillReasons.BadArgument)]
    [InlineData("+0 `sysctl net.ipv4.tcp_nonsense=1`", DrillReasons.UnknownSetting)]
    [InlineData("+0 `sysctl netstack.Nonsense=1`", DrillReasons.UnknownSetting)]
    [InlineData("+0 `sysctl net.ipv4.tcp_sack=maybe`", DrillReasons.BadSetting)]
    [InlineData("+0 %{ assert tcpi_state == TCP_CLOSE }%", DrillReasons.AssertionFailed)]
    [InlineData("+0 %{ assert tcpi_nonsense == 0 }%", ScriptReasons.UnknownName)]
    [InlineData("0 close(4) = 0", DrillReasons.TimeRunsBack)]
    [InlineData("+0 < . 1:65501(65500) ack 1 win 1000", DrillReasons.PacketTooLong)]
    public void What_makes_no_sense_is_a_failure(string line, string reason) =>
        Assert.Equal(reason, Drill.TryEstablished(line).Failure?.Reason);

    [Fact]
    public void An_option_line_that_is_not_known_is_a_failure() =>
        Assert.Equal(DrillReasons.UnknownOption, Drill.Try("--nonsense=1\n0 < R 0:0(0) win 0").Failure?.Reason);

    [Theory]
    [InlineData("net.ipv4.tcp_sack=0", "<mss 1460,nop,nop,TS val 1 ecr 7,nop,wscale 8>")]
    [InlineData("net.ipv4.tcp_timestamps=0", "<mss 1460,nop,nop,sackOK,nop,wscale 8>")]
    [InlineData("net.ipv4.tcp_window_scaling=0", "<mss 1460,sackOK,TS val 1 ecr 7>")]
    [InlineData("netstack.UseSack=0", "<mss 1460,nop,nop,TS val 1 ecr 7,nop,wscale 8>")]
    [InlineData("netstack.UseSack=0 netstack.profile=textbook", "<mss 1460,sackOK,TS val 1 ecr 7,nop,wscale 8>")]
    [InlineData("net.ipv4.tcp_rmem=\"4096 131072 6291456\"", "<mss 1460,sackOK,TS val 1 ecr 7,nop,wscale 7>")]
    public void Settings_change_the_profile(string settings, string options) => Drill.Run($"""
        `sysctl {settings}`
        0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0   bind(3, ..., ...) = 0
        +0   listen(3, 1) = 0
        +0   < S 0:0(0) win 65535 <mss 1000,sackOK,TS val 7 ecr 0,nop,wscale 7>
        +0   > S. 0:0(0) ack 1 {options}
        """);

    [Fact]
    public void Segments_have_the_same_size_on_IPv6_because_the_interface_takes_20_octets_more() => Drill.Run("""
        --mtu=1400
        0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0   bind(3, ..., ...) = 0
        +0   listen(3, 1) = 0
        +0   < S 0:0(0) win 65535
        +0   > S. 0:0(0) ack 1 <mss 1360>
        """);

    [Fact]
    public void A_script_that_names_IPv6_means_the_MTU_of_IPv6() => Drill.Run("""
        --ip_version=ipv6
        0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0   bind(3, ..., ...) = 0
        +0   listen(3, 1) = 0
        +0   < S 0:0(0) win 65535
        +0   > S. 0:0(0) ack 1 <mss 1440>
        """);

    [Fact]
    public void The_same_run_twice_gives_the_same_ladder()
    {
        const string script = "+.1 write(4, ..., 3500) = 3500\n+0 > P. 1:3501(3500) ack 1";
        Assert.Equal(Drill.TryEstablished(script).Ladder, Drill.TryEstablished(script).Ladder);
    }

    [Fact]
    public void Datagrams_go_both_ways() => Drill.Run("""
        0    socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
        +0   bind(3, ..., ...) = 0
        +0   sendto(3, ..., 100, 0, ..., ...) = 100
        +0   > udp (100)
        +.1  < udp (200)
        +0   recvfrom(3, ..., 1000, 0, ..., ...) = 200
        +0   recvfrom(3, ..., 1000, 0, ..., ...) = -1 EAGAIN
        """);

    [Fact]
    public void An_ICMP_message_is_about_a_segment_that_is_out() => Drill.Established("""
        +.1  write(4, ..., 500) = 500
        +0   > P. 1:501(500) ack 1
        +.01 < icmp unreachable host_unreachable [1:501(500)]
        +.01 < . 1:1(0) ack 501 win 65535
        """);

    [Fact]
    public void Ports_tell_connections_apart() => Drill.Run("""
        0    socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0   bind(3, ..., ...) = 0
        +0   listen(3, 5) = 0
        +0   < 50001 > 8080 S 0:0(0) win 65535 <mss 1000>
        +0   > 8080 > 50001 S. 0:0(0) ack 1 <mss 1460>
        +0   < 50002 > 8080 S 0:0(0) win 65535 <mss 1000>
        +0   > 8080 > 50002 S. 0:0(0) ack 1 <mss 1460>
        +.1  < 50002 > 8080 . 1:1(0) ack 1 win 65535
        +0   accept(3, ..., ...) = 4
        +0   write(4, ..., 100) = 100
        +0   > 8080 > 50002 P. 1:101(100) ack 1
        """);
}
