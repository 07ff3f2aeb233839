using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>Reads what stands between %{ and }%: the subset of Python that asserts need. Statements end with a line or a
/// semicolon. A statement that it does not know is a fault: to pass over it would let a script pass that checks nothing.</summary>
internal sealed partial class CodeParser
{
    private readonly ScriptSource _source;
    private readonly Cursor _cursor;
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private int _depth;
    private int _operations;

    public CodeParser(ScriptSource source, int start, int end)
    {
        _source = source;
        _cursor = new(source, start, end) { Blanks = Blanks.Code };
    }

    public ImmutableArray<Assertion> Parse()
    {
        var assertions = ImmutableArray.CreateBuilder<Assertion>();
        while (!_cursor.HasFailed)
        {
            while (_cursor.TryTake("\n") || _cursor.TryTake(";"))
            {
            }

            if (_cursor.IsAtEnd) break;
            if (_cursor.TryTakeWord("assert"))
                AddAssertion(assertions);
            else if (_cursor.TryTakeWord("print"))
                TakeRest();
            else if (!TryAddAssignment(assertions))
                _cursor.Fail(ScriptReasons.ExpectedStatement);
        }

        return assertions.ToImmutable();
    }

    /// <summary>NAME = EXPRESSION.</summary>
    private bool TryAddAssignment(ImmutableArray<Assertion>.Builder assertions)
    {
        _cursor.SkipBlanks();
        ScriptPosition position = _cursor.Place;
        int start = _cursor.Position;
        string name = _cursor.TakeWord();
        bool isAssignment = name.Length > 0 && !char.IsAsciiDigit(name[0]) && !_cursor.IsAt("==") && _cursor.TryTake("=");
        if (!isAssignment)
        {
            _cursor.Position = start;
            return false;
        }

        (int begin, _operations) = (_cursor.Position, 0);
        _names.Clear();
        if (ParseOr() is { } value)
            assertions.Add(new(position, _source.Text[begin.._cursor.EndOfLast], value, [.. _names], null, name));
        return true;
    }

    private void AddAssertion(ImmutableArray<Assertion>.Builder assertions)
    {
        ScriptPosition position = _cursor.Place;
        (int begin, _operations) = (_cursor.Position, 0);
        _names.Clear();
        if (ParseOr() is not { } condition) return;
        string text = _source.Text[begin.._cursor.EndOfLast];
        string? message = _cursor.TryTake(",") ? TakeRest() : null;
        if (!_cursor.IsAtEnd && _cursor.Current is not ('\n' or ';')) _cursor.Fail(ScriptReasons.ExpectedSign, ";");
        assertions.Add(new(position, text, condition, [.. _names], message));
    }

    /// <summary>All up to the end of the statement: an end of a line or semicolon outside of quotes and brackets.</summary>
    private string TakeRest()
    {
        int begin = _cursor.Position, open = 0;
        char quote = '\0';
        for (; !_cursor.IsAtEnd; _cursor.Position++)
        {
            char c = _cursor.Current;
            if (quote != '\0')
            {
                if (c == '\\') _cursor.Position++;
                if (c == quote) quote = '\0';
            }
            else if (open <= 0 && c is '\n' or ';')
            {
                break;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else
            {
                open += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            }
        }

        return _source.Text[begin.._cursor.Position].Trim();
    }

    private CodeExpression? Fail(string reason)
    {
        _cursor.Fail(reason);
        return null;
    }
}
