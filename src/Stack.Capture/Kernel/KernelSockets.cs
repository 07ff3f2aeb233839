using System.Runtime.InteropServices;
using System.Text;
using NetStack.Bytes;
using NetStack.Capture.Devices.Linux;
using NetStack.Conformance.UnderTest;
using NetStack.Hosting;
using NetStack.Transport;
using NetStack.Transport.Tcp;

namespace NetStack.Capture.Kernel;

/// <summary>The socket calls of the Linux kernel, none of which waits: every socket is non-blocking. Our names of options,
/// flags and errors have Linux's numbers, so nothing has to be translated but addresses and structures.</summary>
internal sealed unsafe class KernelSockets : ISocketCalls, IDisposable
{
    private const int NonBlocking = 0x800, CloseOnExec = 0x80000, NoSignal = 0x4000, LongestText = 16;
    private const nuint InputQueueRequest = 0x541B, OutputQueueRequest = 0x5411;
    private readonly HashSet<int> _open = [];

    /// <summary>The congestion control that connections begin with; null for the kernel's own.</summary>
    public string? Congestion { get; set; }

    public int Create(IpFamily family, SocketKind kind, out Errno error)
    {
        int fd = Opened(LibC.Socket(KernelNames.FamilyOf(family), (int)kind | NonBlocking | CloseOnExec, 0), out error);
        if (fd >= 0 && kind == SocketKind.Stream && Congestion is { } name) SetOption(fd, SocketOption.TcpCongestion, name);
        return fd;
    }

    public Errno Bind(int fd, in SocketAddress address)
    {
        byte* name = stackalloc byte[KernelNames.Longest];
        return Result(LibC.Bind(fd, name, KernelNames.Write(address, new(name, KernelNames.Longest))));
    }

    public Errno Listen(int fd, int backlog) => Result(KernelLibrary.Listen(fd, backlog));

    public int Accept(int fd, out SocketAddress peer, out Errno error)
    {
        byte* name = stackalloc byte[KernelNames.Longest];
        uint length = KernelNames.Longest;
        int made = Opened(KernelLibrary.Accept(fd, name, &length, NonBlocking | CloseOnExec), out error);
        peer = made < 0 ? default : KernelNames.Read(new(name, KernelNames.Longest), length);
        return made;
    }

    public Errno Connect(int fd, in SocketAddress to)
    {
        byte* name = stackalloc byte[KernelNames.Longest];
        return Result(KernelLibrary.Connect(fd, name, KernelNames.Write(to, new(name, KernelNames.Longest))));
    }

    public int SendTo(int fd, ReadOnlySpan<byte> data, SocketFlags flags, in SocketAddress to, out Errno error)
    {
        byte* name = stackalloc byte[KernelNames.Longest];
        bool isNamed = to.Address.Family != IpFamily.None;
        uint length = isNamed ? KernelNames.Write(to, new(name, KernelNames.Longest)) : 0;
        byte nothing = 0;
        fixed (byte* octets = data)
        {
            byte* first = octets == null ? &nothing : octets;
            nint count = KernelLibrary.SendTo(fd, first, data.Length, (int)flags | NoSignal, isNamed ? name : null, length);
            return Count(count, out error);
        }
    }

    public int ReceiveFrom(int fd, Span<byte> data, SocketFlags flags, out SocketAddress from, out Errno error)
    {
        byte* name = stackalloc byte[KernelNames.Longest];
        uint length = KernelNames.Longest;
        byte nothing = 0;
        fixed (byte* octets = data)
        {
            nint count = KernelLibrary.ReceiveFrom(fd, octets == null ? &nothing : octets, data.Length, (int)flags, name, &length);
            from = count < 0 ? default : KernelNames.Read(new(name, KernelNames.Longest), length);
            return Count(count, out error);
        }
    }

    public Errno Shutdown(int fd, ShutdownHow how) => Result(KernelLibrary.Shutdown(fd, (int)how));

    public Errno Close(int fd)
    {
        _open.Remove(fd);
        return Result(LibC.Close(fd));
    }

    public Errno GetOption(int fd, SocketOption option, out SocketOptionValue value)
    {
        value = default;
        byte* octets = stackalloc byte[KernelTcpInfo.Length];
        uint length = option switch
        {
            SocketOption.TcpCongestion => LongestText, SocketOption.TcpInfo => KernelTcpInfo.Length, SocketOption.Linger => 8, _ => 4,
        };
        Errno error = Result(KernelLibrary.GetOption(fd, (int)option >> 16, (int)option & 0xFFFF, octets, &length));
        if (error != Errno.None) return error;
        value = option switch
        {
            SocketOption.TcpCongestion => Encoding.ASCII.GetString(octets, (int)length).TrimEnd('\0'),
            SocketOption.Linger => new(*(int*)octets, *(int*)(octets + 4)),
            _ => length >= 4 ? *(int*)octets : *octets,
        };
        return Errno.None;
    }

    public Errno SetOption(int fd, SocketOption option, in SocketOptionValue value)
    {
        int* octets = stackalloc int[] { unchecked((int)value.Number), value.Extra };
        int level = (int)option >> 16, name = (int)option & 0xFFFF;
        if (value.Text is not { } text) return Result(KernelLibrary.SetOption(fd, level, name, (byte*)octets, option == SocketOption.Linger ? 8u : 4u));
        fixed (byte* letters = Encoding.ASCII.GetBytes(text))
            return Result(KernelLibrary.SetOption(fd, level, name, letters, (uint)text.Length));
    }

    public Errno GetLocalName(int fd, out SocketAddress name)
    {
        byte* octets = stackalloc byte[KernelNames.Longest];
        uint length = KernelNames.Longest;
        Errno error = Result(KernelLibrary.GetLocalName(fd, octets, &length));
        name = error == Errno.None ? KernelNames.Read(new(octets, KernelNames.Longest), length) : default;
        return error;
    }

    public Errno GetPeerName(int fd, out SocketAddress name)
    {
        byte* octets = stackalloc byte[KernelNames.Longest];
        uint length = KernelNames.Longest;
        Errno error = Result(KernelLibrary.GetPeerName(fd, octets, &length));
        name = error == Errno.None ? KernelNames.Read(new(octets, KernelNames.Longest), length) : default;
        return error;
    }

    public Readiness Poll(int fd)
    {
        const Readiness asked = Readiness.Readable | Readiness.Urgent | Readiness.Writable | Readiness.ReadHangUp;
        if (fd < 0) return Readiness.Invalid;
        LibC.PollDescriptor entry = new() { Descriptor = fd, Events = (short)asked };
        LibC.TimeSpec atOnce = default;
        return LibC.PollPrecisely(&entry, 1, &atOnce, null) < 0 ? Readiness.Invalid : (Readiness)(ushort)entry.Returned;
    }

    public int InputQueue(int fd, out Errno error) => Queue(fd, InputQueueRequest, out error);

    public int OutputQueue(int fd, out Errno error) => Queue(fd, OutputQueueRequest, out error);

    public TcpInfo Info(int fd)
    {
        byte* octets = stackalloc byte[KernelTcpInfo.Length];
        new Span<byte>(octets, KernelTcpInfo.Length).Clear();
        uint length = KernelTcpInfo.Length;
        _ = KernelLibrary.GetOption(fd, (int)SocketOption.TcpInfo >> 16, (int)SocketOption.TcpInfo & 0xFFFF, octets, &length);
        return KernelTcpInfo.Read(new(octets, KernelTcpInfo.Length));
    }

    public int CreatePoller() => Opened(KernelLibrary.CreatePoller(CloseOnExec), out _);

    public Errno ControlPoller(int poller, PollerChange change, int fd, Readiness interest, PollerMode mode, long userData)
    {
        const uint edge = 0x8000_0000, oneShot = 0x4000_0000;
        uint events = (uint)interest | ((mode & PollerMode.Edge) != 0 ? edge : 0) | ((mode & PollerMode.OneShot) != 0 ? oneShot : 0);
        KernelLibrary.PollerEntry entry = new() { Events = events, Data = userData };
        return Result(KernelLibrary.ControlPoller(poller, (int)change, fd, &entry));
    }

    public int WaitPoller(int poller, Span<PollerEvent> events)
    {
        if (events.IsEmpty) return 0;
        KernelLibrary.PollerEntry* entries = stackalloc KernelLibrary.PollerEntry[events.Length];
        int count = Math.Max(0, KernelLibrary.WaitPoller(poller, entries, events.Length, 0));
        for (int i = 0; i < count; i++)
            events[i] = new(-1, (Readiness)entries[i].Events, entries[i].Data);
        return count;
    }

    public void ClosePoller(int poller) => Close(poller);

    /// <summary>Closes whatever the script left open.</summary>
    public void Dispose()
    {
        foreach (int fd in _open)
            _ = LibC.Close(fd);
        _open.Clear();
    }

    private static int Queue(int fd, nuint request, out Errno error)
    {
        int octets = 0;
        error = Result(LibC.Control(fd, request, &octets));
        return octets;
    }

    private int Opened(int fd, out Errno error)
    {
        error = Result(fd);
        if (fd >= 0) _open.Add(fd);
        return fd;
    }

    private static int Count(nint count, out Errno error)
    {
        error = Result((int)count);
        return (int)count;
    }

    private static Errno Result(int result) => result < 0 ? (Errno)Marshal.GetLastPInvokeError() : Errno.None;
}
