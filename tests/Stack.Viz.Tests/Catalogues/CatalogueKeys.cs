using System.Reflection;
using NetStack.Application;
using NetStack.Capture.LongTail;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Dissection;
using NetStack.Expressions;
using NetStack.Tracing;
using NetStack.Transport.Tcp;
using NetStack.Viz.Catalogues;

namespace NetStack.Tests.Catalogues;

/// <summary>The keys that the code needs, collected by convention: fields of the standard registry; reasons of
/// events; labels of the state diagram's arrows; public string
/// constants of dissectors, and of static classes named …Reasons (findings); reasons why a text is no expression, and kinds of values; constants of Viz's static classes named
/// …Texts (the interface).</summary>
internal static class CatalogueKeys
{
    public static IEnumerable<Field> Fields { get; } =
        [.. StandardProtocols.CreateRegistry().WithLongTail().Protocols.SelectMany(protocol => protocol.Fields).Distinct()];

    /// <summary>The reasons of events: what the public static members of the stack hold, one by one or as a list.</summary>
    public static IReadOnlyList<Reason> Reasons { get; } =
    [
        .. typeof(StackEvent).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters).SelectMany(ReasonsOf).Distinct(),
    ];

    public static IReadOnlySet<string> Needed { get; } = new HashSet<string>(
    [
        .. Fields.Select(field => field.Name),
        .. Constants(typeof(Dissector).Assembly, IsHomeOfFindings).Select(reason => "finding:" + reason),
        .. Constants(typeof(LongTailDissector).Assembly, IsHomeOfFindings).Select(reason => "finding:" + reason),
        .. TcpDissector.AnalysisFindings.Select(reason => "finding:" + reason),
        .. Reasons.Select(reason => "reason:" + reason.Id),
        .. TcpTransitions.All.Select(arrow => "label:" + arrow.Reason.Id),
        .. Constants(typeof(Catalogue).Assembly, type => type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .Select(key => "ui:" + key),
        .. ExpressionReasons.All.Select(reason => "error:" + reason),
        .. ScriptReasons.All.Select(reason => "error:" + reason), ScriptReasons.End, ScriptReasons.EndOfLine,
        .. DrillReasons.All.Select(reason => "error:" + reason),
        .. Enum.GetValues<ValueKind>().Select(ExpressionReasons.KindKey),
    ], StringComparer.Ordinal);

    /// <summary>The reasons that a type's public static members hold.</summary>
    public static IEnumerable<Reason> ReasonsOf(Type type)
    {
        foreach (MemberInfo member in type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            Type? kind = (member as PropertyInfo)?.PropertyType ?? (member as FieldInfo)?.FieldType;
            bool isReason = kind == typeof(Reason), isList = typeof(IEnumerable<Reason>).IsAssignableFrom(kind);
            if (!isReason && !isList) continue;
            object value = member is PropertyInfo property ? property.GetValue(null)! : ((FieldInfo)member).GetValue(null)!;
            foreach (Reason reason in isReason ? [(Reason)value] : (IEnumerable<Reason>)value) yield return reason;
        }
    }

    private static bool IsHomeOfFindings(Type type) => type.IsSubclassOf(typeof(Dissector))
        || (type.Name.EndsWith("Reasons", StringComparison.Ordinal) && type.Namespace == typeof(Finding).Namespace);

    private static IEnumerable<string> Constants(Assembly assembly, Func<Type, bool> isHome) =>
        from type in assembly.GetTypes()
        where isHome(type)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral && field.FieldType == typeof(string)
        select (string)field.GetRawConstantValue()!;
}
