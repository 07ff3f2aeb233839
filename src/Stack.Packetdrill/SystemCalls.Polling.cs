using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// poll and epoll; a time-out is one of the virtual clock.
internal sealed unsafe partial class SystemCalls
{
    private const uint NormalRead = 0x40, NormalWrite = 0x100; // POLLRDNORM, POLLWRNORM: the same as POLLIN and POLLOUT
    private const uint EdgeTriggered = 0x8000_0000, OneShot = 0x4000_0000;
    private const uint Always = (uint)(Readiness.Error | Readiness.HangUp | Readiness.Invalid);
    private const int MostEvents = 4096;

    /// <summary>epoll_event is packed on x86-64 alone.</summary>
    private static int EventLength => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public Outcome Poll(PollDescriptor* entries, nuint count, int milliseconds)
    {
        if (entries == null && count > 0) return Errno.EFAULT;
        if (count > MostEvents) return Errno.EINVAL;
        return WaitFor(milliseconds, () =>
        {
            int ready = 0;
            for (nuint i = 0; i < count; i++)
            {
                entries[i].Returned = unchecked((short)ReadyOf(entries[i].Descriptor, unchecked((ushort)entries[i].Events)));
                if (entries[i].Returned != 0) ready++;
            }

            return ready;
        });
    }

    public Outcome CreatePoller(int size) => size <= 0 ? Errno.EINVAL : _descriptors.Add(new(-1, Sockets.CreatePoller()));

    public Outcome ControlPoller(int pollerFd, int operation, int fd, byte* entry)
    {
        const int add = 1, remove = 2, modify = 3;
        Errno error = FindPoller(pollerFd, out Poller poller);
        if (error == Errno.None) error = Find(fd, out _) == Errno.ENOTSOCK ? Errno.EINVAL : Find(fd, out _); // no poller in a poller
        if (error == Errno.None && operation != remove && entry == null) error = Errno.EFAULT;
        if (error != Errno.None) return error;
        int socket = _descriptors.Find(fd)!.Socket;
        if (operation == remove) return poller.Remove(socket);
        if (operation is not (add or modify)) return Errno.EINVAL;
        uint events = *(uint*)entry;
        PollerMode mode = ((events & EdgeTriggered) != 0 ? PollerMode.Edge : 0) | ((events & OneShot) != 0 ? PollerMode.OneShot : 0);
        Readiness interest = (Readiness)(events & ~(EdgeTriggered | OneShot));
        long userData = *(long*)(entry + EventLength - sizeof(long));
        return operation == add ? poller.Add(socket, interest, mode, userData) : poller.Modify(socket, interest, mode, userData);
    }

    public Outcome WaitForPoller(int pollerFd, byte* events, int room, int milliseconds)
    {
        Errno error = FindPoller(pollerFd, out Poller poller);
        if (error == Errno.None && room <= 0) error = Errno.EINVAL;
        if (error == Errno.None && events == null) error = Errno.EFAULT;
        if (error != Errno.None) return error;
        PollerEvent[] found = new PollerEvent[Math.Min(room, MostEvents)];
        return WaitFor(milliseconds, () =>
        {
            int count = poller.Wait(found);
            for (int i = 0; i < count; i++)
            {
                byte* entry = events + (i * EventLength);
                *(uint*)entry = (uint)found[i].Ready;
                *(long*)(entry + EventLength - sizeof(long)) = found[i].UserData;
            }

            return count;
        });
    }

    /// <summary>Waits until something is ready.</summary>
    /// <param name="milliseconds">The time-out: 0 asks once, a negative one never ends.</param>
    /// <param name="count">Says how many are ready.</param>
    private Outcome WaitFor(int milliseconds, Func<int> count)
    {
        Timestamp until = milliseconds < 0 ? Timestamp.Never : session.Now + Duration.FromMilliseconds(milliseconds);
        Outcome ended = session.Complete(milliseconds != 0, () => count() is > 0 and var ready ? ready : Errno.EAGAIN, until, 0);
        return ended.Error == Errno.EAGAIN ? 0 : ended;
    }

    private uint ReadyOf(int fd, uint asked)
    {
        if (fd < 0) return 0; // POSIX poll: an entry that is passed over
        if (Find(fd, out Descriptor socket) != Errno.None) return (uint)Readiness.Invalid;
        uint ready = (uint)Sockets.Poll(socket.Socket);
        if ((ready & (uint)Readiness.Readable) != 0) ready |= NormalRead;
        if ((ready & (uint)Readiness.Writable) != 0) ready |= NormalWrite;
        return ready & (asked | Always);
    }

    private Errno FindPoller(int fd, out Poller poller)
    {
        Descriptor? found = _descriptors.Find(fd);
        poller = found?.Poller!;
        return found is null ? Errno.EBADF : poller is null ? Errno.EINVAL : Errno.None;
    }
}
