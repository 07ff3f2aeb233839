namespace NetStack.Hosting;

/// <summary>Which half of a connection is shut down, with POSIX's numbers.</summary>
public enum ShutdownHow : byte
{
    /// <summary>SHUT_RD.</summary>
    Receive = 0,

    /// <summary>SHUT_WR.</summary>
    Send = 1,

    /// <summary>SHUT_RDWR.</summary>
    Both = 2,
}
