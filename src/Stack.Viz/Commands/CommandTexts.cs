namespace NetStack.Viz.Commands;

/// <summary>Texts of the command line: help, and what an error says.</summary>
public static class CommandTexts
{
    /// <summary>What the program is for.</summary>
    public const string Program = "cli.program";

    /// <summary>Heading of the usage line in help.</summary>
    public const string Usage = "cli.help.usage";

    /// <summary>Heading of the commands in help.</summary>
    public const string Commands = "cli.help.commands";

    /// <summary>Heading of the arguments in help.</summary>
    public const string Arguments = "cli.help.arguments";

    /// <summary>Heading of the options in help.</summary>
    public const string Options = "cli.help.options";

    /// <summary>Placeholder for options in a usage line.</summary>
    public const string OptionsPlaceholder = "cli.help.options-placeholder";

    /// <summary>Placeholder for a command in a usage line.</summary>
    public const string CommandPlaceholder = "cli.help.command-placeholder";

    /// <summary>What --help is for.</summary>
    public const string Help = "cli.option.help";

    /// <summary>What --version is for.</summary>
    public const string Version = "cli.option.version";

    /// <summary>What --lang is for.</summary>
    public const string Language = "cli.option.lang";

    /// <summary>What FILE is, for commands that read a capture.</summary>
    public const string File = "cli.argument.file";

    /// <summary>No such command. Arguments: what was written, near names.</summary>
    public const string NoSuchCommand = "cli.error.command";

    /// <summary>No such option. Arguments: what was written, near names.</summary>
    public const string NoSuchOption = "cli.error.option";

    /// <summary>More arguments than the command takes. Argument: the first too many.</summary>
    public const string TooMany = "cli.error.too-many";

    /// <summary>An argument is missing. Arguments: its name, the command.</summary>
    public const string Missing = "cli.error.missing";

    /// <summary>An option's value makes no sense. Arguments: the option, the value.</summary>
    public const string BadValue = "cli.error.bad-value";

    /// <summary>An option has no value. Argument: the option.</summary>
    public const string NoValue = "cli.error.no-value";

    /// <summary>No such language. Arguments: what was written, the languages.</summary>
    public const string NoSuchLanguage = "cli.error.lang";
}
