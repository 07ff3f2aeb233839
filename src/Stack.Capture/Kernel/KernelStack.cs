using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using NetStack.Bytes;
using NetStack.Capture.Devices.Linux;
using NetStack.Conformance;
using NetStack.Conformance.Syntax;
using NetStack.Conformance.UnderTest;
using NetStack.Internet;

namespace NetStack.Capture.Kernel;

/// <summary>The Linux kernel's TCP/IP as a stack under test, in real time: in a network namespace of its own, behind a TUN
/// device whose other end is the script.</summary>
/// <remarks>It belongs to the thread that made it: that thread is moved into the new namespace for good, so make it on one that ends
/// with the script. Root, or the root of a user namespace, may do so.</remarks>
public sealed unsafe class KernelStack : IStackUnderTest, IDisposable
{
    private const string Device = "tun0";
    private const int LongestPacket = 65_536, NonBlocking = 0x800, CloseOnExec = 0x80000, ReadWrite = 2;
    private const short Readable = 1;
    private const int MostUrgent = -20;

    /// <summary>While a call of the script waits, it is tried again so often: the kernel does not say when it would return.</summary>
    private static readonly Duration Slice = Duration.FromMilliseconds(1);

    private readonly KernelSockets _sockets = new();
    private readonly Queue<(byte[] Octets, Timestamp At)> _sent = new();
    private readonly byte[] _buffer = new byte[LongestPacket];
    private readonly StackSetup _setup;
    private readonly int _tun;
    private readonly long _start;

    /// <summary>Makes namespace and device, and sets what the script asks for.</summary>
    /// <exception cref="CaptureException">It is not allowed or not there; the message has the command that helps.</exception>
    public KernelStack(StackSetup setup)
    {
        _setup = setup;
        if (!OperatingSystem.IsLinux()) throw KernelErrors.OtherSystem();
        if (setup.Local.Family == IpFamily.V6 && setup.Mtu < InternetLayer.MinIpv6Mtu) throw KernelErrors.MtuTooSmall(setup.Mtu);
        if (KernelLibrary.Unshare(KernelLibrary.NewNetwork) != 0) throw KernelErrors.MayNotMakeNamespace();
        Set(KernelDefaults.Settings); // first: a device takes its settings over when it is made
        _tun = OpenTun();
        ConfigureDevice();
        if (Configure(setup.Settings) is { } refused) throw KernelErrors.UnknownSetting(refused);
        Drain(); // what the kernel says when a device comes up
        _sent.Clear();
        _ = KernelLibrary.SetPriority(0, 0, MostUrgent); // times are compared; whoever may not do it waits for its turn
        _start = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public Timestamp Now =>
        ScriptRunner.StartOfTime + new Duration((long)Stopwatch.GetElapsedTime(_start).TotalNanoseconds);

    /// <inheritdoc/>
    public bool HasExactTime => false;

    /// <inheritdoc/>
    public Duration Tolerance { get; } = Duration.FromMilliseconds(15);

    /// <inheritdoc/>
    public Duration Patience { get; } = Duration.FromSeconds(1);

    /// <inheritdoc/>
    public Duration LongestWait { get; } = Duration.FromSeconds(60);

    /// <inheritdoc/>
    public bool PushesAsItLikes => true;

    /// <inheritdoc/>
    public bool IsStuck => false;

    /// <inheritdoc/>
    public ISocketCalls Sockets => _sockets;

    /// <inheritdoc/>
    public bool HasSent
    {
        get
        {
            Drain();
            return _sent.Count > 0;
        }
    }

    /// <inheritdoc/>
    public (byte[] Octets, Timestamp At) PeekSent() => _sent.Peek();

    /// <inheritdoc/>
    public (byte[] Octets, Timestamp At) TakeSent() => _sent.Dequeue();

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> packet)
    {
        Drain();
        fixed (byte* octets = packet)
            _ = LibC.Write(_tun, octets, packet.Length);
    }

    /// <inheritdoc/>
    public bool RestsUntil(Timestamp time) => false;

    /// <inheritdoc/>
    public bool Step(Timestamp until)
    {
        Drain();
        Duration left = until - Now;
        if (left.Nanoseconds <= 0) return false;
        if (left > Slice) left = Slice;
        LibC.PollDescriptor entry = new() { Descriptor = _tun, Events = Readable };
        LibC.TimeSpec atMost = new() { Nanoseconds = (nint)left.Nanoseconds };
        _ = LibC.PollPrecisely(&entry, 1, &atMost, null);
        Drain();
        return true;
    }

    /// <inheritdoc/>
    public Setting? Configure(IReadOnlyList<Setting> settings)
    {
        foreach (Setting setting in settings)
        {
            if (setting.Name == Setting.Defaults) Set(KernelDefaults.Settings);
            else if (!TrySet(setting.Name, setting.Value) && setting.Name != KernelDefaults.Congestion) return setting;
        }

        return null;
    }

    /// <summary>Closes what is open; the namespace goes when the thread ends.</summary>
    public void Dispose()
    {
        _sockets.Dispose();
        _ = LibC.Close(_tun);
    }

    private static int OpenTun()
    {
        const nuint attach = 0x4004_54CA; // TUNSETIFF
        const short tunWithoutInfo = 0x1001;
        int tun = LibC.Open("/dev/net/tun", ReadWrite | NonBlocking | CloseOnExec);
        if (tun < 0) throw KernelErrors.NoTun();
        byte* request = stackalloc byte[40]; // struct ifreq
        new Span<byte>(request, 40).Clear();
        Encoding.ASCII.GetBytes(Device, new Span<byte>(request, 16));
        *(short*)(request + 16) = tunWithoutInfo;
        if (LibC.Control(tun, attach, request) != 0) throw KernelErrors.NoTun();
        return tun;
    }

    private void ConfigureDevice()
    {
        bool isV6 = _setup.Local.Family == IpFamily.V6;
        string version = isV6 ? "-6" : "-4", local = $"{_setup.Local}/{(isV6 ? 64 : 24)}{(isV6 ? " nodad" : "")}";
        Ip($"link set lo up");
        Ip($"link set {Device} mtu {_setup.Mtu} up");
        Ip($"{version} address add {local} dev {Device}");
        Ip($"{version} route add default dev {Device}");
        if (isV6) AwaitLocalRoute();
    }

    /// <summary>The kernel's own work queue makes the route to an IPv6 address of its own, some time after the address.</summary>
    private void AwaitLocalRoute()
    {
        Span<byte> octets = stackalloc byte[16];
        _setup.Local.Write(octets);
        string route = Convert.ToHexStringLower(octets) + " 80 ";
        for (int i = 0; i < 1000 && !File.ReadAllText("/proc/thread-self/net/ipv6_route").Contains(route, StringComparison.Ordinal); i++)
            Thread.Sleep(1);
    }

    /// <summary>Runs <c>ip</c>: a child belongs to the namespace of the thread that starts it.</summary>
    private static void Ip(string arguments)
    {
        using Process process = StartIp(arguments);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw KernelErrors.IpFailed(arguments, error.Trim());
    }

    private static Process StartIp(string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw KernelErrors.NoIpCommand();
        }
    }

    private void Set(IEnumerable<(string Name, string Value)> settings)
    {
        foreach ((string name, string value) in settings)
            TrySet(name, value);
    }

    /// <summary>Writes a sysctl of the thread's namespace.</summary>
    private bool TrySet(string name, string value)
    {
        if (name == KernelDefaults.Congestion) _sockets.Congestion = value;
        if (!name.StartsWith("net.", StringComparison.Ordinal) || name.Contains("..", StringComparison.Ordinal) || name.Contains('/')) return false;
        int fd = LibC.Open("/proc/sys/" + name.Replace('.', '/'), 1 | CloseOnExec);
        if (fd < 0) return false;
        byte[] text = Encoding.ASCII.GetBytes(value + "\n");
        fixed (byte* octets = text)
        {
            bool isTaken = LibC.Write(fd, octets, text.Length) == text.Length;
            _ = LibC.Close(fd);
            return isTaken;
        }
    }

    private void Drain()
    {
        fixed (byte* octets = _buffer)
        {
            nint count;
            while ((count = LibC.Read(_tun, octets, LongestPacket)) > 0)
            {
                ReadOnlySpan<byte> packet = new(octets, (int)count);
                if (IsForScript(packet)) _sent.Enqueue((packet.ToArray(), Now));
            }
        }
    }

    /// <summary>What a kernel says by itself (router solicitations, group reports) goes to groups and is not the script's matter.</summary>
    private bool IsForScript(ReadOnlySpan<byte> packet)
    {
        bool isV6 = _setup.Remote.Family == IpFamily.V6;
        int at = isV6 ? 24 : 16, length = isV6 ? 16 : 4;
        return packet.Length >= at + length && packet[0] >> 4 == (isV6 ? 6 : 4) && IpAddress.Read(packet.Slice(at, length)) == _setup.Remote;
    }
}
