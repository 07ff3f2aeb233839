using System.Diagnostics.CodeAnalysis;
using NetStack.Expressions;

namespace NetStack.Dissection.Filtering;

/// <summary>A display filter, as <c>-Y</c> takes it: an expression over the fields and protocols of a frame. One filter
/// serves one session at a time.</summary>
public sealed class DisplayFilter
{
    private readonly Expression _expression;
    private readonly DissectionValues _values = new();

    private DisplayFilter(Expression expression) => _expression = expression;

    /// <summary>The filter as it was written.</summary>
    public string Text => _expression.Text;

    /// <summary>The protocols and fields that it names, each once.</summary>
    public IEnumerable<string> Names => _expression.Names.Select(name => name.Name);

    /// <summary>Compiles a filter. An empty one selects every frame.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="registry">The protocols and fields that it may name.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="error">Why not, and where.</param>
    public static bool TryCompile(string text, ProtocolRegistry registry,
        [NotNullWhen(true)] out DisplayFilter? filter, [NotNullWhen(false)] out ExpressionError? error)
    {
        filter = Expression.TryCompile(text, new FieldNames(registry), out Expression? expression, out error) ? new(expression) : null;
        return filter is not null;
    }

    /// <summary>True when the filter selects the frame. The frame's fields must have been wanted: all of them, or those
    /// that <see cref="AddTo"/> adds.</summary>
    public bool Matches(DissectedFrame frame)
    {
        _values.Frame = frame;
        return _expression.Holds(_values);
    }

    /// <summary>Adds the fields that the filter needs. Protocols need none: a frame always knows its layers.</summary>
    public void AddTo(FieldSelection selection)
    {
        foreach (FieldName name in _expression.Names.OfType<FieldName>())
        {
            foreach (Field field in name.Fields) selection.Add(field);
        }
    }
}
