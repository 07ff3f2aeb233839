namespace NetStack.Hosting;

/// <summary>What a completion ring is asked to do.</summary>
public enum RingOperation : byte
{
    /// <summary>Accept a connection; the result is its descriptor.</summary>
    Accept,

    /// <summary>Connect, until the connection is open.</summary>
    Connect,

    /// <summary>Send; the result is the number of octets taken, perhaps fewer than given.</summary>
    Send,

    /// <summary>Receive; the result is the number of octets read, 0 at the end of a stream.</summary>
    Receive,

    /// <summary>Close a descriptor; what waits for it is canceled.</summary>
    Close,
}
