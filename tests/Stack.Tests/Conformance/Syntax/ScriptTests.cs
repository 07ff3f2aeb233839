using NetStack.Bytes;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class ScriptTests
{
    private const string Handshake = """
        // A server accepts a connection and receives.
        --tolerance_usecs=4000
        --local_ip="192.0.2.1" --verbose
        `../common/defaults.sh
        sysctl -q net.ipv4.tcp_sack=0`

            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3   # the listener
           +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
           +0 bind(3, ..., ...) = 0
           +0 listen(3, 1) = 0
         +0.1 < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>
           +0 > S. 0:0(0) ack 1 <...>
          +.1 < . 1:1(0) ack 1 win 257 /* over
              two lines */
           +0 accept(3, ..., ...) = 4
        +0...0.2 read(4, ..., 1000) = 1000
         +.05 < P. 1:1001(1000) ack 1 win 257
              <nop, nop, TS val 100 ecr 0>
            * > . 1:1(0) ack 1001
           +0 %{ assert tcpi_state == TCP_ESTABLISHED }%
           +0 `ip route change default via 192.0.2.2`
        """;

    [Fact]
    public void A_whole_script_becomes_options_settings_and_events()
    {
        Script script = Parsed.Script(Handshake);
        Assert.Equal(
            ["tolerance_usecs=4000", "local_ip=192.0.2.1", "verbose="],
            script.Options.Select(option => $"{option.Name}={option.Value}"));
        var setup = Assert.IsType<ScriptAction.Configure>(Assert.Single(script.Setup).Action);
        Assert.Equal([new(Setting.Defaults, "../common/defaults.sh"), new("net.ipv4.tcp_sack", "0")], setup.Settings);
        Assert.Equal(
            ["Call", "Call", "Call", "Call", "Packet", "Packet", "Packet", "Call", "Call", "Packet", "Packet", "Code", "Configure"],
            script.Events.Select(@event => @event.Action.GetType().Name));
        Assert.Equal([7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 19, 20, 21], script.Events.Select(@event => @event.Position.Line));
        Assert.Equal(new ScriptPosition(7, 5), script.Events[0].Position);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("// nothing")]
    [InlineData("/* nothing */ # at all")]
    public void A_text_of_blanks_and_comments_is_a_script_without_events(string text)
    {
        Script script = Parsed.Script(text);
        Assert.Empty(script.Options);
        Assert.Empty(script.Setup);
        Assert.Empty(script.Events);
    }

    [Theory]
    [InlineData("0", EventTimeKind.Absolute, 0, 0)]
    [InlineData("0.1", EventTimeKind.Absolute, 100_000_000, 100_000_000)]
    [InlineData(".1", EventTimeKind.Absolute, 100_000_000, 100_000_000)]
    [InlineData("12.000000001", EventTimeKind.Absolute, 12_000_000_001, 12_000_000_001)]
    [InlineData("+0", EventTimeKind.Relative, 0, 0)]
    [InlineData("+0.1", EventTimeKind.Relative, 100_000_000, 100_000_000)]
    [InlineData("+.1", EventTimeKind.Relative, 100_000_000, 100_000_000)]
    [InlineData("+1000000000", EventTimeKind.Relative, 1_000_000_000_000_000_000, 1_000_000_000_000_000_000)]
    [InlineData("*", EventTimeKind.Any, 0, 0)]
    [InlineData("0.1~0.2", EventTimeKind.Absolute, 100_000_000, 200_000_000)]
    [InlineData("+0~+0.1", EventTimeKind.Relative, 0, 100_000_000)]
    [InlineData("+0.0~0.5", EventTimeKind.Relative, 0, 500_000_000)]
    [InlineData("+.2~+.2", EventTimeKind.Relative, 200_000_000, 200_000_000)]
    public void A_time_is_absolute_relative_any_or_a_span(string text, EventTimeKind kind, long earliest, long latest) =>
        Assert.Equal(new(kind, new(earliest), new(latest), null), Assert.Single(Parsed.Script(text + " close(3) = 0").Events).Time);

    [Theory]
    [InlineData("+0...0.1", EventTimeKind.Relative, 0, 100_000_000)]
    [InlineData("+0...+0.1", EventTimeKind.Relative, 0, 100_000_000)]
    [InlineData("+.1....2", EventTimeKind.Relative, 100_000_000, 200_000_000)]
    [InlineData("0.1...0.2", EventTimeKind.Absolute, 100_000_000, 200_000_000)]
    [InlineData("1...1", EventTimeKind.Absolute, 1_000_000_000, 1_000_000_000)]
    public void A_call_that_blocks_has_a_time_to_return_at(string text, EventTimeKind kind, long begin, long end) =>
        Assert.Equal(new(kind, new(begin), new(begin), new Duration(end)),
            Assert.Single(Parsed.Script(text + " close(3) = 0").Events).Time);

    [Fact]
    public void Settings_and_code_without_a_time_happen_together_with_the_event_before()
    {
        Script script = Parsed.Script("+1 close(3) = 0\n`sysctl a=1` %{ assert 1 }%");
        Assert.Empty(script.Setup);
        Assert.Equal([EventTime.AtOnce, EventTime.AtOnce], script.Events.Skip(1).Select(@event => @event.Time));
    }

    [Theory]
    [InlineData("sysctl -q net.ipv4.tcp_sack=0", "net.ipv4.tcp_sack=0")]
    [InlineData("sysctl -w net.ipv4.tcp_sack=0 net.ipv4.tcp_ecn=1", "net.ipv4.tcp_sack=0|net.ipv4.tcp_ecn=1")]
    [InlineData("/sbin/sysctl -q \"net.ipv4.tcp_rmem=4096 131072 15728640\"", "net.ipv4.tcp_rmem=4096 131072 15728640")]
    [InlineData("sysctl -q net.ipv4.tcp_wmem='4096 16384 4194304'", "net.ipv4.tcp_wmem=4096 16384 4194304")]
    [InlineData("sysctl a=1; sysctl b=2 && sysctl c=3\nsysctl d=4", "a=1|b=2|c=3|d=4")]
    [InlineData("sysctl a=1 \\\n b=2", "a=1|b=2")]
    [InlineData("sysctl a=1 # a=2\nsysctl b=1", "a=1|b=1")]
    [InlineData("./set_sysctls.py /proc/sys/net/ipv4/tcp_timestamps=0 /proc/sys/net/ipv4/tcp_sack=1",
        "net.ipv4.tcp_timestamps=0|net.ipv4.tcp_sack=1")]
    [InlineData("../../common/set_sysctls.py \\\n  /proc/sys/net/ipv4/tcp_rmem=\"1 2 3\"", "net.ipv4.tcp_rmem=1 2 3")]
    [InlineData("echo 1 > /proc/sys/net/ipv4/tcp_ecn", "net.ipv4.tcp_ecn=1")]
    [InlineData("../common/defaults.sh", "defaults=../common/defaults.sh")]
    [InlineData("./defaults.sh\n./set_sysctls.py /proc/sys/net/ipv4/tcp_min_tso_segs=4",
        "defaults=./defaults.sh|net.ipv4.tcp_min_tso_segs=4")]
    public void Backtick_lines_become_settings_in_their_order(string text, string settings)
    {
        ScriptAction.Configure block = Parsed.Settings(text);
        Assert.Equal(settings.Split('|'), block.Settings.Select(setting => $"{setting.Name}={setting.Value}"));
        Assert.Empty(block.Ignored);
        Assert.Equal(text, block.Text);
    }

    [Theory]
    [InlineData("ip route change 192.0.2.0/24 via 192.0.2.1 mtu 1200")]
    [InlineData("tc qdisc add dev tun0 root pfifo")]
    [InlineData("ip tcp_metrics flush all")]
    [InlineData("sysctl -n net.ipv4.tcp_sack")]
    [InlineData("rm -rf important=1")]
    public void A_command_that_sets_nothing_is_kept_aside(string text)
    {
        ScriptAction.Configure block = Parsed.Settings(text);
        Assert.Empty(block.Settings);
        Assert.Equal([text], block.Ignored);
    }
}
