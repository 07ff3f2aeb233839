using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>Expressions, loosest binding first: or, and, not, comparison, | ^ &amp; shifts, sums, products, signs.</summary>
internal sealed partial class CodeParser
{
    private static readonly ImmutableArray<ImmutableArray<(string Sign, CodeOperator Operator)>> Levels =
    [
        [("|", CodeOperator.Or)],
        [("^", CodeOperator.ExclusiveOr)],
        [("&", CodeOperator.And)],
        [("<<", CodeOperator.ShiftLeft), (">>", CodeOperator.ShiftRight)],
        [("+", CodeOperator.Add), ("-", CodeOperator.Subtract)],
        [("*", CodeOperator.Multiply), ("//", CodeOperator.Divide), ("/", CodeOperator.Divide), ("%", CodeOperator.Remainder)],
    ];

    private static readonly ImmutableArray<(string Sign, CodeOperator Operator)> Comparisons =
    [
        ("==", CodeOperator.Equal), ("!=", CodeOperator.NotEqual), ("<=", CodeOperator.LessOrEqual), (">=", CodeOperator.GreaterOrEqual),
        ("<", CodeOperator.Less), (">", CodeOperator.Greater),
    ];

    private CodeExpression? ParseOr() => ParseLogic("or", ParseAnd);

    private CodeExpression? ParseAnd() => ParseLogic("and", ParseNot);

    private CodeExpression? ParseLogic(string word, Func<CodeExpression?> parseOperand)
    {
        ScriptPosition position = _cursor.Place;
        var operands = ImmutableArray.CreateBuilder<CodeExpression>();
        do
        {
            if (parseOperand() is not { } operand) return null;
            operands.Add(operand);
        }
        while (_cursor.TryTakeWord(word));
        return operands.Count == 1 ? operands[0] : new CodeExpression.Logic(position, word == "and", operands.ToImmutable());
    }

    private CodeExpression? ParseNot()
    {
        ScriptPosition position = _cursor.Place;
        return _cursor.TryTakeWord("not") ? Unary(position, CodeOperator.Not, ParseNot) : ParseComparison();
    }

    private CodeExpression? ParseComparison()
    {
        ScriptPosition position = _cursor.Place;
        var operands = ImmutableArray.CreateBuilder<CodeExpression>();
        var operators = ImmutableArray.CreateBuilder<CodeOperator>();
        do
        {
            if (ParseBinary(0) is not { } operand) return null;
            operands.Add(operand);
        }
        while (TryTakeOperator(Comparisons, operators.Add));
        return operators.Count == 0 ? operands[0]
            : new CodeExpression.Comparison(position, operators.ToImmutable(), operands.ToImmutable());
    }

    /// <summary>Operators of one level group from the left; their operands are of the next level.</summary>
    private CodeExpression? ParseBinary(int level)
    {
        if (level == Levels.Length) return ParseSigned();
        CodeExpression? left = ParseBinary(level + 1);
        ScriptPosition position = _cursor.Place;
        CodeOperator sign = default;
        while (left is not null && TryTakeOperator(Levels[level], taken => sign = taken))
        {
            if (!Count() || ParseBinary(level + 1) is not { } right) return null;
            left = new CodeExpression.Operation(position, sign, [left, right]);
            position = _cursor.Place;
        }

        return left;
    }

    private bool TryTakeOperator(ImmutableArray<(string Sign, CodeOperator Operator)> signs, Action<CodeOperator> take)
    {
        foreach ((string sign, CodeOperator @operator) in signs)
        {
            if (!_cursor.TryTake(sign)) continue;
            take(@operator);
            return true;
        }

        return false;
    }

    private CodeExpression? ParseSigned()
    {
        ScriptPosition position = _cursor.Place;
        if (_cursor.TryTake("-")) return Unary(position, CodeOperator.Negate, ParseSigned);
        if (_cursor.TryTake("~")) return Unary(position, CodeOperator.Complement, ParseSigned);
        return _cursor.TryTake("+") ? Unary(position, CodeOperator.Add, ParseSigned) : ParsePrimary(position);
    }

    private CodeExpression? Unary(ScriptPosition position, CodeOperator sign, Func<CodeExpression?> parseOperand) =>
        Nested(() => parseOperand() is { } operand ? new CodeExpression.Operation(position, sign, [operand]) : null);

    private CodeExpression? ParsePrimary(ScriptPosition position)
    {
        if (!Count()) return null;
        if (_cursor.TryTake("(")) return InParentheses(ParseOr);
        if (char.IsAsciiDigit(_cursor.Current))
            return _cursor.TryTakeNumber(0, long.MaxValue, out long value) ? new CodeExpression.Number(position, value) : null;
        int begin = _cursor.Position;
        string word = _cursor.TakeWord();
        if (word is "True" or "False") return new CodeExpression.Number(position, word == "True" ? 1 : 0);
        if (word is "" or "and" or "or" or "not")
        {
            _cursor.Position = begin;
            return Fail(ScriptReasons.ExpectedOperand);
        }

        if (_cursor.TryTake("(")) return ParseFunction(position, begin, word);
        _names.Add(word);
        return new CodeExpression.Name(position, word);
    }

    private CodeExpression? ParseFunction(ScriptPosition position, int begin, string name)
    {
        CodeOperator? function = name switch
        {
            "abs" => CodeOperator.Absolute,
            "min" => CodeOperator.Least,
            "max" => CodeOperator.Greatest,
            _ => null,
        };
        if (function is not null) return InParentheses(() => ParseArguments(position, begin, name, function.Value));
        _cursor.FailAt(begin, ScriptReasons.UnknownFunction, Cursor.Quote(name));
        return null;
    }

    private CodeExpression.Operation? ParseArguments(ScriptPosition position, int begin, string name, CodeOperator function)
    {
        var arguments = ImmutableArray.CreateBuilder<CodeExpression>();
        do
        {
            if (ParseOr() is not { } argument) return null;
            arguments.Add(argument);
        }
        while (_cursor.TryTake(","));
        bool isOne = function == CodeOperator.Absolute;
        if (isOne == (arguments.Count == 1)) return new(position, function, arguments.ToImmutable());
        _cursor.FailAt(begin, ScriptReasons.ArgumentCount, Cursor.Quote(name), isOne ? "1" : "2");
        return null;
    }

    /// <summary>Reads up to the closing parenthesis; lines have no ends in between.</summary>
    private CodeExpression? InParentheses(Func<CodeExpression?> parseInner)
    {
        Blanks outside = _cursor.Blanks;
        _cursor.Blanks = Blanks.CodeInParentheses;
        CodeExpression? inner = Nested(parseInner);
        bool isClosed = inner is not null && _cursor.Take(")");
        _cursor.Blanks = outside;
        return isClosed ? inner : null;
    }

    private CodeExpression? Nested(Func<CodeExpression?> parseInner)
    {
        if (_depth == Script.MaxDepth)
        {
            _cursor.Fail(ScriptReasons.TooDeep, Script.Decimal(Script.MaxDepth));
            return null;
        }

        _depth++;
        CodeExpression? inner = parseInner();
        _depth--;
        return inner;
    }

    /// <summary>Counts values and operators: a long row of operators is a deep tree.</summary>
    private bool Count() => ++_operations <= Script.MaxOperations
        || _cursor.Fail(ScriptReasons.TooComplex, Script.Decimal(Script.MaxOperations));
}
