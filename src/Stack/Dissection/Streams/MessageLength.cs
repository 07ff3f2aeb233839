namespace NetStack.Dissection.Streams;

/// <summary>Where a message in a stream ends, as far as its framing can tell yet.</summary>
public readonly record struct MessageLength
{
    private MessageLength(Kind answer, int octets) => (Answer, Octets) = (answer, octets);

    /// <summary>The four possible answers.</summary>
    public enum Kind : byte
    {
        /// <summary>The octets are not of this protocol. The value of <c>default</c>.</summary>
        NotThisProtocol,

        /// <summary>The message has so many octets; they may be there or not yet.</summary>
        Known,

        /// <summary>More octets are needed to tell.</summary>
        NeedMore,

        /// <summary>The message ends where the stream does.</summary>
        UntilEnd,
    }

    /// <summary>Which answer it is.</summary>
    public Kind Answer { get; }

    /// <summary>Octets of the message, when known.</summary>
    public int Octets { get; }

    /// <summary>More octets are needed to tell: at least one more.</summary>
    public static MessageLength NeedMore { get; } = new(Kind.NeedMore, 0);

    /// <summary>The message ends where the stream does.</summary>
    public static MessageLength UntilEnd { get; } = new(Kind.UntilEnd, 0);

    /// <summary>The octets are not of this protocol.</summary>
    public static MessageLength NotThisProtocol { get; }

    /// <summary>The message has so many octets, at least one.</summary>
    public static MessageLength Of(int octets) => new(Kind.Known, Math.Max(1, octets));
}
