using NetStack.Hosting;
using NetStack.Transport;

namespace NetStack.Packetdrill;

// Reading and writing. Every form of either is a list of buffers; the flags are those of Linux, by name and number.
internal sealed unsafe partial class SystemCalls
{
    private const int IpProtocolTcp = 6, InqMessage = 36; // the control message of TCP_INQ
    private const int ControlHeader = 16, ControlNumber = ControlHeader + sizeof(int), ControlSpace = 24;

    public Outcome Receive(int fd, IoVector* vectors, nuint count, int flags, byte* from, uint* fromLength)
    {
        SocketFlags how = (SocketFlags)flags;
        Errno found = Find(fd, out Descriptor socket);
        if (found != Errno.None) return found;
        // octets of a stream that are thrown away need no memory
        Errno fault = UserMemory.TryMeasure(vectors, count, (how & SocketFlags.Truncate) != 0, out int room);
        if (fault != Errno.None) return fault;
        byte[] data = new byte[room];
        Outcome read = session.Complete(socket.Waits(how), () =>
        {
            int octets = Sockets.ReceiveFrom(socket.Socket, data, how, out SocketAddress peer, out Errno error, session.Now);
            if (error == Errno.None) SocketAddressLayout.Write(peer, from, fromLength);
            return Outcome.Of(octets, error);
        });
        if (read.Value > 0 && !IsThrownAway(socket, how)) UserMemory.Scatter(data.AsSpan(0, (int)Math.Min(read.Value, room)), vectors);
        return read;
    }

    public Outcome Receive(int fd, byte* data, nuint length, int flags, byte* from, uint* fromLength)
    {
        IoVector only = new() { Base = data, Length = length };
        return Receive(fd, &only, 1, flags, from, fromLength);
    }

    public Outcome ReceiveMessage(int fd, MessageHeader* message, int flags)
    {
        if (message == null) return Errno.EFAULT;
        Outcome read = Receive(fd, message->Vectors, message->VectorCount, flags, message->Name, &message->NameLength);
        if (read.Error != Errno.None) return read;
        message->Flags = 0;
        message->ControlLength = WriteControl(fd, message);
        return read;
    }

    public Outcome Send(int fd, IoVector* vectors, nuint count, int flags, byte* to, uint toLength)
    {
        Errno error = Find(fd, out Descriptor socket);
        byte[] data = [];
        if (error == Errno.None) error = UserMemory.TryGather(vectors, count, out data);
        SocketAddress address = default;
        if (error == Errno.None && to != null) error = SocketAddressLayout.TryRead(to, toLength, out address);
        if (error != Errno.None) return error;
        SocketFlags how = (SocketFlags)flags;
        if ((how & SocketFlags.FastOpen) != 0) session.ReadSettings();
        return Send(socket, data, how, address);
    }

    public Outcome Send(int fd, byte* data, nuint length, int flags, byte* to, uint toLength)
    {
        IoVector only = new() { Base = data, Length = length };
        return Send(fd, &only, 1, flags, to, toLength);
    }

    public Outcome SendMessage(int fd, MessageHeader* message, int flags) => message == null
        ? Errno.EFAULT
        : Send(fd, message->Vectors, message->VectorCount, flags, message->Name, message->NameLength);

    /// <summary>A call that waits goes on until all was taken; one that opens the connection, until that is open.</summary>
    private Outcome Send(Descriptor socket, byte[] data, SocketFlags flags, SocketAddress to)
    {
        bool waits = socket.Waits(flags);
        if (!waits) flags |= SocketFlags.DontWait;
        int taken = 0;
        return session.Complete(waits, () =>
        {
            Errno error = Errno.None;
            if (taken < data.Length || taken == 0)
            {
                int count = Sockets.SendTo(socket.Socket, data.AsSpan(taken), flags, to, out error, session.Now);
                taken += Math.Max(count, 0);
                flags &= ~SocketFlags.FastOpen; // said once: from now on it is an ordinary call
            }

            if (waits && (error is Errno.EAGAIN or Errno.EINPROGRESS || (error == Errno.None && taken < data.Length))) return Errno.EAGAIN;
            if (waits && error == Errno.None && IsOpening(socket)) return Errno.EAGAIN;
            return taken > 0 || error == Errno.None ? taken : error;
        });
    }

    /// <summary>Fast Open: the data is on its way with the SYN, but a call that waits also waits for the handshake.</summary>
    private bool IsOpening(Descriptor socket)
    {
        const int synSent = 2;
        return Sockets.Info(socket.Socket, session.Now).State == synSent;
    }

    private bool IsThrownAway(Descriptor socket, SocketFlags flags) => (flags & SocketFlags.Truncate) != 0
        && (flags & SocketFlags.Peek) == 0
        && Sockets.GetOption(socket.Socket, SocketOption.Type, out SocketOptionValue type, session.Now) == Errno.None
        && type.Number == (int)SocketKind.Stream;

    /// <summary>TCP_INQ: how much is left to read, told with each message.</summary>
    /// <returns>Octets of control data.</returns>
    private nuint WriteControl(int fd, MessageHeader* message)
    {
        if (message->Control == null || message->ControlLength < ControlNumber || Find(fd, out Descriptor socket) != Errno.None) return 0;
        Errno error = Sockets.GetOption(socket.Socket, SocketOption.TcpInq, out SocketOptionValue inq, session.Now);
        if (error != Errno.None || !inq.IsOn) return 0;
        *(nuint*)message->Control = ControlNumber;
        int* rest = (int*)(message->Control + sizeof(nuint));
        (rest[0], rest[1], rest[2]) = (IpProtocolTcp, InqMessage, Sockets.InputQueue(socket.Socket, out _));
        return Math.Min(message->ControlLength, ControlSpace);
    }
}
