using NetStack.Dissection;
using NetStack.Viz.Values;
using Spectre.Console;

namespace NetStack.Viz.Terminal;

/// <summary>Colours in the terminal: only the sixteen that people choose themselves, so that light and dark themes both
/// stay readable. Nothing is told by colour alone.</summary>
internal static class TerminalStyles
{
    public static Style Plain => Style.Plain;

    public static Style Muted => new(decoration: Decoration.Dim);

    public static Style Strong => new(decoration: Decoration.Bold);

    public static Style Of(StackLayer layer) => layer switch
    {
        StackLayer.Link => new(Color.Teal),
        StackLayer.Internet => new(Color.Green),
        StackLayer.Transport => new(Color.Olive),
        StackLayer.Application => new(Color.Purple),
        _ => Plain,
    };

    public static Style Of(Severity severity) => severity switch
    {
        Severity.Error => new(Color.Maroon, decoration: Decoration.Bold),
        Severity.Warning => new(Color.Maroon),
        Severity.Note => new(Color.Olive),
        _ => Plain,
    };
}
