namespace NetStack.Viz.Conversations;

/// <summary>Texts of the table of conversations.</summary>
public static class ConversationsTexts
{
    /// <summary>Heading: the protocol and stream number.</summary>
    public const string Stream = "conversations.stream";

    /// <summary>Heading: the two ends.</summary>
    public const string Ends = "conversations.ends";

    /// <summary>Heading: packets in each direction.</summary>
    public const string Packets = "conversations.packets";

    /// <summary>Heading: octets in each direction.</summary>
    public const string Octets = "conversations.octets";

    /// <summary>Heading: how long it lasted.</summary>
    public const string Duration = "conversations.duration";

    /// <summary>Heading: time of the handshake.</summary>
    public const string Handshake = "conversations.handshake";

    /// <summary>Heading: segments sent again.</summary>
    public const string Retransmissions = "conversations.retransmissions";

    /// <summary>Heading: how it ended.</summary>
    public const string Ending = "conversations.ending";

    /// <summary>Ended: going on.</summary>
    public const string Open = "conversations.open";

    /// <summary>Ended: no answer to the SYN.</summary>
    public const string Unanswered = "conversations.unanswered";

    /// <summary>Ended: a RST answered the SYN.</summary>
    public const string Refused = "conversations.refused";

    /// <summary>Ended: one FIN.</summary>
    public const string HalfClosed = "conversations.half-closed";

    /// <summary>Ended: two FINs.</summary>
    public const string Closed = "conversations.closed";

    /// <summary>Ended: a RST.</summary>
    public const string Reset = "conversations.reset";

    /// <summary>There is none.</summary>
    public const string Empty = "conversations.empty";

    /// <summary>More rows than are shown. Arguments: how many more, all.</summary>
    public const string More = "conversations.more";

    /// <summary>The text for an ending.</summary>
    public static string KeyOf(ConversationEnding ending) => ending switch
    {
        ConversationEnding.Open => Open,
        ConversationEnding.Unanswered => Unanswered,
        ConversationEnding.Refused => Refused,
        ConversationEnding.HalfClosed => HalfClosed,
        ConversationEnding.Closed => Closed,
        _ => Reset,
    };
}
