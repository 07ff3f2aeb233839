using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NetStack.Expressions.Compiling;
using NetStack.Expressions.Evaluation;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions;

/// <summary>A compiled expression: a tree of small objects, immutable, without run-time code. The language is that of
/// Wireshark 4.0's display filters; see the README of this folder.</summary>
public sealed class Expression
{
    /// <summary>The most characters of an expression.</summary>
    public const int MaxLength = 16_384;

    /// <summary>The most levels of parentheses, negations and signs.</summary>
    public const int MaxDepth = 100;

    /// <summary>The most names in one side of a comparison.</summary>
    public const int MaxNamesInCalculation = 8;

    /// <summary>The most octets of a regular expression.</summary>
    public const int MaxPatternLength = 1024;

    private readonly Condition _condition;

    private Expression(string text, Condition condition, ImmutableArray<TypedName> names) =>
        (Text, _condition, Names) = (text, condition, names);

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The names that it needs values of, each once.</summary>
    public ImmutableArray<TypedName> Names { get; }

    /// <summary>Compiles a text. An empty one is true of everything.</summary>
    /// <param name="text">Anything: a fault becomes an error, never an exception.</param>
    /// <param name="scope">The names that it may use.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="error">Why not, and where.</param>
    public static bool TryCompile(string text, INameScope scope,
        [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionError? error)
    {
        expression = null;
        if (text.Length > MaxLength)
        {
            error = new(ExpressionReasons.TooLong, MaxLength, text.Length - MaxLength, [Decimal(text.Length), Decimal(MaxLength)]);
            return false;
        }

        Parser parser = new(text);
        TestSyntax? test = parser.Parse();
        Compiler compiler = new(text, scope);
        error = parser.Error;
        if (error is not null) return false;
        Condition? condition = test is null ? new Always() : compiler.Compile(test);
        error = compiler.Error;
        if (condition is not null) expression = new(text, condition, compiler.Names);
        return condition is not null;
    }

    /// <summary>True when the expression holds for what the source stands on. Never throws; allocates nothing, except
    /// for upper(), lower(), string(), lists of slices and masks of octets.</summary>
    public bool Holds(IValueSource source) => _condition.Holds(source);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string Decimal(int value) => value.ToString(CultureInfo.InvariantCulture);
}
