using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class CallTests
{
    [Theory]
    [InlineData("...", "...")]
    [InlineData("3", "3")]
    [InlineData("-1", "-1")]
    [InlineData("0x10", "16")]
    [InlineData("-0x10", "-16")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("SOL_SOCKET", "SOL_SOCKET")]
    [InlineData("O_RDWR|O_NONBLOCK", "or(O_RDWR, O_NONBLOCK)")]
    [InlineData("O_RDWR | O_NONBLOCK | 0x1", "or(O_RDWR, O_NONBLOCK, 1)")]
    [InlineData("\"reno\"", "'reno'")]
    [InlineData("\"\"", "''")]
    [InlineData("\"a\\\"b\\\\c // no comment\"", "'a\"b\\c // no comment'")]
    [InlineData("[1]", "[1]")]
    [InlineData("[]", "[]")]
    [InlineData("[[1], ...]", "[[1], ...]")]
    [InlineData("{onoff=1, linger=0}", "{onoff=1, linger=0}")]
    [InlineData("{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr(\"192.0.2.1\")}",
        "{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr('192.0.2.1')}")]
    [InlineData("[{..., 1000}, {..., 20}]", "[{..., 1000}, {..., 20}]")]
    [InlineData("{msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_flags=0, msg_control=[]}",
        "{msg_name<...>=..., msg_iov<1>=[{..., 1000}], msg_flags=0, msg_control=[]}")]
    [InlineData("{msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=0}]}",
        "{msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=0}]}")]
    [InlineData("[{fd=4, events=POLLIN|POLLOUT, revents=POLLIN}]", "[{fd=4, events=or(POLLIN, POLLOUT), revents=POLLIN}]")]
    [InlineData("{events=EPOLLIN|EPOLLET, fd=4}", "{events=or(EPOLLIN, EPOLLET), fd=4}")]
    [InlineData("{events=EPOLLIN, u32=7}", "{events=EPOLLIN, u32=7}")]
    [InlineData("{events=EPOLLIN, ptr=0x7f}", "{events=EPOLLIN, ptr=127}")]
    public void An_argument_becomes_a_tree(string text, string tree)
    {
        ScriptAction.Call call = Parsed.Action<ScriptAction.Call>($"f({text}) = {text}");
        Assert.Equal(tree, Written.Text(Assert.Single(call.Arguments)));
        Assert.Equal(tree, Written.Text(call.Result));
    }

    [Theory]
    [InlineData("close(3) = 0", "close", 1, "0", null, null)]
    [InlineData("pause() = 0", "pause", 0, "0", null, null)]
    [InlineData("read(4, ..., 1000) = ...", "read", 3, "...", null, null)]
    [InlineData("fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)", "fcntl", 2, "2", null, "flags O_RDWR")]
    [InlineData("fcntl(3, F_GETFL) = O_RDWR (flags)", "fcntl", 2, "O_RDWR", null, "flags")]
    [InlineData("read(4, ..., 1) = -1 EAGAIN (Resource temporarily unavailable)",
        "read", 3, "-1", "EAGAIN", "Resource temporarily unavailable")]
    [InlineData("connect(3, ..., ...)=-1 EINPROGRESS", "connect", 3, "-1", "EINPROGRESS", null)]
    public void A_call_has_a_name_arguments_and_a_result(
        string text, string name, int arguments, string result, string? errorName, string? note)
    {
        ScriptAction.Call call = Parsed.Action<ScriptAction.Call>(text);
        Assert.Equal(name, call.Name);
        Assert.Equal(arguments, call.Arguments.Length);
        Assert.Equal(result, Written.Text(call.Result));
        Assert.Equal(errorName, call.ErrorName);
        Assert.Equal(note, call.Note);
    }

    [Fact]
    public void A_value_knows_its_place()
    {
        Script script = Parsed.Script("+0 close(3) = 0\n  +0 setsockopt(3, SOL_TCP,\n    TCP_NODELAY, [1], 4) = 0");
        var call = Assert.IsType<ScriptAction.Call>(script.Events[1].Action);
        Assert.Equal(
            ["2:17", "2:20", "3:5", "3:18", "3:23"], call.Arguments.Select(argument => argument.Position.ToString()));
    }
}
