using System.Collections.Immutable;
using System.Text;

namespace NetStack.Conformance.Syntax;

/// <summary>System calls: name(arguments) = result ERRNO (note), and the values in them.</summary>
internal sealed partial class ScriptParser
{
    private ScriptAction.Call? ParseCall()
    {
        string name = _cursor.TakeWord();
        if (!_cursor.Take("(")) return null;
        if (ParseItems(")", ParseExpression) is not { } arguments) return null;
        if (!_cursor.Take("=") || ParseExpression() is not { } result) return null;
        string errorName = _cursor.TakeWord();
        string? note = null;
        if (_cursor.TryTake("(") && (note = _cursor.TakeUntil(")", "(")) is null) return null;
        return new(name, arguments, result, errorName.Length > 0 ? errorName : null, note);
    }

    private ScriptExpression? ParseExpression()
    {
        if (!Enter()) return null;
        ScriptExpression? expression = ParseBits();
        Leave();
        return expression;
    }

    /// <summary>A value, or several of them with | between.</summary>
    private ScriptExpression? ParseBits()
    {
        ScriptPosition position = _cursor.Place;
        if (ParseValue() is not { } first) return null;
        if (!_cursor.TryTake("|")) return first;
        var parts = ImmutableArray.CreateBuilder<ScriptExpression>();
        parts.Add(first);
        do
        {
            if (ParseValue() is not { } part) return null;
            parts.Add(part);
        }
        while (_cursor.TryTake("|"));
        return new ScriptExpression.Or(position, parts.ToImmutable());
    }

    private ScriptExpression? ParseValue()
    {
        ScriptPosition position = _cursor.Place;
        switch (_cursor.Current)
        {
            case '.' when _cursor.TryTake("..."):
                return new ScriptExpression.Ellipsis(position);
            case '"':
                return ParseQuoted() is { } text ? new ScriptExpression.Text(position, text) : null;
            case '[':
                _cursor.Position++;
                return ParseItems("]", ParseExpression) is { } elements ? new ScriptExpression.List(position, elements) : null;
            case '{':
                _cursor.Position++;
                return ParseItems("}", ParseMember) is { } members ? new ScriptExpression.Structure(position, members) : null;
            case '-' or (>= '0' and <= '9'):
                return _cursor.TryTakeNumber(long.MinValue, long.MaxValue, out long value)
                    ? new ScriptExpression.Integer(position, value) : null;
            default:
                return ParseNamed(position);
        }
    }

    /// <summary>A symbol, or a function when a parenthesis follows at once: a note behind a result stands apart.</summary>
    private ScriptExpression? ParseNamed(ScriptPosition position)
    {
        string name = _cursor.TakeWord();
        if (name.Length == 0) return Fail<ScriptExpression>(ScriptReasons.ExpectedValue);
        if (_cursor.Current != '(') return new ScriptExpression.Symbol(position, name);
        _cursor.Position++;
        return ParseItems(")", ParseExpression) is { } arguments ? new ScriptExpression.Call(position, name, arguments) : null;
    }

    private StructureMember? ParseMember()
    {
        _cursor.SkipBlanks();
        int begin = _cursor.Position;
        if (ParseExpression() is not { } first) return null;
        int end = _cursor.EndOfLast;
        if (!_cursor.TryTake("=")) return new(null, null, first);
        (string? name, ScriptExpression? count) = first switch
        {
            ScriptExpression.Symbol symbol => (symbol.Name, null),
            ScriptExpression.Call { Arguments: [var only] } call => (call.Name, only),
            _ => (null, null),
        };
        if (name is null) _cursor.FailAt(begin, ScriptReasons.ExpectedMember, Cursor.Quote(source.Text[begin..end]));
        return name is not null && ParseExpression() is { } value ? new(name, count, value) : null;
    }

    /// <summary>Text in double quotes on one line, with the escapes of C that are one letter.</summary>
    private string? ParseQuoted()
    {
        int begin = _cursor.Position++;
        StringBuilder text = new();
        while (!_cursor.IsAtEnd && _cursor.Current is not ('"' or '\n'))
        {
            char c = _cursor.Current;
            if (c == '\\' && !TryUnescape(_cursor.At(1), out c))
            {
                _cursor.FailAt(_cursor.Position, ScriptReasons.BadEscape, Cursor.Quote($"\\{_cursor.At(1)}"));
                return null;
            }

            _cursor.Position += _cursor.Current == '\\' ? 2 : 1;
            text.Append(c);
        }

        if (_cursor.Current != '"') _cursor.FailAt(begin, ScriptReasons.Unterminated, Cursor.Quote("\""));
        _cursor.Position++;
        return _cursor.HasFailed ? null : text.ToString();
    }

    private static bool TryUnescape(char letter, out char meaning)
    {
        int index = "nrt0\\\"".IndexOf(letter, StringComparison.Ordinal);
        meaning = index >= 0 ? "\n\r\t\0\\\""[index] : letter;
        return index >= 0;
    }
}
