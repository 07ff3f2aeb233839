namespace NetStack.Viz.States;

/// <summary>Texts of the state diagram.</summary>
public static class StatesTexts
{
    /// <summary>The heading.</summary>
    public const string Title = "states.title";

    /// <summary>What the words at an arrow mean.</summary>
    public const string HowToRead = "states.how-to-read";

    /// <summary>What leads to CLOSED from everywhere.</summary>
    public const string NotDrawn = "states.not-drawn";

    /// <summary>An arrow: from, to, why, RFC section.</summary>
    public const string Arrow = "states.arrow";

    /// <summary>An end and the states that it has been in.</summary>
    public const string Way = "states.way";

    /// <summary>The column of the state before.</summary>
    public const string From = "states.column.from";

    /// <summary>The column of the state after.</summary>
    public const string To = "states.column.to";

    /// <summary>The column that says why.</summary>
    public const string Why = "states.column.why";

    /// <summary>The column that says where it is written.</summary>
    public const string Rule = "states.column.rule";

    /// <summary>Stands for every state.</summary>
    public const string AnyState = "states.any";
}
