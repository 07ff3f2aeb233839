namespace NetStack.Viz.Conversations;

/// <summary>How a TCP conversation ended, as far as the capture shows.</summary>
public enum ConversationEnding
{
    /// <summary>UDP knows no end.</summary>
    None,

    /// <summary>It was going on when the capture ended.</summary>
    Open,

    /// <summary>Nobody answered the SYN.</summary>
    Unanswered,

    /// <summary>A RST answered the SYN: nobody listens there.</summary>
    Refused,

    /// <summary>One end has sent its FIN, the other not yet.</summary>
    HalfClosed,

    /// <summary>Both ends have sent their FIN.</summary>
    Closed,

    /// <summary>A RST ended it.</summary>
    Reset,
}
