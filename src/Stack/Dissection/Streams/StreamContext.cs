namespace NetStack.Dissection.Streams;

/// <summary>One direction of a byte stream, as its application dissector sees it.</summary>
/// <param name="conversation">The conversation's number (tcp.stream).</param>
/// <param name="fromClient">True for octets of the end that opened the connection (or was seen first).</param>
/// <param name="clientPort">That end's port.</param>
/// <param name="serverPort">The other end's port.</param>
public sealed class StreamContext(int conversation, bool fromClient, ushort clientPort, ushort serverPort)
{
    /// <summary>The conversation's number.</summary>
    public int Conversation { get; } = conversation;

    /// <summary>True for octets of the end that opened the connection (or was seen first).</summary>
    public bool FromClient { get; } = fromClient;

    /// <summary>The port of the end that opened the connection.</summary>
    public ushort ClientPort { get; } = clientPort;

    /// <summary>The other end's port.</summary>
    public ushort ServerPort { get; } = serverPort;

    /// <summary>What the application dissector remembers of the conversation: one object for both directions.</summary>
    public object? State { get; set; }

    /// <summary>The dissector that this stream goes on with: an upgrade (HTTP to WebSocket) sets it, for both directions.
    /// Null while the port or the first octets decide.</summary>
    public StreamDissector? SwitchTo { get; set; }

    /// <summary>The other direction of the same conversation.</summary>
    public StreamContext? Opposite { get; set; }
}
