using NetStack.Viz.Catalogues;

namespace NetStack.Cli;

/// <summary>What the program says to people, in the language that they chose: see the keys in
/// <c>NetStack.Viz.Commands</c> and the catalogues.</summary>
internal static class Texts
{
    private const string LanguageOption = "--lang";
    private static readonly string[] Variables = ["NETSTACK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The texts in use. Set once, before anything is said.</summary>
    public static Catalogue Catalogue { get; private set; } = Catalogue.For(null);

    /// <summary>A text.</summary>
    public static string Of(string key, params ReadOnlySpan<object?> arguments) => Catalogue.Text(key, arguments);

    /// <summary>Chooses the language by <c>--lang</c>, else by the environment, else English. Done before the command
    /// line is parsed, because help and errors are texts, too.</summary>
    /// <returns>What --lang asked for, when there is no such language; otherwise null.</returns>
    public static string? ChooseLanguage(string[] arguments, Func<string, string?> environment)
    {
        string? asked = AskedFor(arguments);
        string? variable = Variables.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        Catalogue = Catalogue.For(Catalogue.Resolve(asked) ?? variable);
        return asked is null || Catalogue.Resolve(asked) is not null ? null : asked;
    }

    private static string? AskedFor(string[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == LanguageOption) return i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i].StartsWith(LanguageOption + "=", StringComparison.Ordinal)) return arguments[i][(LanguageOption.Length + 1)..];
        }

        return null;
    }
}
