using System.Globalization;
using NetStack.Conformance.Syntax;

namespace NetStack.Tests.Conformance.Syntax;

/// <summary>Writes trees so that a table can show them: what groups with what.</summary>
internal static class Written
{
    public static string Text(ScriptExpression expression) => expression switch
    {
        ScriptExpression.Ellipsis => "...",
        ScriptExpression.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        ScriptExpression.Symbol symbol => symbol.Name,
        ScriptExpression.Text text => $"'{text.Value}'",
        ScriptExpression.Or or => $"or({Join(or.Parts)})",
        ScriptExpression.List list => $"[{Join(list.Elements)}]",
        ScriptExpression.Call call => $"{call.Name}({Join(call.Arguments)})",
        ScriptExpression.Structure structure => $"{{{string.Join(", ", structure.Members.Select(Text))}}}",
        _ => throw new ArgumentException(expression.ToString()),
    };

    public static string Text(TcpOptionSyntax option) => option switch
    {
        TcpOptionSyntax.Sack sack => "Sack " + string.Join(' ', sack.Blocks.Select(block => $"{block.Left}:{block.Right}")),
        TcpOptionSyntax.FastOpen open => $"FastOpen {Convert.ToHexStringLower(open.Cookie.AsSpan())} {open.IsExperiment}",
        TcpOptionSyntax.Md5Signature md5 => $"Md5Signature {Convert.ToHexStringLower(md5.Digest.AsSpan())}",
        TcpOptionSyntax.Other other => $"Other {other.Kind} {Convert.ToHexStringLower(other.Octets.AsSpan())}",
        _ => option.ToString(),
    };

    private static string Join(IEnumerable<ScriptExpression> expressions) => string.Join(", ", expressions.Select(Text));

    private static string Text(StructureMember member)
    {
        string count = member.Count is null ? "" : $"<{Text(member.Count)}>";
        return member.Name is null ? Text(member.Value) : $"{member.Name}{count}={Text(member.Value)}";
    }
}
