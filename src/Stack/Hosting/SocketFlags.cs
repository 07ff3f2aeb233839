namespace NetStack.Hosting;

/// <summary>How one call sends or receives, with the numbers of Linux's MSG_ constants.</summary>
[Flags]
public enum SocketFlags
{
    /// <summary>As usual.</summary>
    None = 0,

    /// <summary>Urgent data (MSG_OOB).</summary>
    OutOfBand = 1,

    /// <summary>What is read stays (MSG_PEEK).</summary>
    Peek = 2,

    /// <summary>A datagram's real length is returned; of a stream, octets are thrown away (MSG_TRUNC).</summary>
    Truncate = 0x20,

    /// <summary>No waiting (MSG_DONTWAIT): nothing here ever waits, but without it TCP may take it that the caller tries again as soon
    /// as it can, and save an acknowledgment that the data would bring anyway.</summary>
    DontWait = 0x40,

    /// <summary>Waiting for all: belongs to calls that wait (MSG_WAITALL).</summary>
    WaitAll = 0x100,

    /// <summary>The queue of errors (MSG_ERRQUEUE).</summary>
    ErrorQueue = 0x2000,

    /// <summary>No signal: there are none here (MSG_NOSIGNAL).</summary>
    NoSignal = 0x4000,

    /// <summary>More follows at once (MSG_MORE).</summary>
    More = 0x8000,

    /// <summary>The application keeps its buffer until it is told (MSG_ZEROCOPY): without effect, for data is copied always.</summary>
    ZeroCopy = 0x400_0000,

    /// <summary>Data goes with the SYN (MSG_FASTOPEN). Source: RFC 7413.</summary>
    FastOpen = 0x2000_0000,
}
