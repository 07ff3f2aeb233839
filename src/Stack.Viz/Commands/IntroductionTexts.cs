namespace NetStack.Viz.Commands;

/// <summary>Texts of the screenful that the program without arguments prints.</summary>
public static class IntroductionTexts
{
    /// <summary>What it can do, in a paragraph.</summary>
    public const string What = "cli.intro.what";

    /// <summary>Before the commands to try.</summary>
    public const string Try = "cli.intro.try";

    /// <summary>What the first command shows.</summary>
    public const string Summary = "cli.intro.summary";

    /// <summary>What the second command shows.</summary>
    public const string Layers = "cli.intro.layers";

    /// <summary>What the third command shows.</summary>
    public const string Ladder = "cli.intro.ladder";

    /// <summary>Before the list of commands.</summary>
    public const string All = "cli.intro.all";

    /// <summary>How to learn more, and to change the language.</summary>
    public const string More = "cli.intro.more";
}
