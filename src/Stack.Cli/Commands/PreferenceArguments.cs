using NetStack.Dissection;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>The preferences of <c>-o NAME:VALUE</c>.</summary>
internal static class PreferenceArguments
{
    /// <summary>Sets them in order.</summary>
    /// <exception cref="UserError">A name is not known, or its value makes no sense.</exception>
    public static DissectionOptions Parse(IEnumerable<string> arguments) => arguments.Aggregate(new DissectionOptions(), Set);

    private static DissectionOptions Set(DissectionOptions options, string argument)
    {
        if (argument.Split(':', 2) is not [string name, string value])
            throw UserError.Usage(Texts.Of(DissectTexts.BadPreference, argument));
        if (Preferences.TrySet(options, name.Trim(), value.Trim()) is { } changed) return changed;
        string[] names = [.. Preferences.Names];
        throw UserError.Usage(names.Contains(name.Trim())
            ? Texts.Of(DissectTexts.BadPreferenceValue, argument)
            : Texts.Of(DissectTexts.NoSuchPreference, argument, Nearest.Names(name, names)));
    }
}
