using NetStack.Dissection;

namespace NetStack.Viz.Values;

/// <summary>Words for how much a finding matters.</summary>
public static class SeverityTexts
{
    /// <summary>Part of the usual course.</summary>
    public const string Chat = "severity.chat";

    /// <summary>Worth knowing.</summary>
    public const string Note = "severity.note";

    /// <summary>Unusual.</summary>
    public const string Warning = "severity.warning";

    /// <summary>Wrong.</summary>
    public const string Error = "severity.error";

    /// <summary>The word for a severity.</summary>
    public static string KeyOf(Severity severity) => severity switch
    {
        Severity.Chat => Chat,
        Severity.Note => Note,
        Severity.Warning => Warning,
        _ => Error,
    };
}
