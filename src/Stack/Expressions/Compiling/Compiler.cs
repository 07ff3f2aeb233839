using System.Collections.Immutable;
using NetStack.Expressions.Evaluation;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Compiling;

/// <summary>Finds names, checks kinds, reads literals as what they are compared with, and builds the conditions. A method
/// gives null after a fault, which <see cref="Error"/> tells. <c>Compiler.Terms.cs</c> has what has values.</summary>
internal sealed partial class Compiler(string text, INameScope scope)
{
    private readonly List<TypedName> _names = [];

    /// <summary>The first fault that was met.</summary>
    public ExpressionError? Error { get; private set; }

    /// <summary>The names that were used, each once.</summary>
    public ImmutableArray<TypedName> Names => [.. _names];

    /// <summary>Builds the condition of a tree.</summary>
    public Condition? Compile(TestSyntax test) => test switch
    {
        LogicSyntax logic => CompileLogic(logic),
        NotSyntax not => Compile(not.Inner) is { } inner ? new Not(inner) : null,
        RelationSyntax relation => CompileRelation(relation),
        MembershipSyntax membership => CompileMembership(membership),
        _ => CompilePresence(((PresenceSyntax)test).Term),
    };

    private Condition? CompileLogic(LogicSyntax logic)
    {
        var parts = ImmutableArray.CreateBuilder<Condition>(logic.Parts.Length);
        foreach (TestSyntax part in logic.Parts)
        {
            if (Compile(part) is not { } condition) return null;
            parts.Add(condition);
        }

        return logic.IsAnd ? new AllOf(parts.MoveToImmutable()) : new AnyOf(parts.MoveToImmutable());
    }

    /// <summary>A name alone asks for its presence, a calculation for a value that is not zero.</summary>
    private Present? CompilePresence(TermSyntax term)
    {
        if (term is CallSyntax call && Function.Find(call.Function.Text) is not null)
            return Fail<Present>(ExpressionReasons.FunctionAlone, term, call.Function.Text);
        return CompileLeft(term) is { } left
            ? new(left.Operand, mustBeNonZero: term is ArithmeticSyntax or NegationSyntax) : null;
    }

    private Condition? CompileRelation(RelationSyntax relation)
    {
        if (CompileLeft(relation.Left) is not { } left) return null;
        if (!CanStandBefore(relation.Operator.Kind, left.Type.Kind))
            return FailOperator<Condition>(relation.Operator, relation.Left, left.Type);
        if (relation.Operator.Kind == TokenKind.Matches) return CompileMatch(relation, left.Operand);
        // An address contains octets, not addresses.
        TermType wanted = relation.Operator.Kind == TokenKind.Contains && left.Type.IsAddress ? new(ValueKind.Octets) : left.Type;
        if (CompileRight(relation.Right, relation.Left, wanted) is not { } right) return null;
        (Comparison comparison, Quantifier usual) = MeaningOf(relation.Operator.Kind);
        Quantifier quantifier = relation.Quantifier ?? usual;
        if (relation.Operator.Kind == TokenKind.Contains) return new Containment(left.Operand, quantifier, right);
        return right.Constant is { } constant ? new ConstantComparison(left.Operand, quantifier, comparison, constant)
            : new OperandComparison(left.Operand, quantifier, comparison, right);
    }

    /// <summary>Wireshark 4.0: != asks that all values differ, == that any is equal; === and !== turn that round.</summary>
    private static (Comparison Comparison, Quantifier Usual) MeaningOf(TokenKind sign) => sign switch
    {
        TokenKind.AllEqual => (Comparison.Equal, Quantifier.All),
        TokenKind.NotEqual => (Comparison.NotEqual, Quantifier.All),
        TokenKind.AnyNotEqual => (Comparison.NotEqual, Quantifier.Any),
        TokenKind.Greater => (Comparison.Greater, Quantifier.Any),
        TokenKind.GreaterOrEqual => (Comparison.GreaterOrEqual, Quantifier.Any),
        TokenKind.Less => (Comparison.Less, Quantifier.Any),
        TokenKind.LessOrEqual => (Comparison.LessOrEqual, Quantifier.Any),
        _ => (Comparison.Equal, Quantifier.Any),
    };

    private Match? CompileMatch(RelationSyntax relation, Operand left)
    {
        if (relation.Right is not QuotedSyntax { Token: { Kind: TokenKind.Quoted, Octets: { } octets } })
            return Fail<Match>(ExpressionReasons.PatternNotQuoted, relation.Right, TextOf(relation.Right));
        if (octets.Length > Expression.MaxPatternLength)
            return Fail<Match>(ExpressionReasons.PatternTooLong, relation.Right, Decimal(Expression.MaxPatternLength));
        if (!OctetPattern.TryCreate(octets, out OctetPattern? pattern, out string reason, out int offset))
            return Fail<Match>(reason, relation.Right, TextOf(relation.Right), Decimal(offset));
        return new(left, relation.Quantifier ?? Quantifier.Any, pattern!);
    }

    private Membership? CompileMembership(MembershipSyntax membership)
    {
        if (membership.Left is not (WordSyntax or LayerSyntax))
            return Fail<Membership>(ExpressionReasons.SetOfNoName, membership.Left, TextOf(membership.Left));
        if (CompileLeft(membership.Left) is not { } left) return null;
        if (left.Type.Kind == ValueKind.Presence)
            return Fail<Membership>(ExpressionReasons.OperatorKind, membership.Left, "in", TextOf(membership.Left), KindKey(left.Type.Kind));
        var elements = ImmutableArray.CreateBuilder<SetElement>(membership.Elements.Length);
        foreach (ElementSyntax element in membership.Elements)
        {
            Operand? from = CompileRight(element.From, membership.Left, left.Type), to = null;
            if (from is not null && element.To is not null) to = CompileRight(element.To, membership.Left, left.Type);
            if (Error is not null) return null;
            elements.Add(new(from!, to));
        }

        return new(left.Operand, membership.Quantifier ?? Quantifier.Any, elements.MoveToImmutable());
    }

    private static bool CanStandBefore(TokenKind sign, ValueKind kind) => sign is TokenKind.Contains or TokenKind.Matches
        ? kind is ValueKind.Octets or ValueKind.Protocol or ValueKind.Text or ValueKind.Mac
        : kind != ValueKind.Presence;
}
