using NetStack.Expressions;
using Xunit;

namespace NetStack.Tests.Expressions;

public sealed class ExpressionErrorTests
{
    [Theory]
    [InlineData("cuont == 1", ExpressionReasons.UnknownName, "cuont")]
    [InlineData("count == 1 and zzzzzz", ExpressionReasons.UnknownNameNoneNear, "zzzzzz")]
    [InlineData("text == text and event.kidn", ExpressionReasons.UnknownName, "event.kidn")]
    [InlineData("count == event.kidn", ExpressionReasons.UnknownName, "event.kidn")]
    [InlineData("count = 1", ExpressionReasons.UnexpectedCharacter, "=")]
    [InlineData("count ; 1", ExpressionReasons.UnexpectedCharacter, ";")]
    [InlineData("count 1", ExpressionReasons.Unexpected, "1")]
    [InlineData("count xor flag", ExpressionReasons.Unexpected, "xor")]
    [InlineData("count and or flag", ExpressionReasons.Unexpected, "or")]
    [InlineData("(count", ExpressionReasons.UnexpectedEnd, "")]
    [InlineData("count)", ExpressionReasons.Unexpected, ")")]
    [InlineData("(count) == 1", ExpressionReasons.Unexpected, "==")]
    [InlineData("count ==", ExpressionReasons.UnexpectedEnd, "")]
    [InlineData("any count", ExpressionReasons.UnexpectedEnd, "")]
    [InlineData("count in {}", ExpressionReasons.Unexpected, "}")]
    [InlineData("count in {1 2}", ExpressionReasons.Unexpected, "2")]
    [InlineData("count in {1,}", ExpressionReasons.Unexpected, "}")]
    [InlineData("count not 1", ExpressionReasons.Unexpected, "1")]
    [InlineData("text == \"abc", ExpressionReasons.Unterminated, "\"abc")]
    [InlineData("text == \"a\\qb\"", ExpressionReasons.BadEscape, "\\q")]
    [InlineData("count == 'ab'", ExpressionReasons.BadCharacter, "'ab'")]
    [InlineData("80 == count", ExpressionReasons.LiteralFirst, "80")]
    [InlineData("\"abc\"", ExpressionReasons.LiteralFirst, "\"abc\"")]
    [InlineData("count == 1.5", ExpressionReasons.NotAValue, "1.5")]
    [InlineData("count == 08", ExpressionReasons.NotAValue, "08")]
    [InlineData("count == \"64\"", ExpressionReasons.QuotedValue, "\"64\"")]
    [InlineData("count == 256", ExpressionReasons.TooLarge, "256")]
    [InlineData("count == 99999999999999999999999", ExpressionReasons.TooLarge, "99999999999999999999999")]
    [InlineData("proto == SCTP", ExpressionReasons.UnknownValueName, "SCTP")]
    [InlineData("flag == true", ExpressionReasons.NotAValue, "true")]
    [InlineData("ip == 10.0.0.256", ExpressionReasons.NotAValue, "10.0.0.256")]
    [InlineData("ip == 10.0.0.0/33", ExpressionReasons.NotAValue, "10.0.0.0/33")]
    [InlineData("ip == ::1", ExpressionReasons.NotAValue, "::1")]
    [InlineData("ip6 == 1.2.3.4", ExpressionReasons.NotAValue, "1.2.3.4")]
    [InlineData("mac == 00:11:22", ExpressionReasons.NotAValue, "00:11:22")]
    [InlineData("when > 1", ExpressionReasons.NotAValue, "1")]
    [InlineData("when > \"2020-13-01\"", ExpressionReasons.NotAValue, "\"2020-13-01\"")]
    [InlineData("when > \"Jul 4, 2020\"", ExpressionReasons.NotAValue, "\"Jul 4, 2020\"")]
    [InlineData("span > \"1\"", ExpressionReasons.QuotedValue, "\"1\"")]
    [InlineData("span > 0x1", ExpressionReasons.NotAValue, "0x1")]
    [InlineData("octets contains 0x4745", ExpressionReasons.NotAValue, "0x4745")]
    [InlineData("octets contains 474", ExpressionReasons.NotAValue, "474")]
    [InlineData("octets == 47:4", ExpressionReasons.NotAValue, "47:4")]
    [InlineData("cuont & 2", ExpressionReasons.UnknownName, "cuont")]
    [InlineData("max(cuont, 2) == 1", ExpressionReasons.UnknownName, "cuont")]
    [InlineData("count & 0x100", ExpressionReasons.TooLarge, "0x100")]
    [InlineData("octets contains GET", ExpressionReasons.NotAValue, "GET")]
    [InlineData("ip == mac", ExpressionReasons.NotComparable, "mac")]
    [InlineData("text == octets", ExpressionReasons.NotComparable, "octets")]
    [InlineData("flag == count", ExpressionReasons.NotComparable, "count")]
    [InlineData("ip == packet", ExpressionReasons.NotComparable, "packet")]
    [InlineData("label == 1", ExpressionReasons.OperatorKind, "==")]
    [InlineData("count contains 6", ExpressionReasons.OperatorKind, "contains")]
    [InlineData("ip matches \"1\"", ExpressionReasons.OperatorKind, "matches")]
    [InlineData("flag + 1 == 2", ExpressionReasons.OperatorKind, "+")]
    [InlineData("packet & 1", ExpressionReasons.OperatorKind, "&")]
    [InlineData("span * 2 > 1", ExpressionReasons.OperatorKind, "*")]
    [InlineData("flag == -1", ExpressionReasons.OperatorKind, "-1")]
    [InlineData("count[0] == 1", ExpressionReasons.CannotSlice, "count[0]")]
    [InlineData("octets[0:0]", ExpressionReasons.BadRange, "0")]
    [InlineData("octets[3-1]", ExpressionReasons.BadRange, "1")]
    [InlineData("octets[]", ExpressionReasons.BadRange, "]")]
    [InlineData("octets[1", ExpressionReasons.UnexpectedEnd, "")]
    [InlineData("ports#a", ExpressionReasons.BadRange, "a")]
    [InlineData("ports# 1", ExpressionReasons.BadRange, " ")]
    [InlineData("octets[1]#1", ExpressionReasons.Unexpected, "#")]
    [InlineData("octets[0:3] in {47}", ExpressionReasons.SetOfNoName, "octets[0:3]")]
    [InlineData("lne(text) == 1", ExpressionReasons.UnknownFunction, "lne")]
    [InlineData("len(text)", ExpressionReasons.FunctionAlone, "len(text)")]
    [InlineData("len() == 1", ExpressionReasons.ArgumentCount, "len()")]
    [InlineData("len(text, text) == 1", ExpressionReasons.ArgumentCount, "len(text, text)")]
    [InlineData("upper(count) == \"A\"", ExpressionReasons.ArgumentKind, "count")]
    [InlineData("string(text) == \"A\"", ExpressionReasons.ArgumentKind, "text")]
    [InlineData("upper(\"a\") == \"A\"", ExpressionReasons.ArgumentKind, "\"a\"")]
    [InlineData("text matches abc", ExpressionReasons.PatternNotQuoted, "abc")]
    [InlineData("text matches \"[a-\"", ExpressionReasons.PatternSyntax, "\"[a-\"")]
    [InlineData("text matches \"(?=a)b\"", ExpressionReasons.PatternUnsupported, "\"(?=a)b\"")]
    [InlineData("text matches \"(((a{99}){99}){99}){99}\"", ExpressionReasons.PatternUnsupported, "\"(((a{99}){99}){99}){99}\"")]
    public void A_fault_is_told_with_its_reason_and_its_place(string text, string reason, string place)
    {
        ExpressionError error = Names.Sample.Refuse(text);
        Assert.Equal(reason, error.Reason);
        Assert.Equal(place, text.Substring(error.Position, error.Length));
    }

    [Theory]
    [InlineData("cuont", "count")]
    [InlineData("event", "event.kind")]
    [InlineData("kind", "event.kind")]
    [InlineData("Text", "text, empty.text, texts")]
    [InlineData("octet", "octets")]
    public void An_unknown_name_is_answered_with_the_nearest_ones(string unknown, string nearest) =>
        Assert.Equal([unknown, nearest], Names.Sample.Refuse(unknown).Arguments);

    [Fact]
    public void A_text_beyond_a_limit_is_refused()
    {
        Assert.Equal(ExpressionReasons.TooLong, Names.Sample.Refuse(new string(' ', Expression.MaxLength + 1)).Reason);
        Assert.Equal(ExpressionReasons.TooDeep, Names.Sample.Refuse(new string('(', 8000)).Reason);
        Assert.Equal(ExpressionReasons.TooDeep, Names.Sample.Refuse(new string('!', 8000)).Reason);
        Assert.Equal(ExpressionReasons.TooDeep, Names.Sample.Refuse("count" + string.Concat(Enumerable.Repeat("+1", 4000))).Reason);
        Assert.Equal(ExpressionReasons.TooDeep, Names.Sample.Refuse(new string('{', 8000)).Reason);
        Assert.Equal(ExpressionReasons.TooDeep, Names.Sample.Refuse(string.Concat(Enumerable.Repeat("max(", 3000))).Reason);
        Assert.Equal(ExpressionReasons.TooManyNames, Names.Sample.Refuse(string.Join('+', Enumerable.Repeat("count", 9)) + " > 1").Reason);
        Assert.Equal(ExpressionReasons.PatternTooLong, Names.Sample.Refuse($"text matches \"{new string('a', 2000)}\"").Reason);
    }

    [Fact]
    public void A_long_row_of_alternatives_is_no_deep_one() =>
        Assert.True(Names.Sample.Holds(string.Join(" or ", Enumerable.Range(601, 900).Select(i => $"length == {i}"))));

    [Fact]
    public void Every_reason_is_in_the_list_of_reasons() =>
        Assert.Equal(ExpressionReasons.All.Length, ExpressionReasons.All.Distinct().Count());
}
