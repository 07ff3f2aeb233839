using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class CodeTests
{
    private sealed class Names : ICodeNames
    {
        public bool TryGetValue(string name, out long value) => new Dictionary<string, long>
        {
            ["tcpi_state"] = 1,
            ["TCP_ESTABLISHED"] = 1,
            ["tcpi_snd_cwnd"] = 10,
            ["tcpi_unacked"] = 0,
            ["tcpi_rtt"] = 100_250,
            ["most"] = long.MaxValue,
            ["least"] = long.MinValue,
        }.TryGetValue(name, out value);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("0x1F", 31)]
    [InlineData("True", 1)]
    [InlineData("False", 0)]
    [InlineData("tcpi_snd_cwnd", 10)]
    [InlineData("tcpi_state == TCP_ESTABLISHED", 1)]
    [InlineData("TCP_ESTABLISHED==tcpi_state", 1)]
    [InlineData("tcpi_snd_cwnd != 10", 0)]
    [InlineData("0 < tcpi_snd_cwnd <= 10", 1)]
    [InlineData("0 < tcpi_snd_cwnd < 10", 0)]
    [InlineData("11 > tcpi_snd_cwnd >= 10 == 10", 1)]
    [InlineData("1 == 1 == 2", 0)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("tcpi_snd_cwnd-1", 9)]
    [InlineData("7 // 2", 3)]
    [InlineData("-7 // 2", -4)]
    [InlineData("-7 / 2", -4)]
    [InlineData("7 // -2", -4)]
    [InlineData("-8 // 2", -4)]
    [InlineData("-7 % 3", 2)]
    [InlineData("7 % -3", -2)]
    [InlineData("-6 % 3", 0)]
    [InlineData("least // 1", long.MinValue)]
    [InlineData("most - most", 0)]
    [InlineData("1 << 4 + 1", 32)]
    [InlineData("-1 >> 63", -1)]
    [InlineData("6 & 3 == 2", 1)]
    [InlineData("1 | 2 ^ 3 & 1", 3)]
    [InlineData("~0", -1)]
    [InlineData("- -+1", 1)]
    [InlineData("not 0", 1)]
    [InlineData("not not 5", 1)]
    [InlineData("not 1 == 2", 1)]
    [InlineData("0 or 7", 7)]
    [InlineData("3 and 7", 7)]
    [InlineData("0 and unknown", 0)]
    [InlineData("1 or unknown", 1)]
    [InlineData("1 or 1 and 0", 1)]
    [InlineData("not 0 and not 0", 1)]
    [InlineData("abs(tcpi_rtt - 100000) < 1000", 1)]
    [InlineData("min(3, 1, 2) + max(3, 4)", 5)]
    [InlineData("(1 ==\n  1)", 1)]
    [InlineData("1 + \\\n 1", 2)]
    [InlineData("abs(-1 # a comment\n)", 1)]
    public void An_expression_has_the_value_that_Python_gives_it(string text, long value)
    {
        Assert.True(Parsed.Assertion(text).Condition.TryEvaluate(new Names(), out long result, out ScriptError? error), error?.ToString());
        Assert.Equal(value, result);
    }

    [Fact]
    public void A_name_may_begin_like_a_word_of_the_language() =>
        Assert.Equal(["android", "assertion", "nothing", "order"], Parsed.Assertion("nothing or order and android == assertion").Names);

    [Theory]
    [InlineData("1 == unknown", ScriptReasons.UnknownName, 19, "\"unknown\"")]
    [InlineData("1 / tcpi_unacked", ScriptReasons.DivisionByZero, 16, "\"0\"")]
    [InlineData("1 % (1 - 1)", ScriptReasons.DivisionByZero, 16, "\"0\"")]
    [InlineData("most + 1", ScriptReasons.Overflow, 19, "\"9223372036854775808\"")]
    [InlineData("-least", ScriptReasons.Overflow, 14, "\"9223372036854775808\"")]
    [InlineData("abs(least)", ScriptReasons.Overflow, 14, "\"9223372036854775808\"")]
    [InlineData("least // -1", ScriptReasons.Overflow, 20, "\"9223372036854775808\"")]
    [InlineData("most * most", ScriptReasons.Overflow, 19, "\"85070591730234615847396907784232501249\"")]
    [InlineData("1 << 64", ScriptReasons.Overflow, 16, "\"64\"")]
    [InlineData("1 >> -1", ScriptReasons.Overflow, 16, "\"-1\"")]
    [InlineData("1 << 63", ScriptReasons.Overflow, 16, "\"9223372036854775808\"")]
    public void A_calculation_without_a_value_says_why_and_where(string text, string reason, int column, string found)
    {
        Assert.False(Parsed.Assertion(text).Condition.TryEvaluate(new Names(), out _, out ScriptError? error));
        Assert.Equal((reason, new ScriptPosition(1, column)), (error.Reason, error.Position));
        Assert.Equal([found], error.Arguments);
    }

    [Fact]
    public void A_block_may_hold_many_statements_on_many_lines()
    {
        ScriptAction.Code code = Parsed.Action<ScriptAction.Code>("""
            %{
            # what the connection knows
            assert tcpi_state == TCP_ESTABLISHED, 'state; %d' % (tcpi_state,
                1)   # the message goes on over the line
            print(tcpi_rtt); assert tcpi_snd_cwnd == 10   # a comment
            assert (tcpi_unacked == 0 and
                    tcpi_state == 1), tcpi_unacked
            print tcpi_rtt
            }%
            """);
        Assert.Equal(
            ["3:8|tcpi_state == TCP_ESTABLISHED", "5:25|tcpi_snd_cwnd == 10", "6:8|(tcpi_unacked == 0 and\n        tcpi_state == 1)"],
            code.Assertions.Select(assertion => $"{assertion.Position}|{assertion.Text.ReplaceLineEndings("\n")}"));
        Assert.Equal(["tcpi_state", "tcpi_unacked"], code.Assertions[2].Names);
        Assert.StartsWith("'state; %d' % (tcpi_state,", code.Assertions[0].Message);
        Assert.Null(code.Assertions[1].Message);
        Assert.Equal("tcpi_unacked", code.Assertions[2].Message);
        Assert.All(code.Assertions, assertion =>
            Assert.True(assertion.Condition.TryEvaluate(new Names(), out long value, out _) && value != 0));
    }

    [Theory]
    [InlineData("%{}%")]
    [InlineData("%{ \n ; # nothing \n }%")]
    [InlineData("%{ print('a)b', \"c\") }%")]
    public void A_block_may_assert_nothing(string text) => Assert.Empty(Parsed.Action<ScriptAction.Code>(text).Assertions);
}
