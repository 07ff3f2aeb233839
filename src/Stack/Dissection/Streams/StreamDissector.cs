namespace NetStack.Dissection.Streams;

/// <summary>Reads a protocol that runs over a byte stream. Framing stands apart from dissecting: <see cref="Frame"/>
/// says where the next message ends, and <see cref="Dissector.Dissect"/> is called with exactly one message, whole,
/// however many segments it came in.</summary>
public abstract class StreamDissector : Dissector
{
    /// <summary>Says how long the message at the start of the octets is.</summary>
    /// <param name="stream">The direction that the octets belong to, and what is remembered of it.</param>
    /// <param name="octets">All octets of the stream that are there and not yet consumed, at least one. The same octets
    /// come again, with more behind them, after an answer that asks for more.</param>
    public abstract MessageLength Frame(StreamContext stream, ReadOnlySpan<byte> octets);

    /// <summary>Makes what is remembered of a conversation; null when nothing is.</summary>
    public virtual object? CreateConversationState() => null;
}
