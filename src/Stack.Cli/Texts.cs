namespace NetStack.Cli;

/// <summary>What the program says to people.</summary>
internal static class Texts
{
    public const string Version = "netstack 0.1.0";
    public const string Description = "Dissects, explains and draws network traffic, layer by layer.";
    public const string SeeHelp = "See netstack --help.";
}
