using System.Reflection;
using NetStack.Application;
using NetStack.Capture.LongTail;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Dissection;
using NetStack.Expressions;
using NetStack.Internet;
using NetStack.Transport.Tcp;
using NetStack.Transport.Udp;
using NetStack.Transport.Tcp.Observation;
using NetStack.Viz.Catalogues;

namespace NetStack.Tests.Catalogues;

/// <summary>The keys that the code needs, collected by convention: fields of the standard registry; public string
/// constants of dissectors, and of static classes named …Reasons (findings); reasons why a text is no expression, and kinds of values; constants of Viz's static classes named
/// …Texts (the interface).</summary>
internal static class CatalogueKeys
{
    public static IEnumerable<Field> Fields { get; } =
        [.. StandardProtocols.CreateRegistry().WithLongTail().Protocols.SelectMany(protocol => protocol.Fields).Distinct()];

    public static IReadOnlySet<string> Needed { get; } = new HashSet<string>(
    [
        .. Fields.Select(field => field.Name),
        .. Constants(typeof(Dissector).Assembly, IsHomeOfFindings).Select(reason => "finding:" + reason),
        .. Constants(typeof(LongTailDissector).Assembly, IsHomeOfFindings).Select(reason => "finding:" + reason),
        .. TcpDissector.AnalysisFindings.Select(reason => "finding:" + reason),
        .. TcpTransitions.Reasons.Concat(SegmentReasons.All).Concat(InternetReasons.All).Concat(UdpReasons.All).Select(reason => "reason:" + reason.Id),
        .. Constants(typeof(Catalogue).Assembly, type => type.Name.EndsWith("Texts", StringComparison.Ordinal))
            .Select(key => "ui:" + key),
        .. ExpressionReasons.All.Select(reason => "error:" + reason),
        .. ScriptReasons.All.Select(reason => "error:" + reason), ScriptReasons.End, ScriptReasons.EndOfLine,
        .. DrillReasons.All.Select(reason => "error:" + reason),
        .. Enum.GetValues<ValueKind>().Select(ExpressionReasons.KindKey),
    ], StringComparer.Ordinal);

    private static bool IsHomeOfFindings(Type type) => type.IsSubclassOf(typeof(Dissector))
        || (type.Name.EndsWith("Reasons", StringComparison.Ordinal) && type.Namespace == typeof(Finding).Namespace);

    private static IEnumerable<string> Constants(Assembly assembly, Func<Type, bool> isHome) =>
        from type in assembly.GetTypes()
        where isHome(type)
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral && field.FieldType == typeof(string)
        select (string)field.GetRawConstantValue()!;
}
