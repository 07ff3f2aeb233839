using CsCheck;
using NetStack.Expressions;
using Xunit;

namespace NetStack.Tests.Expressions;

public sealed class ExpressionSafetyTests
{
    private static readonly string[] Tokens =
    [
        "count", "ports", "text", "octets", "ip", "mac", "when", "span", "flag", "label", "absent", "packet", "and", "or", "not",
        "any", "all", "==", "!=", "===", "!==", "~=", ">", "<=", "contains", "matches", "in", "{", "}", "(", ")", "[", "]",
        "#", "#1", ",", "..", "&", "+", "-", "*", "/", "%", "1", "0", "-1", "80", "0x", "08", "1.5", "10.0.0.0/8", "::1", "00:11", "\"a\"",
        "\"", "'a'", "'", "r\"", "\\", "[0]", "[0:2]", "[-1:]", "[1-2,3]", "[", "len(", "max(", "count(", "upper(text)", "string(", ".", ":", "..", "é",
        "\ud800", "\0", " ", "\t", "!", "~", "&&", "||", "abs(", "99999999999999999999",
    ];

    [Fact]
    public void No_soup_of_tokens_makes_an_exception() =>
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 24].Sample(tokens =>
        {
            Try(string.Join(' ', tokens));
            Try(string.Concat(tokens));
        }, iter: 20_000);

    [Fact]
    public void No_row_of_characters_makes_an_exception() =>
        Gen.String[Gen.Char[' ', '~'], 0, 40].Sample(Try, iter: 30_000);

    [Fact]
    public void A_fault_always_lies_within_the_text() =>
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 12].Sample(tokens =>
        {
            string text = string.Concat(tokens);
            if (Expression.TryCompile(text, Names.Sample, out _, out ExpressionError? error)) return;
            Assert.InRange(error.Position, 0, text.Length);
            Assert.InRange(error.Length, 0, text.Length - error.Position);
            Assert.Contains(error.Reason, ExpressionReasons.All);
        }, iter: 20_000);

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a+a+)+b")]
    [InlineData("(a|aa)+$b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)b")]
    [InlineData("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaab")]
    public void A_pattern_that_would_backtrack_for_ever_ends_at_once(string pattern)
    {
        Names names = new Names().With("text", ValueKind.Text, 0, new string('a', 50_000));
        long start = Environment.TickCount64;
        Assert.False(names.Holds($"text matches \"{pattern}\""));
        Assert.True(Environment.TickCount64 - start < 5_000); // backtracking would take longer than the universe has
    }

    [Fact]
    public void A_frame_made_of_many_equal_fields_does_not_hold_a_comparison_up()
    {
        Names names = new Names().With("many", ValueKind.Unsigned, 16, [.. Enumerable.Repeat((object)7UL, 60_000)]);
        Assert.False(names.Holds("many + many + many == 1"));
        Assert.False(names.Holds("many == many + 1"));
        Assert.False(names.Holds("many > many"));
    }

    [Theory]
    [InlineData("count == 64 and ip == 10.0.0.0/8")]
    [InlineData("ports in {80, 443, 8000..8080}")]
    [InlineData("mac[0:3] == 00:11:22")]
    [InlineData("octets[0:3] == \"GET\" or text contains \"abc\"")]
    [InlineData("count + 1 > 64 and len(text) == 3 and max(ports) > 5")]
    [InlineData("all ports > 5 and not absent")]
    public void Evaluating_allocates_nothing(string text)
    {
        Assert.True(Expression.TryCompile(text, Names.Sample, out Expression? expression, out _));
        for (int i = 0; i < 100; i++) expression!.Holds(Names.Sample);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) expression!.Holds(Names.Sample);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Try(string text)
    {
        if (Expression.TryCompile(text, Names.Sample, out Expression? expression, out _)) expression.Holds(Names.Sample);
    }
}
