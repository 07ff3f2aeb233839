using System.Collections.Immutable;
using NetStack.Expressions.Evaluation;
using NetStack.Expressions.Syntax;

namespace NetStack.Expressions.Compiling;

/// <summary>Calls of functions.</summary>
internal sealed partial class Compiler
{
    private Typed? CompileCall(CallSyntax call, List<NameValue> names)
    {
        string name = call.Function.Text;
        if (Function.Find(name) is not { } function)
        {
            Error ??= new(ExpressionReasons.UnknownFunction, call.Function.Start, call.Function.Length, [name, Function.Names]);
            return null;
        }

        if (call.Arguments.Length < 1 || call.Arguments.Length > function.Most)
            return Fail<Typed?>(ExpressionReasons.ArgumentCount, call, name, "1", Decimal(function.Most));
        return name switch
        {
            "max" or "min" => CompileExtreme(call, function),
            "count" => CompileCount(call, function),
            _ => CompileMapping(call, function, names),
        };
    }

    /// <summary>A function of one value: it gives as many values as its argument has.</summary>
    private Typed? CompileMapping(CallSyntax call, Function function, List<NameValue> names)
    {
        if (CompileArgument(call.Arguments[0], function, names, mustBeName: function.Name != "abs") is not { } argument) return null;
        Calculation inner = argument.Calculation;
        return function.Name switch
        {
            "abs" => new(new SignFunction(inner, isAbsolute: true), argument.Type with { Bits = 64, Name = null }),
            "len" => new(new LengthFunction(inner, argument.Type.FixedLength), new(ValueKind.Unsigned, 32)),
            "string" => new(new TextFunction(inner), new(ValueKind.Text)),
            _ => new(new CaseFunction(inner, function.Name == "upper"), new(ValueKind.Text)),
        };
    }

    private Typed? CompileCount(CallSyntax call, Function function)
    {
        List<NameValue> own = [];
        return CompileArgument(call.Arguments[0], function, own, mustBeName: true) is { } argument
            ? new(new CountFunction(new(argument.Calculation, [.. own])), new(ValueKind.Unsigned, 32)) : null;
    }

    /// <summary>The first argument that is no literal says what all of them are.</summary>
    private Typed? CompileExtreme(CallSyntax call, Function function)
    {
        TermSyntax? leader = call.Arguments.FirstOrDefault(argument => !IsLiteral(argument));
        if (leader is null) return CompileArgument(call.Arguments[0], function, [], mustBeName: false);
        if (CompileArgument(leader, function, [], mustBeName: false) is not { } typed) return null;
        var operands = ImmutableArray.CreateBuilder<Operand>(call.Arguments.Length);
        foreach (TermSyntax argument in call.Arguments)
        {
            if (CompileRight(argument, leader, typed.Type) is not { } operand) return null;
            operands.Add(operand);
        }

        return new(new ExtremeFunction(operands.MoveToImmutable(), function.Name == "max"), typed.Type with { Bits = 64, Name = null });
    }

    private Typed? CompileArgument(TermSyntax argument, Function function, List<NameValue> names, bool mustBeName)
    {
        if (IsLiteral(argument) && FindNameLike(argument) is { } word) return FailUnknown<Typed?>(word);
        if (IsLiteral(argument) || (mustBeName && argument is not (WordSyntax or LayerSyntax))) return FailArgument(function, argument);
        if (CompileTyped(argument, names) is not { } typed) return null;
        return function.Accepts(typed.Type) ? typed : FailArgument(function, argument);
    }

    private Typed? FailArgument(Function function, TermSyntax argument) =>
        Fail<Typed?>(ExpressionReasons.ArgumentKind, argument, function.Name, TextOf(argument));
}
