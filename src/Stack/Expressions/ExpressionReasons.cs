using System.Collections.Immutable;

namespace NetStack.Expressions;

/// <summary>The reasons of <see cref="ExpressionError"/>.</summary>
public static class ExpressionReasons
{
    /// <summary>Longer than <see cref="Expression.MaxLength"/>. Arguments: length, limit.</summary>
    public const string TooLong = "expression.too-long";

    /// <summary>Nested deeper than <see cref="Expression.MaxDepth"/>. Arguments: limit.</summary>
    public const string TooDeep = "expression.too-deep";

    /// <summary>More names in one calculation than <see cref="Expression.MaxNamesInCalculation"/>. Arguments: limit.</summary>
    public const string TooManyNames = "expression.too-many-names";

    /// <summary>A character that begins nothing. Arguments: the character.</summary>
    public const string UnexpectedCharacter = "expression.unexpected-character";

    /// <summary>A word or sign in a place where it means nothing. Arguments: the word.</summary>
    public const string Unexpected = "expression.unexpected";

    /// <summary>The text ends too early.</summary>
    public const string UnexpectedEnd = "expression.unexpected-end";

    /// <summary>A quoted text or character without its closing quote.</summary>
    public const string Unterminated = "expression.unterminated";

    /// <summary>A backslash before something that it means nothing with. Arguments: the two characters.</summary>
    public const string BadEscape = "expression.bad-escape";

    /// <summary>Not exactly one character between single quotes. Arguments: the literal.</summary>
    public const string BadCharacter = "expression.bad-character";

    /// <summary>A name that is not known. Arguments: the name, the nearest names.</summary>
    public const string UnknownName = "expression.unknown-name";

    /// <summary>A name that is not known, and nothing is like it. Arguments: the name.</summary>
    public const string UnknownNameNoneNear = "expression.unknown-name-none-near";

    /// <summary>A function that does not exist. Arguments: its name, all functions.</summary>
    public const string UnknownFunction = "expression.unknown-function";

    /// <summary>The wrong number of arguments. Arguments: function, least, most.</summary>
    public const string ArgumentCount = "expression.argument-count";

    /// <summary>Something that a function does not take. Arguments: function, the argument.</summary>
    public const string ArgumentKind = "expression.argument-kind";

    /// <summary>A function that is not compared with anything. Arguments: function.</summary>
    public const string FunctionAlone = "expression.function-alone";

    /// <summary>A literal that is not compared with anything, or stands on the left. Arguments: the literal.</summary>
    public const string LiteralFirst = "expression.literal-first";

    /// <summary>A literal that cannot be read as what it is compared with. Arguments: the literal, kind, name.</summary>
    public const string NotAValue = "expression.not-a-value";

    /// <summary>A quoted text where a bare literal is needed. Arguments: the literal, kind, name.</summary>
    public const string QuotedValue = "expression.quoted-value";

    /// <summary>A word that is not among the names of a field's values. Arguments: the literal, name.</summary>
    public const string UnknownValueName = "expression.unknown-value-name";

    /// <summary>A number outside the field's width. Arguments: the literal, the largest that fits.</summary>
    public const string TooLarge = "expression.too-large";

    /// <summary>Two kinds that cannot be compared. Arguments: left, its kind, right, its kind.</summary>
    public const string NotComparable = "expression.not-comparable";

    /// <summary>A kind that an operator does not work on. Arguments: operator, operand, its kind.</summary>
    public const string OperatorKind = "expression.operator-kind";

    /// <summary>A slice of something that has no octets. Arguments: operand, its kind.</summary>
    public const string CannotSlice = "expression.cannot-slice";

    /// <summary>A range of a slice or of layers that cannot be. Arguments: the range.</summary>
    public const string BadRange = "expression.bad-range";

    /// <summary>A layer of something that is no name. Arguments: operand.</summary>
    public const string LayerOfNoName = "expression.layer-of-no-name";

    /// <summary>Something else than a name before <c>in</c>. Arguments: operand.</summary>
    public const string SetOfNoName = "expression.set-of-no-name";

    /// <summary>A pattern without quotes. Arguments: the literal.</summary>
    public const string PatternNotQuoted = "expression.pattern-not-quoted";

    /// <summary>A pattern longer than <see cref="Expression.MaxPatternLength"/>. Arguments: limit.</summary>
    public const string PatternTooLong = "expression.pattern-too-long";

    /// <summary>No regular expression. Arguments: the pattern, where in it.</summary>
    public const string PatternSyntax = "expression.pattern-syntax";

    /// <summary>A regular expression that would need backtracking or too much memory. Arguments: the pattern.</summary>
    public const string PatternUnsupported = "expression.pattern-unsupported";

    /// <summary>All of them, for the test that every reason has its sentence.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        TooLong, TooDeep, TooManyNames, UnexpectedCharacter, Unexpected, UnexpectedEnd, Unterminated, BadEscape,
        BadCharacter, UnknownName, UnknownNameNoneNear, UnknownFunction, ArgumentCount, ArgumentKind, FunctionAlone,
        LiteralFirst, NotAValue, QuotedValue, UnknownValueName, TooLarge, NotComparable, OperatorKind, CannotSlice,
        BadRange, LayerOfNoName, SetOfNoName, PatternNotQuoted, PatternTooLong, PatternSyntax, PatternUnsupported,
    ];

    /// <summary>The key under which the catalogues name a kind: <c>kind:expression.unsigned</c>.</summary>
    public static string KindKey(ValueKind kind) => "kind:expression." + kind switch
    {
        ValueKind.Presence => "presence",
        ValueKind.Boolean => "boolean",
        ValueKind.Unsigned => "unsigned",
        ValueKind.Signed => "signed",
        ValueKind.Octets => "octets",
        ValueKind.Protocol => "protocol",
        ValueKind.Text => "text",
        ValueKind.Ipv4 => "ipv4",
        ValueKind.Ipv6 => "ipv6",
        ValueKind.Mac => "mac",
        ValueKind.Time => "time",
        _ => "duration",
    };
}
