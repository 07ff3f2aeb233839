using System.Collections.Immutable;
using NetStack.Tracing;

namespace NetStack.Application.Chat;

/// <summary>Why somebody joined or left: sentences stand in the catalogues.</summary>
public static class ChatReasons
{
    private static readonly RfcReference Protocol = Rfc.Other("NetStack chat");

    /// <summary>Gave a name.</summary>
    public static Reason Joined { get; } = new("chat.joined", Protocol);

    /// <summary>Said /quit.</summary>
    public static Reason Quit { get; } = new("chat.quit", Protocol);

    /// <summary>Closed the connection, or it broke.</summary>
    public static Reason Left { get; } = new("chat.left", Protocol);

    /// <summary>Did not read what the others said.</summary>
    public static Reason TooSlow { get; } = new("chat.too-slow", Protocol);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Reason> All { get; } = [Joined, Quit, Left, TooSlow];
}
