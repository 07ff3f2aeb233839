using System.Collections.Immutable;
using System.Globalization;
using NetStack.Expressions.Evaluation;

namespace NetStack.Expressions.Syntax;

/// <summary>Builds the tree of an expression, one method for each rule of the grammar in the README. A method gives
/// null when the text does not fit; <see cref="Error"/> then says why and where. This half reads what is true or false,
/// <c>Parser.Terms.cs</c> what has values.</summary>
internal sealed partial class Parser(string text)
{
    private readonly Lexer _lexer = new(text);
    private int _depth;

    /// <summary>The first fault that was met.</summary>
    public ExpressionError? Error { get; private set; }

    private Token Current => _lexer.Current;

    /// <summary>Reads all of the text; null for a fault or for a text without tokens.</summary>
    public TestSyntax? Parse()
    {
        if (Current.Kind == TokenKind.End) return null;
        TestSyntax? test = ParseOr();
        return test is not null && Current.Kind != TokenKind.End ? Unexpected<TestSyntax>() : test;
    }

    private TestSyntax? ParseOr() => ParseList(TokenKind.Or, isAnd: false);

    private TestSyntax? ParseAnd() => ParseList(TokenKind.And, isAnd: true);

    private TestSyntax? ParseList(TokenKind separator, bool isAnd)
    {
        var parts = ImmutableArray.CreateBuilder<TestSyntax>();
        do
        {
            if (parts.Count > 0) _lexer.Advance();
            TestSyntax? part = isAnd ? ParseTest() : ParseAnd();
            if (part is null) return null;
            parts.Add(part);
        }
        while (Current.Kind == separator);

        return parts.Count == 1 ? parts[0] : new LogicSyntax(isAnd, parts.ToImmutable());
    }

    private TestSyntax? ParseTest()
    {
        if (!Enter()) return null;
        TestSyntax? test = Current.Kind switch
        {
            TokenKind.Not => ParseNot(),
            TokenKind.OpenParenthesis => ParseGroup(),
            _ => ParseRelation(),
        };
        _depth--;
        return test;
    }

    private NotSyntax? ParseNot()
    {
        int start = Current.Start;
        _lexer.Advance();
        return ParseTest() is { } inner ? new NotSyntax(inner, start) : null;
    }

    private TestSyntax? ParseGroup()
    {
        _lexer.Advance();
        TestSyntax? inner = ParseOr();
        return inner is not null && Expect(TokenKind.CloseParenthesis) ? inner : null;
    }

    /// <summary>A term alone, a comparison, a chain of them (a &lt; b &lt; c is a &lt; b and b &lt; c), or a membership.</summary>
    private TestSyntax? ParseRelation()
    {
        Quantifier? quantifier = ParseQuantifier();
        TermSyntax? left = ParseTerm();
        if (left is null) return null;
        if (Current.Kind == TokenKind.In) return ParseMembership(quantifier, left);
        if (Current.Kind == TokenKind.Not) return ParseNegatedMembership(left);
        var chain = ImmutableArray.CreateBuilder<TestSyntax>();
        while (Current.Kind is >= TokenKind.Equal and <= TokenKind.Matches)
        {
            Token relation = Current;
            _lexer.Advance();
            if (ParseTerm() is not { } right) return null;
            chain.Add(new RelationSyntax(quantifier, left, relation, right));
            left = right;
        }

        return chain.Count switch
        {
            0 => quantifier is null ? new PresenceSyntax(left) : Unexpected<TestSyntax>(),
            1 => chain[0],
            _ => new LogicSyntax(IsAnd: true, chain.ToImmutable()),
        };
    }

    private Quantifier? ParseQuantifier()
    {
        if (Current.Kind is not (TokenKind.Any or TokenKind.All)) return null;
        Quantifier quantifier = Current.Kind == TokenKind.Any ? Quantifier.Any : Quantifier.All;
        _lexer.Advance();
        return quantifier;
    }

    /// <summary>No value is in the set, whatever the quantifier: so does Wireshark 4.0 read "not in".</summary>
    private TestSyntax? ParseNegatedMembership(TermSyntax left)
    {
        _lexer.Advance();
        if (Current.Kind != TokenKind.In) return Unexpected<TestSyntax>();
        return ParseMembership(Quantifier.Any, left) is { } membership ? new NotSyntax(membership, left.Start) : null;
    }

    private MembershipSyntax? ParseMembership(Quantifier? quantifier, TermSyntax left)
    {
        _lexer.Advance();
        if (!Expect(TokenKind.OpenBrace)) return null;
        var elements = ImmutableArray.CreateBuilder<ElementSyntax>();
        while (ParseElement() is { } element)
        {
            elements.Add(element);
            int end = Current.Start + Current.Length;
            if (Current.Kind == TokenKind.Comma)
                _lexer.Advance();
            else
                return Expect(TokenKind.CloseBrace) ? new(quantifier, left, elements.ToImmutable(), end) : null;
        }

        return null;
    }

    private ElementSyntax? ParseElement()
    {
        TermSyntax? from = ParseFactor(), to = null;
        if (from is null) return null;
        if (Current.Kind == TokenKind.Range)
        {
            _lexer.Advance();
            to = ParseFactor();
            if (to is null) return null;
        }

        return new(from, to);
    }

    private bool Expect(TokenKind kind)
    {
        if (Current.Kind != kind)
        {
            Unexpected<SyntaxNode>();
            return false;
        }

        _lexer.Advance();
        return true;
    }

    /// <summary>Counts nesting, so that no text can exhaust the stack.</summary>
    private bool Enter()
    {
        if (++_depth <= Expression.MaxDepth) return true;
        Error ??= new(ExpressionReasons.TooDeep, Current.Start, Current.Length, [Decimal(Expression.MaxDepth)]);
        return false;
    }

    private T? Unexpected<T>() where T : SyntaxNode
    {
        Error ??= Current.Kind switch
        {
            TokenKind.Invalid => _lexer.Error,
            TokenKind.End => new(ExpressionReasons.UnexpectedEnd, Current.Start, 0, []),
            _ => new(ExpressionReasons.Unexpected, Current.Start, Current.Length, [text.Substring(Current.Start, Current.Length)]),
        };
        return null;
    }

    private static string Decimal(int value) => value.ToString(CultureInfo.InvariantCulture);
}
