using NetStack.Dissection;
using NetStack.Dissection.Filtering;
using NetStack.Expressions;
using NetStack.Viz.Values;

namespace NetStack.Cli.Commands;

/// <summary>The display filter of <c>-Y</c>.</summary>
internal static class FilterArgument
{
    /// <summary>Compiles it; null for none.</summary>
    /// <exception cref="UserError">It is wrong; a caret stands under the place.</exception>
    public static DisplayFilter? Compile(string? text, ProtocolRegistry registry)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DisplayFilter.TryCompile(text, registry, out DisplayFilter? filter, out ExpressionError? error)) return filter;
        throw new UserError(ExitCode.Usage, $"-Y: {Texts.Catalogue.Sentence(error)}", PointAt(text, error));
    }

    /// <summary>The filter on a line, and below it carets under what is wrong.</summary>
    private static string PointAt(string text, ExpressionError error)
    {
        string line = SafeText.Of(text);
        int before = TextWidth.Columns(line[..Math.Min(error.Position, line.Length)]);
        return $"  {line}\n  {new string(' ', before)}{new string('^', Math.Max(1, error.Length))}";
    }
}
