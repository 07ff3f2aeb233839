using NetStack.Dissection;

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
            throw UserError.Usage($"-o {argument}: write NAME:VALUE, such as tcp.check_checksum:TRUE");
        if (Preferences.TrySet(options, name.Trim(), value.Trim()) is { } changed) return changed;
        string[] names = [.. Preferences.Names];
        throw UserError.Usage(names.Contains(name.Trim())
            ? $"-o {argument}: the value is TRUE or FALSE"
            : $"-o {argument}: there is no such preference; near it: {string.Join(", ", Nearest.Names(name, names))}");
    }
}
