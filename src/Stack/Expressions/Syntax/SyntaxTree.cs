using System.Collections.Immutable;
using NetStack.Expressions.Evaluation;

namespace NetStack.Expressions.Syntax;

/// <summary>A part of an expression as it was written, before names and types are known.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
internal abstract record SyntaxNode(int Start, int End);

/// <summary>Something that is true or false.</summary>
internal abstract record TestSyntax(int Start, int End) : SyntaxNode(Start, End);

/// <summary>A and B and C; A or B or C.</summary>
internal sealed record LogicSyntax(bool IsAnd, ImmutableArray<TestSyntax> Parts)
    : TestSyntax(Parts[0].Start, Parts[^1].End);

/// <summary>not A.</summary>
internal sealed record NotSyntax(TestSyntax Inner, int Start) : TestSyntax(Start, Inner.End);

/// <summary>A term by itself: is it there?</summary>
internal sealed record PresenceSyntax(TermSyntax Term) : TestSyntax(Term.Start, Term.End);

/// <summary>Left operator right; without a quantifier the operator says how many values must hold.</summary>
internal sealed record RelationSyntax(Quantifier? Quantifier, TermSyntax Left, Token Operator, TermSyntax Right)
    : TestSyntax(Left.Start, Right.End);

/// <summary>Left in {elements}.</summary>
internal sealed record MembershipSyntax(Quantifier? Quantifier, TermSyntax Left, ImmutableArray<ElementSyntax> Elements, int End)
    : TestSyntax(Left.Start, End);

/// <summary>An element of a set: one value, or a range with both its ends.</summary>
internal sealed record ElementSyntax(TermSyntax From, TermSyntax? To) : SyntaxNode(From.Start, (To ?? From).End);

/// <summary>Something that has values.</summary>
internal abstract record TermSyntax(int Start, int End) : SyntaxNode(Start, End);

/// <summary>A name or a bare literal; a sigil may have said which.</summary>
internal sealed record WordSyntax(Token Token) : TermSyntax(Token.Start, Token.Start + Token.Length);

/// <summary>A literal between quotes: text, or one character.</summary>
internal sealed record QuotedSyntax(Token Token) : TermSyntax(Token.Start, Token.Start + Token.Length);

/// <summary>Octets of a term.</summary>
internal sealed record SliceSyntax(TermSyntax Inner, ImmutableArray<ValueRange> Ranges, int End) : TermSyntax(Inner.Start, End);

/// <summary>A name in some layers only.</summary>
internal sealed record LayerSyntax(TermSyntax Inner, ImmutableArray<ValueRange> Ranges, int End) : TermSyntax(Inner.Start, End);

/// <summary>Minus a term.</summary>
internal sealed record NegationSyntax(TermSyntax Inner, int Start) : TermSyntax(Start, Inner.End);

/// <summary>Two terms and a sign between them.</summary>
internal sealed record ArithmeticSyntax(TermSyntax Left, Token Operator, TermSyntax Right) : TermSyntax(Left.Start, Right.End);

/// <summary>A function and its arguments.</summary>
internal sealed record CallSyntax(Token Function, ImmutableArray<TermSyntax> Arguments, int End) : TermSyntax(Function.Start, End);
