using System.Text;
using Microsoft.AspNetCore.Components;
using NetStack.Bytes;
using NetStack.Viz.Commands;
using NetStack.Viz.Pictures;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetStack.Cli.Output;

/// <summary>Where pictures go: to the terminal or a pipe as text, or to an SVG file.</summary>
internal static class PictureOutput
{
    private const int DefaultColumns = 80;

    /// <summary>Columns for a table in a pipe or file, where nothing needs to be broken.</summary>
    public const int TableColumns = 160;

    /// <summary>Columns that there are; in a pipe what COLUMNS says, else 80.</summary>
    public static int Columns => ColumnsOr(DefaultColumns);

    /// <summary>Prints a picture, in colour when a person sees it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="columnsInPipe">How wide it may be where there is no terminal.</param>
    public static void Print(IRenderable picture, int columnsInPipe = DefaultColumns)
    {
        StandardOutput output = new();
        Write(output.Writer, picture, ColumnsOr(columnsInPipe));
        output.Flush();
    }

    /// <summary>Writes a picture among other output, in colour when a person sees it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="columns">How wide it may be.</param>
    public static void Write(Utf8Writer writer, IRenderable picture, int columns)
    {
        StringBuilder text = new();
        bool color = Terminal.OutputHasColor;
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = color ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(new StringWriter(text)),
        });
        console.Profile.Width = columns;
        console.Write(picture);
        foreach (ReadOnlySpan<char> line in text.ToString().AsSpan().TrimEnd('\n').EnumerateLines())
        {
            writer.Write(line.TrimEnd(' '));
            writer.Write((byte)'\n');
        }
    }

    /// <summary>Writes a picture's component to a file.</summary>
    public static void WriteSvg<TPicture>(string path, object view) where TPicture : IComponent
    {
        Dictionary<string, object?> parameters = new() { ["View"] = view, ["Catalogue"] = Texts.Catalogue };
        File.WriteAllText(path, PictureFile.RenderAsync<TPicture>(parameters).GetAwaiter().GetResult());
        Console.Error.WriteLine(Texts.Of(PictureTexts.Written, path));
    }

    /// <summary>Columns that there are; in a pipe what COLUMNS says, else a number.</summary>
    public static int ColumnsOr(int otherwise)
    {
        if (!Console.IsOutputRedirected) return Math.Max(40, Console.WindowWidth);
        return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns >= 40 ? columns : otherwise;
    }
}
