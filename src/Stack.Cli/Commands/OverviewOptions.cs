using System.CommandLine;
using NetStack.Viz.Commands;

namespace NetStack.Cli.Commands;

/// <summary>Options of commands that print tables.</summary>
internal static class OverviewOptions
{
    /// <summary>--limit: rows of a table.</summary>
    public static Option<int> Limit(int otherwise)
    {
        Option<int> limit = new("--limit") { HelpName = "N", Description = Texts.Of(OverviewTexts.Limit), DefaultValueFactory = _ => otherwise };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out int rows) && rows > 0)) result.AddError("");
        });
        return limit;
    }
}
