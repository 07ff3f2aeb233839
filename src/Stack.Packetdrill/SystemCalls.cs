using NetStack.Bytes;
using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Packetdrill;

/// <summary>The calls of a script as calls of the stack's socket API: the same meaning, C's arguments. This file opens, names and
/// closes sockets; the others move data (<c>.Data</c>), read and set options (<c>.Options</c>), and wait for several
/// sockets (<c>.Polling</c>).</summary>
internal sealed unsafe partial class SystemCalls(Session session)
{
    private const int KindMask = 0xF, NonBlockingKind = 0x800;
    private readonly DescriptorTable _descriptors = new();

    private SocketTable Sockets => session.Host.Sockets;

    /// <summary>True for a descriptor of the stack, and not of the kernel.</summary>
    public bool Owns(int fd) => _descriptors.Find(fd) is not null;

    public Outcome Socket(int domain, int type)
    {
        session.ReadSettings();
        int socket = Sockets.Create(SocketAddressLayout.FamilyOf(domain), (SocketKind)(type & KindMask), out Errno error);
        return error == Errno.None ? Name(socket, (type & NonBlockingKind) != 0) : error;
    }

    public Outcome Bind(int fd, byte* address, uint length)
    {
        Errno error = Find(fd, out Descriptor socket);
        SocketAddress local = default;
        if (error == Errno.None) error = SocketAddressLayout.TryRead(address, length, out local);
        return error == Errno.None ? Sockets.Bind(socket.Socket, local, session.Now) : error;
    }

    public Outcome Listen(int fd, int backlog)
    {
        session.ReadSettings();
        Errno error = Find(fd, out Descriptor socket);
        return error == Errno.None ? Sockets.Listen(socket.Socket, backlog, session.Now) : error;
    }

    public Outcome Accept(int fd, byte* address, uint* length)
    {
        Errno found = Find(fd, out Descriptor listener);
        if (found != Errno.None) return found;
        return session.Complete(listener.Waits(), () =>
        {
            int accepted = Sockets.Accept(listener.Socket, out SocketAddress peer, out Errno error, session.Now);
            if (error != Errno.None) return error;
            SocketAddressLayout.Write(peer, address, length);
            return Name(accepted, isNonBlocking: false);
        });
    }

    public Outcome Connect(int fd, byte* address, uint length)
    {
        session.ReadSettings();
        Errno found = Find(fd, out Descriptor socket);
        if (found != Errno.None) return found;
        Errno read = SocketAddressLayout.TryRead(address, length, out SocketAddress to);
        if (read != Errno.None) return read;
        bool waits = socket.Waits();
        return session.Complete(waits, () =>
        {
            Errno error = Sockets.Connect(socket.Socket, to, session.Now);
            return waits && error is Errno.EINPROGRESS or Errno.EALREADY ? Errno.EAGAIN : error;
        });
    }

    public Outcome Shutdown(int fd, int how)
    {
        Errno error = Find(fd, out Descriptor socket);
        if (error == Errno.None && how is < 0 or > 2) error = Errno.EINVAL;
        return error == Errno.None ? Sockets.Shutdown(socket.Socket, (ShutdownHow)how, session.Now) : error;
    }

    public Outcome Close(int fd)
    {
        if (_descriptors.Find(fd) is not { } closed) return Errno.EBADF;
        _descriptors.Remove(fd);
        return closed.Poller is null ? Sockets.Close(closed.Socket, session.Now) : Errno.None;
    }

    public Outcome FileControl(int fd, int command, nint argument)
    {
        const int getFlags = 3, setFlags = 4, getDescriptorFlags = 1, setDescriptorFlags = 2;
        if (_descriptors.Find(fd) is not { } found) return Errno.EBADF;
        switch (command)
        {
            case getFlags:
                return found.StatusFlags;
            case setFlags:
                found.StatusFlags = unchecked((int)argument);
                return Errno.None;
            case getDescriptorFlags or setDescriptorFlags:
                return Errno.None;
            default:
                return Errno.EINVAL;
        }
    }

    public Outcome DeviceControl(int fd, nuint request, int* result)
    {
        const int inputQueue = 0x541B, outputQueue = 0x5411, notATerminal = 25;
        Errno error = Find(fd, out Descriptor socket);
        if (error != Errno.None) return error;
        int count;
        switch (request)
        {
            case inputQueue: count = Sockets.InputQueue(socket.Socket, out error); break;
            case outputQueue: count = Sockets.OutputQueue(socket.Socket, out error); break;
            default: return (Errno)notATerminal;
        }

        if (error == Errno.None && result == null) error = Errno.EFAULT;
        if (error == Errno.None) *result = count;
        return error;
    }

    /// <summary>Gives a socket of the stack a descriptor; without one it cannot live.</summary>
    private Outcome Name(int socket, bool isNonBlocking)
    {
        Outcome named = _descriptors.Add(new(socket) { IsNonBlocking = isNonBlocking });
        if (named.Error != Errno.None) Sockets.Close(socket, session.Now);
        return named;
    }

    private Errno Find(int fd, out Descriptor socket)
    {
        Descriptor? found = _descriptors.Find(fd);
        socket = found!;
        return found is null ? Errno.EBADF : found.Poller is null ? Errno.None : Errno.ENOTSOCK;
    }
}
