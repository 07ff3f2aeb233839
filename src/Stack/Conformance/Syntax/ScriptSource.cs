using System.Collections.Immutable;

namespace NetStack.Conformance.Syntax;

/// <summary>The text of a script, the places in it, and the first fault that was met: later ones follow from it.</summary>
internal sealed class ScriptSource
{
    private readonly ImmutableArray<int> _lineStarts;

    public ScriptSource(string text)
    {
        Text = text;
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') starts.Add(i + 1);
        }

        _lineStarts = starts.ToImmutable();
    }

    public string Text { get; }

    public ScriptError? Error { get; private set; }

    public ScriptPosition PositionOf(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        int line = found >= 0 ? found : ~found - 1;
        return new(line + 1, offset - _lineStarts[line] + 1);
    }

    public void Fail(int offset, string reason, ImmutableArray<string> arguments) => Error ??= new(PositionOf(offset), reason, arguments);
}
