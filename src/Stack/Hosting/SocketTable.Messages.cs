using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Hosting;

/// <content>What comes with a datagram besides its data, and what ICMP says of those that were sent.</content>
public sealed partial class SocketTable
{
    /// <summary>recvmsg: reads as <see cref="ReceiveFrom"/> does, and tells what is known of the datagram.</summary>
    public int ReceiveMessage(int fd, Span<byte> data, SocketFlags flags, out MessageInfo info, out Errno error, Timestamp now)
    {
        if (At(fd, now) is { } socket) return socket.ReceiveMessage(data, flags, out info, out error, now);
        (info, error) = (default, Errno.EBADF);
        return -1;
    }

    /// <summary>recvmsg with MSG_ERRQUEUE: takes the oldest ICMP error about what the socket has sent. The queue is kept while
    /// <see cref="SocketOption.Ipv4ReceiveErrors"/> or <see cref="SocketOption.Ipv6ReceiveErrors"/> is on.</summary>
    /// <returns>False when there is none, or nothing is open at the descriptor.</returns>
    public bool TryReceiveError(int fd, out ReportedError report, Timestamp now)
    {
        report = default;
        return At(fd, now)?.TryReceiveError(out report) == true;
    }
}
