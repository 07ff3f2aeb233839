using System.Globalization;

namespace NetStack.Conformance.Syntax;

/// <summary>Walks over a part of a script, sign by sign. What is read is consumed; a method that fails has noted the
/// fault in the source and gives false, null or nothing.</summary>
internal sealed class Cursor(ScriptSource source, int start, int end)
{
    private const int MaxFound = 40;

    private readonly string _text = source.Text;
    private int _position = start;
    private (int From, int To) _skipped = (-1, -1);

    /// <summary>Where the next character is; never behind the end.</summary>
    public int Position
    {
        get => _position;
        set => _position = Math.Min(value, end);
    }

    /// <summary>Behind what was read last: without the blanks that have been skipped since.</summary>
    public int EndOfLast => Position == _skipped.To ? _skipped.From : Position;

    /// <summary>What <see cref="SkipBlanks"/> skips.</summary>
    public Blanks Blanks { get; set; }

    public bool IsAtEnd => Position >= end;

    public bool HasFailed => source.Error is not null;

    /// <summary>The next character; NUL at the end.</summary>
    public char Current => At(0);

    /// <summary>The next place, behind blanks, for nodes of the tree.</summary>
    public ScriptPosition Place
    {
        get
        {
            SkipBlanks();
            return source.PositionOf(Position);
        }
    }

    public char At(int ahead) => Position + ahead < end ? _text[Position + ahead] : '\0';

    public bool IsAt(string sign) => _text.AsSpan(Position, end - Position).StartsWith(sign, StringComparison.Ordinal);

    public void SkipBlanks()
    {
        int from = Position;
        while (!IsAtEnd && SkipBlank())
        {
        }

        if (Position > from) _skipped = (from, Position);
    }

    /// <summary>Takes a sign if it comes next.</summary>
    public bool TryTake(string sign)
    {
        SkipBlanks();
        if (!IsAt(sign)) return false;
        Position += sign.Length;
        return true;
    }

    /// <summary>Takes a sign, or fails.</summary>
    public bool Take(string sign) => TryTake(sign) || Fail(ScriptReasons.ExpectedSign, sign);

    /// <summary>Takes a whole word if it comes next.</summary>
    public bool TryTakeWord(string word)
    {
        int begin = Position;
        if (TakeWord() == word) return true;
        Position = begin;
        return false;
    }

    /// <summary>Takes letters, digits and _, not beginning with a digit; empty when there are none.</summary>
    public string TakeWord()
    {
        SkipBlanks();
        return char.IsAsciiDigit(Current) ? "" : TakeWhile(IsWordCharacter);
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        int begin = Position;
        while (!IsAtEnd && belongs(_text[Position])) Position++;
        return _text[begin..Position];
    }

    /// <summary>Takes all up to a sign, and the sign; it fails when the sign never comes.</summary>
    /// <param name="closing">The sign.</param>
    /// <param name="opening">What the part began with, for the fault, which lies there.</param>
    public string? TakeUntil(string closing, string opening)
    {
        int begin = Position;
        int found = _text.IndexOf(closing, begin, end - begin, StringComparison.Ordinal);
        if (found < 0)
        {
            source.Fail(begin - opening.Length, ScriptReasons.Unterminated, [Quote(opening)]);
            Position = end;
            return null;
        }

        Position = found + closing.Length;
        return _text[begin..found];
    }

    /// <summary>Takes a decimal or hexadecimal (0x) number, with a minus where the least one is below zero.</summary>
    public bool TryTakeNumber(long least, long most, out long value)
    {
        SkipBlanks();
        int begin = Position;
        bool isNegative = least < 0 && TryTake("-");
        bool isHexadecimal = Current == '0' && At(1) is 'x' or 'X';
        if (isHexadecimal) Position += 2;
        ReadOnlySpan<char> digits = TakeWhile(isHexadecimal ? char.IsAsciiHexDigit : char.IsAsciiDigit);
        value = 0;
        if (digits.IsEmpty || IsWordCharacter(Current))
        {
            Position = begin;
            return Fail(ScriptReasons.ExpectedNumber);
        }

        NumberStyles style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        bool fits = ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out ulong magnitude)
            && magnitude <= (isNegative ? (ulong)-(Int128)least : (ulong)most);
        value = unchecked(isNegative ? -(long)magnitude : (long)magnitude);
        return (fits && value >= least)
            || FailAt(begin, ScriptReasons.NumberRange, Quote(_text[begin..Position]), Script.Decimal(least), Script.Decimal(most));
    }

    /// <summary>Notes that what comes next, behind blanks, is not what was expected.</summary>
    /// <returns>False.</returns>
    public bool Fail(string reason, params ReadOnlySpan<string> more)
    {
        SkipBlanks();
        source.Fail(Position, reason, [Found(), .. more]);
        return false;
    }

    /// <summary>Notes a fault at a place that lies behind.</summary>
    /// <returns>False.</returns>
    public bool FailAt(int offset, string reason, params ReadOnlySpan<string> arguments)
    {
        source.Fail(offset, reason, [.. arguments]);
        return false;
    }

    public static string Quote(string text) => "\"" + (text.Length > MaxFound ? text[..MaxFound] + "…" : text) + "\"";

    public static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>What comes next: a word or number, a sign, or the end.</summary>
    private string Found()
    {
        if (IsAtEnd) return ScriptReasons.End;
        if (Current == '\n') return ScriptReasons.EndOfLine;
        int length = 0;
        while (IsWordCharacter(At(length))) length++;
        if (length == 0) length = char.IsSurrogatePair(At(0), At(1)) ? 2 : 1;
        return Quote(_text.Substring(Position, length));
    }

    private bool SkipBlank()
    {
        char c = Current;
        bool isSpace = c == '\n' ? Blanks != Blanks.Code : c is ' ' or '\t' or '\r' or '\ufeff';
        if (isSpace)
            Position++;
        else if (c == '#' || (Blanks == Blanks.Script && IsAt("//")))
            TakeWhile(character => character != '\n');
        else if (Blanks == Blanks.Script && IsAt("/*"))
            return SkipLongComment();
        else
            return SkipContinuation();
        return true;
    }

    private bool SkipLongComment()
    {
        Position += 2;
        return TakeUntil("*/", "/*") is not null;
    }

    /// <summary>Python's backslash at the end of a line.</summary>
    private bool SkipContinuation()
    {
        int length = Blanks == Blanks.Script ? 0 : IsAt("\\\n") ? 2 : IsAt("\\\r\n") ? 3 : 0;
        Position += length;
        return length > 0;
    }
}
