using NetStack.Hosting;

namespace NetStack.Packetdrill;

/// <summary>What stands behind a file descriptor of the tool.</summary>
/// <param name="socket">The stack's number of the socket; -1 for a poller.</param>
/// <param name="poller">What epoll_create has made.</param>
internal sealed class Descriptor(int socket, Poller? poller = null)
{
    private const int ReadWrite = 2, NonBlockingFlag = 0x800;

    public int Socket => socket;

    public Poller? Poller => poller;

    /// <summary>O_NONBLOCK: calls say EAGAIN instead of waiting.</summary>
    public bool IsNonBlocking { get; set; }

    /// <summary>What fcntl(F_GETFL) says, and F_SETFL sets.</summary>
    public int StatusFlags
    {
        get => ReadWrite | (IsNonBlocking ? NonBlockingFlag : 0);
        set => IsNonBlocking = (value & NonBlockingFlag) != 0;
    }

    /// <summary>True when a call with these flags waits.</summary>
    public bool Waits(SocketFlags flags = SocketFlags.None) =>
        !IsNonBlocking && (flags & (SocketFlags.DontWait | SocketFlags.ErrorQueue)) == 0;
}
