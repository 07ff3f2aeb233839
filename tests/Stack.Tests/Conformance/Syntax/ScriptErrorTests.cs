using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

public sealed class ScriptErrorTests
{
    private const string End = ScriptReasons.End;

    [Theory]
    [InlineData("--", 1, 3, ScriptReasons.ExpectedOption, End)]
    [InlineData("+0 close(3) = 0\n--late=1", 2, 1, ScriptReasons.ExpectedTime, "\"-\"")]
    [InlineData("--a=\"b", 1, 5, ScriptReasons.Unterminated, "\"\"\"")]
    [InlineData("close(3) = 0", 1, 1, ScriptReasons.ExpectedTime, "\"close\"")]
    [InlineData("+ close(3) = 0", 1, 3, ScriptReasons.ExpectedTime, "\"close\"")]
    [InlineData("+0~close(3) = 0", 1, 4, ScriptReasons.ExpectedTime, "\"close\"")]
    [InlineData("0.1~+0.2 close(3) = 0", 1, 5, ScriptReasons.TimeMixed, "\"+\"")]
    [InlineData("+0.2~+0.1 close(3) = 0", 1, 6, ScriptReasons.TimeEndsEarly, "\"+0.1\"")]
    [InlineData("0.2...0.1 close(3) = 0", 1, 7, ScriptReasons.TimeEndsEarly, "\"0.1\"")]
    [InlineData("0.0123456789 close(3) = 0", 1, 1, ScriptReasons.TimeTooPrecise, "\"0.0123456789\"")]
    [InlineData("+1000000001 close(3) = 0", 1, 2, ScriptReasons.NumberRange, "\"1000000001\"", "0", "1000000000")]
    [InlineData("+99999999999999999999 close(3) = 0", 1, 2, ScriptReasons.NumberRange, "\"99999999999999999999\"", "0", "1000000000")]
    [InlineData("+0", 1, 3, ScriptReasons.ExpectedAction, End)]
    [InlineData("+0 +0 close(3) = 0", 1, 4, ScriptReasons.ExpectedAction, "\"+\"")]
    [InlineData("+0...1 > . 1:1(0)", 1, 8, ScriptReasons.ExpectedCall, "\">\"")]
    [InlineData("+0 é", 1, 4, ScriptReasons.ExpectedAction, "\"é\"")]
    [InlineData("/* for ever", 1, 1, ScriptReasons.Unterminated, "\"/*\"")]
    [InlineData("\n  `sysctl a=1", 2, 3, ScriptReasons.Unterminated, "\"`\"")]
    [InlineData("+0 %{ assert 1", 1, 4, ScriptReasons.Unterminated, "\"%{\"")]
    [InlineData("+0 close 3", 1, 10, ScriptReasons.ExpectedSign, "\"3\"", "(")]
    [InlineData("+0 close(3", 1, 11, ScriptReasons.ExpectedSign, End, ")")]
    [InlineData("+0 close(3 4) = 0", 1, 12, ScriptReasons.ExpectedSign, "\"4\"", ")")]
    [InlineData("+0 close(3,) = 0", 1, 12, ScriptReasons.ExpectedValue, "\")\"")]
    [InlineData("+0 close(3)\n+0 close(4) = 0", 2, 1, ScriptReasons.ExpectedSign, "\"+\"", "=")]
    [InlineData("+0 close(3) =", 1, 14, ScriptReasons.ExpectedValue, End)]
    [InlineData("+0 close(3) = -1 EBADF (Bad", 1, 24, ScriptReasons.Unterminated, "\"(\"")]
    [InlineData("+0 f(-) = 0", 1, 6, ScriptReasons.ExpectedNumber, "\"-\"")]
    [InlineData("+0 f(0x) = 0", 1, 6, ScriptReasons.ExpectedNumber, "\"0x\"")]
    [InlineData("+0 f(12ab) = 0", 1, 6, ScriptReasons.ExpectedNumber, "\"12ab\"")]
    [InlineData("+0 f(9223372036854775808) = 0", 1, 6, ScriptReasons.NumberRange, "\"9223372036854775808\"",
        "-9223372036854775808", "9223372036854775807")]
    [InlineData("+0 f([1) = 0", 1, 8, ScriptReasons.ExpectedSign, "\")\"", "]")]
    [InlineData("+0 f({a=1, b) = 0", 1, 13, ScriptReasons.ExpectedSign, "\")\"", "}")]
    [InlineData("+0 f({3 = 1}) = 0", 1, 7, ScriptReasons.ExpectedMember, "\"3\"")]
    [InlineData("+0 f({a(1,2)=1}) = 0", 1, 7, ScriptReasons.ExpectedMember, "\"a(1,2)\"")]
    [InlineData("+0 f(A|) = 0", 1, 8, ScriptReasons.ExpectedValue, "\")\"")]
    [InlineData("+0 f(\"abc) = 0\n", 1, 6, ScriptReasons.Unterminated, "\"\"\"")]
    [InlineData("+0 f(\"a\\qb\") = 0", 1, 8, ScriptReasons.BadEscape, "\"\\q\"")]
    [InlineData("+0 <", 1, 5, ScriptReasons.ExpectedFlags, End)]
    [InlineData("+0 > X 0:0(0)", 1, 6, ScriptReasons.ExpectedFlags, "\"X\"")]
    [InlineData("+0 > SX 0:0(0)", 1, 7, ScriptReasons.ExpectedNumber, "\"X\"")]
    [InlineData("+0 > sctp (1)", 1, 6, ScriptReasons.ExpectedProtocol, "\"sctp\"")]
    [InlineData("+0 > [ect2] . 1:1(0)", 1, 7, ScriptReasons.ExpectedIpInfo, "\"ect2\"")]
    [InlineData("+0 > [ttl 256] . 1:1(0)", 1, 11, ScriptReasons.NumberRange, "\"256\"", "0", "255")]
    [InlineData("+0 > [ttl 6) . 1:1(0)", 1, 12, ScriptReasons.ExpectedSign, "\")\"", "]")]
    [InlineData("+0 > 0>1 . 1:1(0)", 1, 6, ScriptReasons.NumberRange, "\"0\"", "1", "65535")]
    [InlineData("+0 > S", 1, 7, ScriptReasons.ExpectedNumber, End)]
    [InlineData("+0 > S 0-0(0)", 1, 9, ScriptReasons.ExpectedSign, "\"-\"", ":")]
    [InlineData("+0 > S 4294967296:0(0)", 1, 8, ScriptReasons.NumberRange, "\"4294967296\"", "0", "4294967295")]
    [InlineData("+0 > . 1:1001(999)", 1, 15, ScriptReasons.LengthMismatch, "\"999\"", "1000")]
    [InlineData("+0 > . 1:1048578(1048577)", 1, 18, ScriptReasons.NumberRange, "\"1048577\"", "0", "1048576")]
    [InlineData("+0 > . 1:1(0) ack", 1, 18, ScriptReasons.ExpectedNumber, End)]
    [InlineData("+0 > . 1:1(0) ack 4294967296", 1, 19, ScriptReasons.NumberRange, "\"4294967296\"", "0", "4294967295")]
    [InlineData("+0 > . 1:1(0) win 65536", 1, 19, ScriptReasons.NumberRange, "\"65536\"", "0", "65535")]
    [InlineData("+0 > . 1:1(0) win 1 ack 1", 1, 21, ScriptReasons.ExpectedTime, "\"ack\"")]
    [InlineData("+0 > S 0:0(0) <mss>", 1, 19, ScriptReasons.ExpectedNumber, "\">\"")]
    [InlineData("+0 > S 0:0(0) <mss 65536>", 1, 20, ScriptReasons.NumberRange, "\"65536\"", "0", "65535")]
    [InlineData("+0 > S 0:0(0) <wscal 7>", 1, 16, ScriptReasons.ExpectedTcpOption, "\"wscal\"")]
    [InlineData("+0 > S 0:0(0) <nop nop>", 1, 20, ScriptReasons.ExpectedSign, "\"nop\"", ">")]
    [InlineData("+0 > S 0:0(0) <nop", 1, 19, ScriptReasons.ExpectedSign, End, ">")]
    [InlineData("+0 > S 0:0(0) <..., nop>", 1, 19, ScriptReasons.ExpectedSign, "\",\"", ">")]
    [InlineData("+0 > S 0:0(0) <TS 1 ecr 2>", 1, 19, ScriptReasons.ExpectedSign, "\"1\"", "val")]
    [InlineData("+0 > S 0:0(0) <sack 1>", 1, 22, ScriptReasons.ExpectedSign, "\">\"", ":")]
    [InlineData("+0 > S 0:0(0) <FO abc>", 1, 19, ScriptReasons.ExpectedOctets, "\"abc\"")]
    [InlineData("+0 > S 0:0(0) <FO xy>", 1, 19, ScriptReasons.ExpectedOctets, "\"xy\"")]
    [InlineData("+0 > S 0:0(0) <kind 256>", 1, 21, ScriptReasons.NumberRange, "\"256\"", "0", "255")]
    [InlineData("+0 < udp 1000", 1, 10, ScriptReasons.ExpectedSign, "\"1000\"", "(")]
    [InlineData("+0 < udp (65536)", 1, 11, ScriptReasons.NumberRange, "\"65536\"", "0", "65535")]
    [InlineData("+0 < icmp unreached", 1, 11, ScriptReasons.ExpectedIcmpType, "\"unreached\"")]
    [InlineData("+0 < icmp unreachable ghost", 1, 23, ScriptReasons.ExpectedIcmpCode, "\"ghost\"")]
    [InlineData("+0 < icmp unreachable 3 [1:1(0)", 1, 32, ScriptReasons.ExpectedSign, End, "]")]
    [InlineData("+0 %{ import sys }%", 1, 7, ScriptReasons.ExpectedStatement, "\"import\"")]
    [InlineData("+0 %{\n  assert\n}%", 2, 9, ScriptReasons.ExpectedOperand, ScriptReasons.EndOfLine)]
    [InlineData("+0 %{ assert a = 1 }%", 1, 16, ScriptReasons.ExpectedSign, "\"=\"", ";")]
    [InlineData("+0 %{ assert 1.5 > a }%", 1, 15, ScriptReasons.ExpectedSign, "\".\"", ";")]
    [InlineData("+0 %{ assert (a == 1 }%", 1, 22, ScriptReasons.ExpectedSign, End, ")")]
    [InlineData("+0 %{ assert a and or b }%", 1, 20, ScriptReasons.ExpectedOperand, "\"or\"")]
    [InlineData("+0 %{ assert a ** 2 }%", 1, 17, ScriptReasons.ExpectedOperand, "\"*\"")]
    [InlineData("+0 %{ assert len(a) }%", 1, 14, ScriptReasons.UnknownFunction, "\"len\"")]
    [InlineData("+0 %{ assert abs(a, b) }%", 1, 14, ScriptReasons.ArgumentCount, "\"abs\"", "1")]
    [InlineData("+0 %{ assert max(a) }%", 1, 14, ScriptReasons.ArgumentCount, "\"max\"", "2")]
    public void A_fault_has_line_column_reason_and_what_was_found(
        string text, int line, int column, string reason, params string[] arguments)
    {
        ScriptError error = Parsed.Refused(text);
        Assert.Equal((reason, new ScriptPosition(line, column)), (error.Reason, error.Position));
        Assert.Equal(arguments, error.Arguments);
    }

    [Fact]
    public void What_was_found_is_cut_when_it_is_long()
    {
        ScriptError error = Parsed.Refused("+0 f(" + new string('1', 500) + ") = 0");
        Assert.Equal("\"" + new string('1', 40) + "…\"", error.Arguments[0]);
    }

    [Theory]
    [InlineData("+0 f(", "[", ScriptReasons.TooDeep)]
    [InlineData("+0 f(", "{a=", ScriptReasons.TooDeep)]
    [InlineData("+0 f(", "htons(", ScriptReasons.TooDeep)]
    [InlineData("+0 %{ assert ", "(", ScriptReasons.TooDeep)]
    [InlineData("+0 %{ assert ", "not ", ScriptReasons.TooDeep)]
    [InlineData("+0 %{ assert ", "-", ScriptReasons.TooDeep)]
    [InlineData("+0 %{ assert ", "abs(", ScriptReasons.TooDeep)]
    [InlineData("+0 %{ assert ", "1+", ScriptReasons.TooComplex)]
    [InlineData("+0 %{ assert ", "1<", ScriptReasons.TooComplex)]
    [InlineData("+0 %{ assert ", "a and ", ScriptReasons.TooComplex)]
    public void Nesting_and_rows_without_end_are_refused(string begin, string repeated, string reason) =>
        Assert.Equal(reason, Parsed.Refused(begin + string.Concat(Enumerable.Repeat(repeated, 20_000)) + "}%").Reason);

    [Fact]
    public void Nesting_up_to_the_limit_is_allowed()
    {
        string open = new('[', Script.MaxDepth - 1), close = new(']', Script.MaxDepth - 1);
        Parsed.Script($"+0 f({open}{close}) = 0");
        Assert.Equal(ScriptReasons.TooDeep, Parsed.Refused($"+0 f([[{open}{close}]]) = 0").Reason);
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused() =>
        Assert.Equal(ScriptReasons.TooLong, Parsed.Refused(new string(' ', Script.MaxLength + 1)).Reason);

    [Fact]
    public void Every_reason_is_in_the_list_of_reasons() =>
        Assert.Equal(
            typeof(ScriptReasons).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
            ScriptReasons.All.Add(ScriptReasons.End).Add(ScriptReasons.EndOfLine).Order());
}
