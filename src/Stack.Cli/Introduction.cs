namespace NetStack.Cli;

/// <summary>What <c>netstack</c> without arguments prints: a screenful to begin with.</summary>
internal static class Introduction
{
    /// <summary>Prints it.</summary>
    public static int Print()
    {
        Console.Out.WriteLine(Texts.Description);
        return ExitCode.Done;
    }
}
