using System.Collections.Frozen;

namespace NetStack.Expressions.Compiling;

/// <summary>A function that expressions may call.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Most">The most arguments; the least is one.</param>
/// <param name="Accepts">Which kinds it takes.</param>
internal sealed record Function(string Name, int Most, Func<TermType, bool> Accepts)
{
    private static readonly FrozenDictionary<string, Function> Known = new Function[]
    {
        new("abs", 1, type => type.IsNumber || type.Kind == ValueKind.Duration),
        new("count", 1, _ => true),
        new("len", 1, _ => true),
        new("lower", 1, type => type.Kind == ValueKind.Text),
        new("max", Expression.MaxNamesInCalculation, IsOrdered),
        new("min", Expression.MaxNamesInCalculation, IsOrdered),
        new("string", 1, type => type.IsNumber || type.IsAddress || type.Kind == ValueKind.Duration),
        new("upper", 1, type => type.Kind == ValueKind.Text),
    }.ToFrozenDictionary(function => function.Name);

    /// <summary>All names, in order.</summary>
    public static string Names => string.Join(", ", Known.Keys.Order(StringComparer.Ordinal));

    /// <summary>A function by its name; null when there is none.</summary>
    public static Function? Find(string name) => Known.GetValueOrDefault(name);

    private static bool IsOrdered(TermType type) => type.Kind is not (ValueKind.Presence or ValueKind.Boolean or ValueKind.Protocol);
}
