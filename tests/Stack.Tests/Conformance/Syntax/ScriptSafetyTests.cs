using CsCheck;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class ScriptSafetyTests
{
    private static readonly string[] Tokens =
    [
        "+0", "0", ".1", "+.1", "...", "~", "*", "--a=1", "`", "%{", "}%", "<", ">", "S.", "P.", "-", "1:1001(1000)",
        "0:0(0)", "ack", "win", "urg", "1", "65536", "4294967296", "mss", "nop", "sack", "1:2", "TS", "val", "ecr", "FO",
        "0a0b", "uto", "kind", "md5", "udp", "(1000)", "icmp", "icmpv6", "unreachable", "host_unreachable", "mtu", "[", "]",
        "{", "}", "(", ")", "=", "|", ",", ";", "\n", "\r", "\\", "\\\n", "\"", "'", "\"text\"", "close(3) = 0",
        "read(4, ..., 1000) = -1 EAGAIN", "(note)", "assert", "print", "a == b", "and", "not", "<<", "//", "/*", "*/", "#",
        "0x", "-1", "abs(", "min(1,", "tcpi_rtt", "[ect0]", "(tos 0x2)", "flowlabel", "sysctl -q a=b", "é", "\ud800", "\0",
        "8080>1",
    ];

    private sealed class Zero : ICodeNames
    {
        public bool TryGetValue(string name, out long value)
        {
            value = 0;
            return name.Length % 2 == 0;
        }
    }

    [Fact]
    public void No_soup_of_tokens_makes_an_exception() =>
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 24].Sample(tokens =>
        {
            Try(string.Join(' ', tokens));
            Try(string.Concat(tokens));
            Try("+0 < " + string.Join(' ', tokens));
            Try("+0 f(" + string.Join(',', tokens));
            Try("+0 %{ assert " + string.Join(' ', tokens) + " }%");
            Try("+0 %{print '" + string.Concat(tokens) + "}%");
        }, iter: 10_000);

    [Fact]
    public void No_row_of_characters_makes_an_exception() => Gen.String[Gen.Char, 0, 60].Sample(Try, iter: 20_000);

    [Fact]
    public void No_script_with_parts_cut_out_doubled_or_replaced_makes_an_exception() =>
        Gen.Select(Gen.Int[0, Whole.Length], Gen.Int[0, 40], Gen.Int[0, Whole.Length], Gen.Int[0, Tokens.Length - 1])
            .Sample((at, length, from, token) =>
        {
            int end = Math.Min(at + length, Whole.Length);
            Try(Whole[..at]);
            Try(Whole[..at] + Whole[end..]);
            Try(Whole[..at] + Tokens[token] + Whole[end..]);
            Try(Whole[..at] + Whole[from..Math.Min(from + length, Whole.Length)] + Whole[end..]);
        }, iter: 5_000);

    [Fact]
    public void The_script_that_is_mutated_is_whole() => Assert.Equal(13, Parsed.Script(Whole).Events.Length);

    private const string Whole = """
        --ip_version=ipv4 // which one
        `../common/defaults.sh; sysctl -q net.ipv4.tcp_rmem="1 2 3"`
        0 socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
        +0 bind(3, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("192.0.2.1")}, ...) = 0
        +0.1 < [ect0] S 0:0(0) win 32792 <mss 1000,sackOK,TS val 1 ecr 0,wscale 7,FO 0a0b>
        * > (tos 0x2, flowlabel 1) S. 0:0(0) ack 1 <...>
        +0~+.2 > 8080 > 1 .5 1:+10(10) ack 1 win 5 urg 2 <nop,nop,sack 1:2 3:4>
        +0 %{
        assert tcpi_state == 1 and not (tcpi_rtt // 1000 > 7), "a message"
        print(tcpi_rtt)   # a comment
        }%
        +0...0.2 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_flags=0}, 0) = -1 EAGAIN (Try again)
        +0 epoll_wait(5, [{events=EPOLLIN|EPOLLET, fd=4}], 1, -0x1) = 1
        +0 < icmp unreachable frag_needed mtu 1200 [1:1001(1000)]
        +0 < icmpv6 packet_too_big mtu 1280 [udp (7)]
        +0 > udp (1000) /* data */
        +0 `ip route`
        +0 close(4) = 0
        """;

    /// <summary>A script or one fault that lies within the text; what code there is can be asked for its value.</summary>
    private static void Try(string text)
    {
        bool isRead = Script.TryParse(text, out Script? script, out ScriptError? error);
        Assert.Equal(isRead, error is null);
        Assert.Equal(isRead, script is not null);
        if (error is not null)
        {
            string[] lines = text.Split('\n');
            Assert.InRange(error.Position.Line, 1, lines.Length);
            Assert.InRange(error.Position.Column, 1, lines[error.Position.Line - 1].Length + 1);
        }

        var blocks = (script?.Events ?? []).Select(@event => @event.Action).OfType<ScriptAction.Code>();
        foreach (Assertion assertion in blocks.SelectMany(code => code.Assertions))
            assertion.Condition.TryEvaluate(new Zero(), out _, out _);
    }
}
