using System.Collections.Immutable;
using System.Globalization;
using NetStack.Expressions.Evaluation;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Compiling;

/// <summary>Terms. A literal has no type of its own: it takes that of what it meets.</summary>
internal sealed partial class Compiler
{
    /// <summary>A calculation and what its values are.</summary>
    private readonly record struct Typed(Calculation Calculation, TermType Type);

    /// <summary>A left side is never a literal alone: it gives the other side its type.</summary>
    private (Operand Operand, TermType Type)? CompileLeft(TermSyntax term)
    {
        if (IsLiteral(term))
            return FailLiteral<(Operand, TermType)?>(term);
        List<NameValue> names = [];
        return CompileTyped(term, names) is { } typed && MakeOperand(typed.Calculation, names, term) is { } operand
            ? (operand, typed.Type) : null;
    }

    /// <summary>A right side must fit the left one.</summary>
    private Operand? CompileRight(TermSyntax term, TermSyntax left, TermType type)
    {
        List<NameValue> names = [];
        if (IsLiteral(term))
            return CompileLiteral(term, type, left) is { } constant ? new(constant, []) : null;
        if (CompileTyped(term, names) is not { } typed) return null;
        if (!type.IsComparableWith(typed.Type))
        {
            return Fail<Operand>(ExpressionReasons.NotComparable, term,
                TextOf(left), KindKey(type.Kind), TextOf(term), KindKey(typed.Type.Kind));
        }

        return MakeOperand(typed.Calculation, names, term);
    }

    private Operand? MakeOperand(Calculation calculation, List<NameValue> names, TermSyntax term) =>
        names.Count <= Expression.MaxNamesInCalculation ? new(calculation, [.. names])
            : Fail<Operand>(ExpressionReasons.TooManyNames, term, Decimal(Expression.MaxNamesInCalculation));

    private bool IsLiteral(TermSyntax term) => term switch
    {
        WordSyntax { Token: { Kind: TokenKind.Word } token } => !scope.TryResolve(token.Text, out _),
        WordSyntax { Token.Kind: TokenKind.LiteralWord } or QuotedSyntax => true,
        NegationSyntax negation => IsLiteral(negation.Inner),
        ArithmeticSyntax arithmetic => IsLiteral(arithmetic.Left) && IsLiteral(arithmetic.Right),
        _ => false,
    };

    private Typed? CompileTyped(TermSyntax term, List<NameValue> names) => term switch
    {
        WordSyntax word => CompileName(word, [], names),
        LayerSyntax layer => layer.Inner is WordSyntax word ? CompileName(word, layer.Ranges, names)
            : Fail<Typed?>(ExpressionReasons.LayerOfNoName, layer, TextOf(layer.Inner)),
        SliceSyntax slice => CompileSlice(slice, names),
        NegationSyntax negation => CompileNegation(negation, names),
        ArithmeticSyntax arithmetic => CompileArithmetic(arithmetic, names),
        CallSyntax call => CompileCall(call, names),
        _ => Fail<Typed?>(ExpressionReasons.LiteralFirst, term, TextOf(term)),
    };

    private Typed? CompileName(WordSyntax word, ImmutableArray<ValueRange> layers, List<NameValue> names)
    {
        if (!scope.TryResolve(word.Token.Text, out TypedName? name)) return FailUnknown<Typed?>(word);
        if (!_names.Contains(name)) _names.Add(name);
        // Too many names fail later, in MakeOperand; until then any slot will do.
        NameValue value = new(name, Math.Min(names.Count, Expression.MaxNamesInCalculation - 1), layers);
        names.Add(value);
        return new(value, new(name.Kind, name.Bits, name));
    }

    private Typed? CompileSlice(SliceSyntax slice, List<NameValue> names)
    {
        if (IsLiteral(slice.Inner)) return FailLiteral<Typed?>(slice.Inner);
        if (CompileTyped(slice.Inner, names) is not { } inner) return null;
        return inner.Type.HasOctets ? new(new Slice(inner.Calculation, slice.Ranges), new(ValueKind.Octets))
            : Fail<Typed?>(ExpressionReasons.CannotSlice, slice, TextOf(slice.Inner), KindKey(inner.Type.Kind));
    }

    private Typed? CompileNegation(NegationSyntax negation, List<NameValue> names)
    {
        if (CompileTyped(negation.Inner, names) is not { } inner) return null;
        return inner.Type.Allows(TokenKind.Minus)
            ? new(new SignFunction(inner.Calculation, isAbsolute: false), inner.Type with { Bits = 64, Name = null })
            : Fail<Typed?>(ExpressionReasons.OperatorKind, negation, "-", TextOf(negation.Inner), KindKey(inner.Type.Kind));
    }

    /// <summary>Where one side is a literal, the other one gives it its type.</summary>
    private Typed? CompileArithmetic(ArithmeticSyntax arithmetic, List<NameValue> names)
    {
        bool isLeftLiteral = IsLiteral(arithmetic.Left);
        (TermSyntax first, TermSyntax second) = isLeftLiteral ? (arithmetic.Right, arithmetic.Left) : (arithmetic.Left, arithmetic.Right);
        if (CompileTyped(first, names) is not { } typed) return null;
        TokenKind sign = arithmetic.Operator.Kind;
        if (!typed.Type.Allows(sign)) return FailOperator<Typed?>(arithmetic.Operator, first, typed.Type);
        TermType result = typed.Type with { Bits = 64, Name = null };
        Calculation other;
        if (IsLiteral(second))
        {
            // A mask has the field's own width, a result may be larger.
            if (CompileLiteral(second, sign == TokenKind.BitAnd ? typed.Type : result, first) is not { } constant) return null;
            other = constant;
        }
        else
        {
            if (CompileTyped(second, names) is not { } secondTyped) return null;
            if (!secondTyped.Type.Allows(sign)) return FailOperator<Typed?>(arithmetic.Operator, second, secondTyped.Type);
            if (!typed.Type.IsComparableWith(secondTyped.Type))
            {
                return Fail<Typed?>(ExpressionReasons.NotComparable, arithmetic,
                    TextOf(first), KindKey(typed.Type.Kind), TextOf(second), KindKey(secondTyped.Type.Kind));
            }

            other = secondTyped.Calculation;
        }

        return new(isLeftLiteral ? new Arithmetic(sign, other, typed.Calculation) : new Arithmetic(sign, typed.Calculation, other), result);
    }

    private Constant? CompileLiteral(TermSyntax term, TermType type, TermSyntax owner)
    {
        switch (term)
        {
            case NegationSyntax negation:
                if (!type.Allows(TokenKind.Minus)) return FailKind(negation, "-", type);
                if (CompileLiteral(negation.Inner, type with { Bits = 64 }, owner) is not { } positive) return null;
                return Constant.Of(Arithmetic.OfNumber(type.Kind, -Arithmetic.Number(positive.Value)));
            case ArithmeticSyntax arithmetic:
                return CompileLiteralArithmetic(arithmetic, type, owner);
        }

        Token token = term is WordSyntax word ? word.Token : ((QuotedSyntax)term).Token;
        if (LiteralReader.TryRead(token, type, out Constant? constant, out string reason)) return constant;
        if (reason == ExpressionReasons.NotAValue && LooksLikeName(token) && NearestNames.Find(token.Text, scope.Names).Length > 0)
            return FailUnknown<Constant>((WordSyntax)term);
        string name = TextOf(owner);
        return reason switch
        {
            ExpressionReasons.TooLarge => Fail<Constant>(reason, term, TextOf(term), LiteralReader.Largest(type)),
            ExpressionReasons.UnknownValueName => Fail<Constant>(reason, term, TextOf(term), name),
            _ => Fail<Constant>(reason, term, TextOf(term), KindKey(type.Kind), name),
        };
    }

    private Constant? CompileLiteralArithmetic(ArithmeticSyntax arithmetic, TermType type, TermSyntax owner)
    {
        if (!type.Allows(arithmetic.Operator.Kind)) return FailKind(arithmetic, arithmetic.Operator.Text, type);
        TermType wide = type with { Bits = 64 };
        if (CompileLiteral(arithmetic.Left, wide, owner) is not { } left
            || CompileLiteral(arithmetic.Right, wide, owner) is not { } right) return null;
        return Arithmetic.TryCombine(arithmetic.Operator.Kind, left.Value, right.Value, out Value value)
            ? Constant.Of(value) : Fail<Constant>(ExpressionReasons.NotAValue, arithmetic, TextOf(arithmetic), KindKey(type.Kind), TextOf(owner));
    }

    /// <summary>A bare word with letters and dots, where a literal should be, is more likely a name with a typing error.</summary>
    private static bool LooksLikeName(Token token) =>
        token.Octets is null && IsNameLike(token) && token.Text.Contains('.') && !token.Text.Contains(':');

    private Constant? FailKind(TermSyntax term, string sign, TermType type) =>
        Fail<Constant>(ExpressionReasons.OperatorKind, term, sign, TextOf(term), KindKey(type.Kind));

    private T? FailOperator<T>(Token sign, SyntaxNode operand, TermType type)
    {
        Error ??= new(ExpressionReasons.OperatorKind, sign.Start, sign.Length, [sign.Text, TextOf(operand), KindKey(type.Kind)]);
        return default;
    }

    private static bool IsNameLike(Token token) =>
        token.Kind == TokenKind.NameWord || (token.Kind == TokenKind.Word && (char.IsAsciiLetter(token.Text[0]) || token.Text[0] == '_'));

    /// <summary>A left side without a known name: more likely a name is misspelt than that none was meant.</summary>
    private T? FailLiteral<T>(TermSyntax term) => FindNameLike(term) is { } word
        ? FailUnknown<T>(word) : Fail<T>(ExpressionReasons.LiteralFirst, term, TextOf(term));

    private static WordSyntax? FindNameLike(TermSyntax term) => term switch
    {
        WordSyntax word => IsNameLike(word.Token) ? word : null,
        NegationSyntax negation => FindNameLike(negation.Inner),
        ArithmeticSyntax arithmetic => FindNameLike(arithmetic.Left) ?? FindNameLike(arithmetic.Right),
        _ => null,
    };

    private T? FailUnknown<T>(WordSyntax word)
    {
        string name = word.Token.Text;
        ImmutableArray<string> nearest = NearestNames.Find(name, scope.Names);
        return nearest.IsEmpty ? Fail<T>(ExpressionReasons.UnknownNameNoneNear, word, name)
            : Fail<T>(ExpressionReasons.UnknownName, word, name, string.Join(", ", nearest));
    }

    private T? Fail<T>(string reason, SyntaxNode node, params ReadOnlySpan<string> arguments)
    {
        Error ??= new(reason, node.Start, node.End - node.Start, [.. arguments]);
        return default;
    }

    private string TextOf(SyntaxNode node) => text[node.Start..node.End];

    private static string KindKey(ValueKind kind) => ExpressionReasons.KindKey(kind);

    private static string Decimal(int value) => value.ToString(CultureInfo.InvariantCulture);
}
