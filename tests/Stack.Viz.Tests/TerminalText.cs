using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Tests;

/// <summary>What a picture looks like in a terminal without colours.</summary>
internal static class TerminalText
{
    public static string Of(IRenderable picture, int width = 80, bool colours = false)
    {
        StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Write(picture);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
    }
}
