using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli;

/// <summary>What <c>netstack</c> without arguments prints: a screenful to begin with.</summary>
internal static class Introduction
{
    private const string Sample = "labs/captures/handshake-http.pcapng";

    /// <summary>Prints it.</summary>
    public static int Print(Command root)
    {
        TextWriter output = Console.Out;
        output.WriteLine(Texts.Of(CommandTexts.Program));
        output.WriteLine(Texts.Of(IntroductionTexts.What));
        output.WriteLine();
        output.WriteLine(Texts.Of(IntroductionTexts.Try));
        PrintTry(output, $"dissect {Sample}", IntroductionTexts.Summary);
        PrintTry(output, $"layers {Sample} --frame 8", IntroductionTexts.Layers);
        PrintTry(output, $"ladder {Sample}", IntroductionTexts.Ladder);
        output.WriteLine();
        output.WriteLine(Texts.Of(IntroductionTexts.All));
        foreach (Command command in root.Subcommands) output.WriteLine($"  {command.Name,-14} {command.Description}");
        output.WriteLine();
        output.WriteLine(Texts.Of(IntroductionTexts.More));
        return ExitCode.Done;
    }

    private static void PrintTry(TextWriter output, string command, string text)
    {
        output.WriteLine($"  netstack {command}");
        output.WriteLine($"      {Texts.Of(text)}");
    }
}
