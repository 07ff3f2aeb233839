using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xunit;

namespace NetStack.Tests;

/// <summary>Drives the library as the tool does: loads it, lets it fill the table of 33 pointers, and calls through it. A result of
/// -1 shows as minus the error's number.</summary>
internal sealed partial class Tool : IDisposable
{
    public const int ConnectionPort = 8080;
    private readonly nint[] _table = new nint[33];

    public Tool(PublishedLibrary library, string? settings = null)
    {
        Assert.SkipUnless(library.WhyNot is null, library.WhyNot ?? "");
        Sysctls = Directory.CreateTempSubdirectory("sysctls").FullName;
        Set("tcp_timestamps", "1");
        Set("tcp_fastopen", "3");
        Set("tcp_rmem", "4096 131072 15728640");
        nint handle = NativeLibrary.Load(library.FilePath);
        nint initialize = NativeLibrary.GetExport(handle, "packetdrill_interface_init");
        settings ??= $"mtu=1500,local=192.168.0.1,sysctls={Sysctls}";
        Marshal.GetDelegateForFunctionPointer<InitializeCall>(initialize)(settings, _table);
    }

    public string Sysctls { get; }

    public ReadOnlySpan<nint> Table => _table;

    /// <summary>gettimeofday, microseconds.</summary>
    public long Now
    {
        get
        {
            long[] time = new long[2];
            Assert.Equal(0, At<TimeCall>(27)(_table[0], time, 0));
            return (time[0] * 1_000_000) + time[1];
        }
    }

    public void Set(string sysctl, string value) => File.WriteAllText(Path.Combine(Sysctls, sysctl), value + "\n");

    public void Dispose()
    {
        At<FreeCall>(1)(_table[0]);
        Directory.Delete(Sysctls, recursive: true);
    }

    public int Socket(bool isBlocking = false) => Result(At<ThreeNumbersCall>(2)(_table[0], 2, isBlocking ? 1 : 1 | 0x800, 6));

    public int Bind(int fd) => Result(At<AddressCall>(3)(_table[0], fd, Address("192.168.0.1", ConnectionPort), 16));

    public int Listen(int fd, int backlog = 5) => Result(At<TwoNumbersCall>(4)(_table[0], fd, backlog));

    public int Accept(int fd, byte[] address, ref uint length) => Result(At<AddressOutCall>(5)(_table[0], fd, address, ref length));

    public int Connect(int fd) => Result(At<AddressCall>(6)(_table[0], fd, Address("192.0.2.1", ConnectionPort), 16));

    public int Read(int fd, byte[]? data, int length) => Result((int)At<DataCall>(7)(_table[0], fd, data, length));

    public int Write(int fd, byte[]? data, int length) => Result((int)At<DataCall>(12)(_table[0], fd, data, length));

    public int ReadVector(int fd, nint[] vectors) => Result((int)At<StructureCall>(8)(_table[0], fd, vectors, vectors.Length / 2));

    public int Receive(int fd, byte[] data, int flags) => Result((int)At<FlaggedDataCall>(9)(_table[0], fd, data, data.Length, flags));

    public int ReceiveFrom(int fd, byte[] data, byte[] address, ref uint length) =>
        Result((int)At<DataFromCall>(10)(_table[0], fd, data, data.Length, 0, address, ref length));

    public int ReceiveMessage(int fd, nint[] header) => Result((int)At<StructureCall>(11)(_table[0], fd, header, 0));

    public int WriteVector(int fd, nint[] vectors) => Result((int)At<StructureCall>(13)(_table[0], fd, vectors, vectors.Length / 2));

    public int Send(int fd, byte[] data, int flags) => Result((int)At<FlaggedDataCall>(14)(_table[0], fd, data, data.Length, flags));

    /// <summary>sendto; with MSG_FASTOPEN to the peer that scripts connect to.</summary>
    public int SendTo(int fd, byte[] data, bool isOpening = false) => Result((int)At<DataToCall>(15)(_table[0], fd, data, data.Length,
        isOpening ? 0x2000_0000 : 0, isOpening ? Address("192.0.2.1", ConnectionPort) : null, isOpening ? 16u : 0));

    public int SendMessage(int fd, nint[] header) => Result((int)At<StructureCall>(16)(_table[0], fd, header, 0));

    public int FileControl(int fd, int command, int argument = 0) => Result(At<ThreeNumbersCall>(17)(_table[0], fd, command, argument));

    public int InputQueue(int fd)
    {
        int result = Result(At<DeviceCall>(18)(_table[0], fd, 0x541B, out int count));
        return result < 0 ? result : count;
    }

    public int Close(int fd) => Result(At<OneNumberCall>(19)(_table[0], fd));

    public int Shutdown(int fd, int how) => Result(At<TwoNumbersCall>(20)(_table[0], fd, how));

    public int GetOption(int fd, int level, int name, byte[] value, ref uint length) =>
        Result(At<GetOptionCall>(21)(_table[0], fd, level, name, value, ref length));

    public int GetOption(int fd, int level, int name)
    {
        byte[] value = new byte[4];
        uint length = 4;
        int result = GetOption(fd, level, name, value, ref length);
        return result < 0 ? result : BinaryPrimitives.ReadInt32LittleEndian(value);
    }

    public int SetOption(int fd, int level, int name, params byte[] value) =>
        Result(At<SetOptionCall>(22)(_table[0], fd, level, name, value, (uint)value.Length));

    public byte[] Info(int fd)
    {
        byte[] info = new byte[280];
        uint length = 280;
        Assert.Equal(0, GetOption(fd, 6, 11, info, ref length));
        Assert.Equal(280u, length);
        return info;
    }

    /// <summary>poll of one descriptor.</summary>
    /// <returns>What poll returned, and revents.</returns>
    public (int Result, int Events) Poll(int fd, int events, int milliseconds)
    {
        long[] entry = [unchecked((uint)fd) | ((long)events << 32)];
        int result = Result(At<PollCall>(23)(_table[0], entry, 1, milliseconds));
        return (result, (int)(entry[0] >> 48) & 0xFFFF);
    }

    public void Inject(Segment segment)
    {
        byte[] packet = segment.ToBytes();
        Assert.Equal(0, At<DeviceSendCall>(24)(_table[0], packet, packet.Length));
    }

    /// <summary>The next packet that the host sends; null when there will be none.</summary>
    public Segment? Expect()
    {
        byte[] packet = new byte[4096];
        nint length = packet.Length;
        Assert.Equal(0, At<DeviceReceiveCall>(25)(_table[0], packet, ref length, out long at));
        return length == 0 ? null : Segment.Read(packet.AsSpan(0, (int)length), at);
    }

    public void Sleep(int microseconds) => Assert.Equal(0, At<OneNumberCall>(26)(_table[0], microseconds));

    public int CreatePoller() => Result(At<OneNumberCall>(28)(_table[0], 1));

    public int ControlPoller(int poller, int operation, int fd, uint events, ulong data)
    {
        byte[] entry = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, events);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.AsSpan(DataAt), data);
        return Result(At<PollerControlCall>(29)(_table[0], poller, operation, fd, entry));
    }

    public (int Result, uint Events, ulong Data) WaitForPoller(int poller, int milliseconds)
    {
        byte[] entries = new byte[64];
        int result = Result(At<PollerWaitCall>(30)(_table[0], poller, entries, 4, milliseconds));
        return (result, BinaryPrimitives.ReadUInt32LittleEndian(entries), BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(DataAt)));
    }

    /// <summary>The C library's own close, which the tool uses on what a script leaves open.</summary>
    [DllImport("libc", EntryPoint = "close")]
    public static extern int CloseInKernel(int fd);

    /// <summary>The kernel's number of the calling thread.</summary>
    [DllImport("libc", EntryPoint = "gettid")]
    public static extern int KernelThread();

    private static int DataAt => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private static int Result(int returned) => returned < 0 ? -Marshal.GetLastPInvokeError() : returned;

    private static byte[] Address(string address, ushort port)
    {
        byte[] octets = new byte[16];
        octets[0] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), port);
        System.Net.IPAddress.Parse(address).GetAddressBytes().CopyTo(octets, 4);
        return octets;
    }

    private T At<T>(int index)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(_table[index]);
}
