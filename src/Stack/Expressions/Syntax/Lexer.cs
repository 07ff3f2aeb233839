using System.Collections.Frozen;

namespace NetStack.Expressions.Syntax;

/// <summary>Cuts a text into tokens, one at a time.</summary>
internal sealed class Lexer
{
    private static readonly FrozenDictionary<string, TokenKind> Keywords = new Dictionary<string, TokenKind>
    {
        ["and"] = TokenKind.And, ["or"] = TokenKind.Or, ["not"] = TokenKind.Not,
        ["any"] = TokenKind.Any, ["all"] = TokenKind.All,
        ["eq"] = TokenKind.Equal, ["any_eq"] = TokenKind.Equal, ["all_eq"] = TokenKind.AllEqual,
        ["ne"] = TokenKind.NotEqual, ["all_ne"] = TokenKind.NotEqual, ["any_ne"] = TokenKind.AnyNotEqual,
        ["gt"] = TokenKind.Greater, ["ge"] = TokenKind.GreaterOrEqual,
        ["lt"] = TokenKind.Less, ["le"] = TokenKind.LessOrEqual,
        ["contains"] = TokenKind.Contains, ["matches"] = TokenKind.Matches, ["in"] = TokenKind.In,
        ["bitwise_and"] = TokenKind.BitAnd,
    }.ToFrozenDictionary();

    // Longer signs first: the first that fits is taken.
    private static readonly (string Sign, TokenKind Kind)[] Signs =
    [
        ("===", TokenKind.AllEqual), ("!==", TokenKind.AnyNotEqual), ("==", TokenKind.Equal), ("!=", TokenKind.NotEqual),
        ("~=", TokenKind.AnyNotEqual), (">=", TokenKind.GreaterOrEqual), ("<=", TokenKind.LessOrEqual),
        ("&&", TokenKind.And), ("||", TokenKind.Or), ("..", TokenKind.Range),
        (">", TokenKind.Greater), ("<", TokenKind.Less), ("~", TokenKind.Matches), ("!", TokenKind.Not),
        ("&", TokenKind.BitAnd), ("+", TokenKind.Plus), ("-", TokenKind.Minus), ("*", TokenKind.Times),
        ("/", TokenKind.Divide), ("%", TokenKind.Modulo), ("(", TokenKind.OpenParenthesis),
        (")", TokenKind.CloseParenthesis), ("{", TokenKind.OpenBrace), ("}", TokenKind.CloseBrace),
        ("[", TokenKind.OpenBracket), ("]", TokenKind.CloseBracket), (",", TokenKind.Comma), ("#", TokenKind.Hash),
    ];

    private readonly string _text;

    public Lexer(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The token that is looked at.</summary>
    public Token Current { get; private set; }

    /// <summary>The first character after <see cref="Current"/>. Ranges are read from here by <see cref="RangeReader"/>,
    /// which sets it behind them: inside brackets, signs mean something else.</summary>
    public int Position { get; set; }

    /// <summary>Why <see cref="Current"/> is invalid.</summary>
    public ExpressionError? Error { get; private set; }

    /// <summary>Turns to the next token.</summary>
    public void Advance()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\t' or '\n' or '\r') Position++;
        int start = Position;
        Current = start == _text.Length ? new(TokenKind.End, start, 0, "") : Read(start);
        Position = Current.Start + Current.Length;
    }

    private Token Read(int start)
    {
        char first = _text[start];
        if (first == '"') return ReadQuoted(start, start, isRaw: false);
        if (first is 'r' or 'R' && start + 1 < _text.Length && _text[start + 1] == '"')
            return ReadQuoted(start, start + 1, isRaw: true);
        if (first == '\'') return ReadCharacter(start);
        if (TryReadWord(start, out Token word)) return word;
        foreach ((string sign, TokenKind kind) in Signs)
        {
            if (string.CompareOrdinal(_text, start, sign, 0, sign.Length) == 0)
                return new(kind, start, sign.Length, sign);
        }

        return Invalid(ExpressionReasons.UnexpectedCharacter, start, char.IsSurrogatePair(_text, start) ? 2 : 1);
    }

    /// <summary>A word: letters, digits, _ - and single dots. An address with colons counts as one, too.</summary>
    private bool TryReadWord(int start, out Token token)
    {
        token = default;
        int end = WordText.End(_text, start);
        if (end > start)
        {
            string text = _text[start..end];
            token = new(Keywords.GetValueOrDefault(text, TokenKind.Word), start, end - start, text);
            return true;
        }

        // A sigil says what an ambiguous word is: .x a name, :x a literal.
        if (_text[start] is not ('.' or ':') || (end = WordText.End(_text, start + 1)) <= start + 1) return false;
        TokenKind kind = _text[start] == '.' ? TokenKind.NameWord : TokenKind.LiteralWord;
        token = new(kind, start, end - start, _text[(start + 1)..end]);
        return true;
    }

    private Token ReadQuoted(int start, int quote, bool isRaw)
    {
        if (!QuotedText.TryRead(_text, quote, isRaw, out int end, out byte[] octets, out int escape))
            return InvalidQuoted(start, escape);
        return new(TokenKind.Quoted, start, end - start, _text[start..end], octets);
    }

    /// <summary>One octet between single quotes.</summary>
    private Token ReadCharacter(int start)
    {
        if (!QuotedText.TryRead(_text, start, isRaw: false, out int end, out byte[] octets, out int escape))
            return InvalidQuoted(start, escape);
        return octets.Length == 1 ? new(TokenKind.Character, start, end - start, _text[start..end], octets)
            : Invalid(ExpressionReasons.BadCharacter, start, end - start);
    }

    private Token InvalidQuoted(int start, int escape) => escape >= 0
        ? Invalid(ExpressionReasons.BadEscape, escape, Math.Min(2, _text.Length - escape))
        : Invalid(ExpressionReasons.Unterminated, start, _text.Length - start);

    private Token Invalid(string reason, int start, int length)
    {
        Error = new(reason, start, length, [_text.Substring(start, length)]);
        return new(TokenKind.Invalid, start, length, "");
    }
}
