using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>Options that several drawing commands have.</summary>
internal static class PictureOptions
{
    /// <summary><c>--frame N</c>.</summary>
    public static Option<int> Frame() =>
        new("--frame") { HelpName = "N", Description = Texts.Of(PictureTexts.Frame), DefaultValueFactory = _ => 1 };

    /// <summary><c>--svg FILE</c>.</summary>
    public static Option<string?> Svg() => new("--svg") { HelpName = "FILE", Description = Texts.Of(PictureTexts.Svg) };
}
