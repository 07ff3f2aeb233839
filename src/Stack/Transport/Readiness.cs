namespace NetStack.Transport;

/// <summary>What a socket is ready for, with poll's meanings and numbers. Source: POSIX poll, Linux epoll.</summary>
[Flags]
public enum Readiness : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Data, an end of data, an error or a connection waits to be taken (POLLIN).</summary>
    Readable = 0x001,

    /// <summary>Urgent data (POLLPRI).</summary>
    Urgent = 0x002,

    /// <summary>There is room to send (POLLOUT).</summary>
    Writable = 0x004,

    /// <summary>An error is pending (POLLERR).</summary>
    Error = 0x008,

    /// <summary>Both halves are closed (POLLHUP).</summary>
    HangUp = 0x010,

    /// <summary>Not an open descriptor (POLLNVAL).</summary>
    Invalid = 0x020,

    /// <summary>The peer has closed its half (POLLRDHUP).</summary>
    ReadHangUp = 0x2000,
}
