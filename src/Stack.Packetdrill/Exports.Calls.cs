using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// The functions behind the table, in its order: C's arguments, handed on.
internal static unsafe partial class Exports
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint userData)
    {
        GCHandle handle = GCHandle.FromIntPtr(userData);
        if (ReferenceEquals(Session.Latest, handle.Target)) Session.Latest = null;
        handle.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Socket(nint userData, int domain, int type, int protocol) =>
        (int)Answer(userData, session => session.Calls.Socket(domain, type));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Bind(nint userData, int fd, byte* address, uint length) =>
        (int)Answer(userData, session => session.Calls.Bind(fd, address, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Listen(nint userData, int fd, int backlog) =>
        (int)Answer(userData, session => session.Calls.Listen(fd, backlog));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Accept(nint userData, int fd, byte* address, uint* length) =>
        (int)Answer(userData, session => session.Calls.Accept(fd, address, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Connect(nint userData, int fd, byte* address, uint length) =>
        (int)Answer(userData, session => session.Calls.Connect(fd, address, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Read(nint userData, int fd, byte* data, nuint length) =>
        (nint)Answer(userData, session => session.Calls.Receive(fd, data, length, 0, null, null));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ReadVector(nint userData, int fd, IoVector* vectors, int count) =>
        (nint)Answer(userData, session => count < 0 ? Errno.EINVAL : session.Calls.Receive(fd, vectors, (nuint)count, 0, null, null));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Receive(nint userData, int fd, byte* data, nuint length, int flags) =>
        (nint)Answer(userData, session => session.Calls.Receive(fd, data, length, flags, null, null));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ReceiveFrom(nint userData, int fd, byte* data, nuint length, int flags, byte* from, uint* fromLength) =>
        (nint)Answer(userData, session => session.Calls.Receive(fd, data, length, flags, from, fromLength));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ReceiveMessage(nint userData, int fd, MessageHeader* message, int flags) =>
        (nint)Answer(userData, session => session.Calls.ReceiveMessage(fd, message, flags));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Write(nint userData, int fd, byte* data, nuint length) =>
        (nint)Answer(userData, session => session.Calls.Send(fd, data, length, 0, null, 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint WriteVector(nint userData, int fd, IoVector* vectors, int count) =>
        (nint)Answer(userData, session => count < 0 ? Errno.EINVAL : session.Calls.Send(fd, vectors, (nuint)count, 0, null, 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Send(nint userData, int fd, byte* data, nuint length, int flags) =>
        (nint)Answer(userData, session => session.Calls.Send(fd, data, length, flags, null, 0));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint SendTo(nint userData, int fd, byte* data, nuint length, int flags, byte* to, uint toLength) =>
        (nint)Answer(userData, session => session.Calls.Send(fd, data, length, flags, to, toLength));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint SendMessage(nint userData, int fd, MessageHeader* message, int flags) =>
        (nint)Answer(userData, session => session.Calls.SendMessage(fd, message, flags));

    /// <summary>Variadic in C; the third argument lies where that of an ordinary function does, and is garbage if not given.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(nint userData, int fd, int command, nint argument) =>
        (int)Answer(userData, session => session.Calls.FileControl(fd, command, argument));

    /// <summary>Variadic in C, too.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceControl(nint userData, int fd, nuint request, int* result) =>
        (int)Answer(userData, session => session.Calls.DeviceControl(fd, request, result));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(nint userData, int fd) =>
        (int)Answer(userData, session => session.Calls.Close(fd));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Shutdown(nint userData, int fd, int how) =>
        (int)Answer(userData, session => session.Calls.Shutdown(fd, how));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetOption(nint userData, int fd, int level, int name, byte* value, uint* length) =>
        (int)Answer(userData, session => session.Calls.GetOption(fd, level, name, value, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetOption(nint userData, int fd, int level, int name, byte* value, uint length) =>
        (int)Answer(userData, session => session.Calls.SetOption(fd, level, name, value, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Poll(nint userData, PollDescriptor* entries, nuint count, int milliseconds) =>
        (int)Answer(userData, session => session.Calls.Poll(entries, count, milliseconds));

    /// <summary>netdev_send: a packet INTO the stack.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceSend(nint userData, byte* packet, nuint length) =>
        (int)Answer(userData, session => session.Inject(new ReadOnlySpan<byte>(packet, checked((int)length))));

    /// <summary>netdev_receive: a packet OUT of the stack, and when it was sent. Its length is bounded by the MTU.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceReceive(nint userData, byte* packet, nuint* length, long* microseconds)
    {
        *length = 0; // no packet at all lets the script fail at once; after an error the tool would ask again, for ever
        Answer(userData, session =>
        {
            session.TryTake(out byte[] taken, out Timestamp at);
            taken.CopyTo(new Span<byte>(packet, taken.Length));
            *length = (nuint)taken.Length;
            *microseconds = at.Nanoseconds / 1_000;
            return Errno.None;
        });
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(nint userData, uint microseconds) =>
        (int)Answer(userData, session => session.Sleep(Duration.FromMicroseconds(microseconds)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetTime(nint userData, long* time, void* zone) =>
        (int)Answer(userData, session =>
        {
            Timestamp now = session.LookAtClock();
            (time[0], time[1]) = (now.Nanoseconds / Duration.PerSecond, now.Nanoseconds % Duration.PerSecond / 1_000);
            return Errno.None;
        });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CreatePoller(nint userData, int size) =>
        (int)Answer(userData, session => session.Calls.CreatePoller(size));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ControlPoller(nint userData, int poller, int operation, int fd, byte* entry) =>
        (int)Answer(userData, session => session.Calls.ControlPoller(poller, operation, fd, entry));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int WaitForPoller(nint userData, int poller, byte* events, int room, int milliseconds) =>
        (int)Answer(userData, session => session.Calls.WaitForPoller(poller, events, room, milliseconds));

    /// <summary>Useful for splice alone.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Pipe(nint userData, int* ends) => (int)Answer(userData, _ => Errno.ENOSYS);

    /// <summary>The tool passes addresses of its own variables for those of the script: there is nothing to do right.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Splice(nint userData, int from, long* fromAt, int to, long* toAt, nuint length, uint flags) =>
        (nint)Answer(userData, _ => Errno.ENOSYS);
}
