namespace NetStack.Viz.Commands;

/// <summary>Texts of <c>netstack conversations</c> and <c>netstack statistics</c>.</summary>
public static class OverviewTexts
{
    /// <summary>What <c>conversations</c> does.</summary>
    public const string Conversations = "cli.conversations";

    /// <summary>-T of <c>conversations</c>.</summary>
    public const string ConversationsForm = "cli.conversations.form";

    /// <summary>What <c>statistics</c> does.</summary>
    public const string Statistics = "cli.statistics";

    /// <summary>--limit.</summary>
    public const string Limit = "cli.limit";
}
