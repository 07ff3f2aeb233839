using System.Collections.Immutable;

namespace NetStack.Expressions.Syntax;

/// <summary>Terms: &amp; binds loosest, then + and -, then * / and %, then the sign, then slices and layers.</summary>
internal sealed partial class Parser
{
    private TermSyntax? ParseTerm() => ParseChain(ParseSum, TokenKind.BitAnd, TokenKind.BitAnd);

    private TermSyntax? ParseSum() => ParseChain(ParseProduct, TokenKind.Plus, TokenKind.Minus);

    private TermSyntax? ParseProduct() => ParseChain(ParseFactor, TokenKind.Times, TokenKind.Modulo);

    /// <summary>Parts with signs of one rank between them, from left to right: each sign nests what is left of it.</summary>
    private TermSyntax? ParseChain(Func<TermSyntax?> parsePart, TokenKind firstSign, TokenKind lastSign)
    {
        int depth = _depth;
        TermSyntax? left = parsePart();
        while (left is not null && Current.Kind >= firstSign && Current.Kind <= lastSign)
        {
            if (!Enter()) return null;
            Token sign = Current;
            _lexer.Advance();
            left = parsePart() is { } right ? new ArithmeticSyntax(left, sign, right) : null;
        }

        _depth = depth;
        return left;
    }

    private TermSyntax? ParseFactor()
    {
        if (!Enter()) return null;
        int start = Current.Start;
        TermSyntax? factor;
        if (Current.Kind is TokenKind.Plus or TokenKind.Minus)
        {
            bool isNegative = Current.Kind == TokenKind.Minus;
            _lexer.Advance();
            factor = ParseFactor();
            if (factor is not null && isNegative) factor = new NegationSyntax(factor, start);
        }
        else
        {
            factor = ParsePrimary();
            if (factor is not null && Current.Kind == TokenKind.Hash) factor = ParseLayers(factor);
            while (factor is not null && Current.Kind == TokenKind.OpenBracket) factor = ParseSlice(factor);
        }

        _depth--;
        return factor;
    }

    private TermSyntax? ParsePrimary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Word or TokenKind.NameWord or TokenKind.LiteralWord:
                _lexer.Advance();
                return token.Kind == TokenKind.Word && Current.Kind == TokenKind.OpenParenthesis
                    ? ParseCall(token) : new WordSyntax(token);
            case TokenKind.Quoted or TokenKind.Character:
                _lexer.Advance();
                return new QuotedSyntax(token);
            case TokenKind.OpenBrace:
                _lexer.Advance();
                TermSyntax? inner = ParseTerm();
                return inner is not null && Expect(TokenKind.CloseBrace) ? inner : null;
            default:
                return Unexpected<TermSyntax>();
        }
    }

    private CallSyntax? ParseCall(Token function)
    {
        _lexer.Advance();
        var arguments = ImmutableArray.CreateBuilder<TermSyntax>();
        while (Current.Kind != TokenKind.CloseParenthesis || arguments.Count > 0)
        {
            if (ParseTerm() is not { } argument) return null;
            arguments.Add(argument);
            if (Current.Kind != TokenKind.Comma) break;
            _lexer.Advance();
        }

        int end = Current.Start + Current.Length;
        return Expect(TokenKind.CloseParenthesis) ? new(function, arguments.ToImmutable(), end) : null;
    }

    private SliceSyntax? ParseSlice(TermSyntax inner)
    {
        RangeReader reader = new(text, _lexer.Position);
        return reader.TryReadList(out ImmutableArray<ValueRange> ranges)
            ? new(inner, ranges, Resume(reader)) : BadRange<SliceSyntax>(reader);
    }

    private LayerSyntax? ParseLayers(TermSyntax inner)
    {
        RangeReader reader = new(text, _lexer.Position);
        bool hasList = _lexer.Position < text.Length && text[_lexer.Position] == '[';
        if (hasList) reader = new(text, _lexer.Position + 1);
        bool isRead = hasList ? reader.TryReadList(out ImmutableArray<ValueRange> ranges) : reader.TryReadLayer(out ranges);
        return isRead ? new(inner, ranges, Resume(reader)) : BadRange<LayerSyntax>(reader);
    }

    /// <summary>Goes on with tokens behind the ranges.</summary>
    private int Resume(RangeReader reader)
    {
        _lexer.Position = reader.Position;
        _lexer.Advance();
        return reader.Position;
    }

    private T? BadRange<T>(RangeReader reader) where T : SyntaxNode
    {
        int length = Math.Min(1, text.Length - reader.Position);
        Error ??= length == 0 ? new(ExpressionReasons.UnexpectedEnd, reader.Position, 0, [])
            : new(ExpressionReasons.BadRange, reader.Position, length, [text.Substring(reader.Position, length)]);
        return null;
    }
}
