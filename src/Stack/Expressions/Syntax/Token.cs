namespace NetStack.Expressions.Syntax;

/// <summary>The smallest part of an expression that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How many characters it has in the text.</param>
/// <param name="Text">A word without its sigil, otherwise as it stands in the text.</param>
/// <param name="Octets">What a quoted literal means, as UTF-8; null for others.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, string Text, byte[]? Octets = null);

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    End,
    Invalid,

    // A name or a bare literal, told apart by whether the name is known; .x is always a name, :x always a literal.
    Word, NameWord, LiteralWord,
    Quoted, Character,

    And, Or, Not,
    Any, All,

    Equal, AllEqual, NotEqual, AnyNotEqual, Greater, GreaterOrEqual, Less, LessOrEqual,
    Contains, Matches, In,

    BitAnd, Plus, Minus, Times, Divide, Modulo,

    OpenParenthesis, CloseParenthesis, OpenBrace, CloseBrace, OpenBracket, CloseBracket,
    Comma, Range, Hash,
}
