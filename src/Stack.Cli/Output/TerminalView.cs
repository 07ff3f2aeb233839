using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Cli.Output;

/// <summary>Writes what Viz draws to standard output: with colour to a terminal, plain and wide to a file or pipe.</summary>
internal static class TerminalView
{
    private const int WidthWithoutTerminal = 140;

    /// <summary>Writes it.</summary>
    public static void Write(IRenderable view)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = Terminal.OutputHasColor ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = Terminal.OutputHasColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (Console.IsOutputRedirected) console.Profile.Width = WidthWithoutTerminal;
        console.Write(view);
    }
}
