using System.Runtime.InteropServices;
using System.Text;
using NetStack.Bytes;

namespace NetStack.Capture.Devices.Linux;

/// <summary>Reads and sets what the kernel keeps of one of its interfaces, as <c>ip link</c> does: netdevice(7).</summary>
/// <remarks>Its socket belongs to the network namespace of the thread that made it, and so does what it sees.</remarks>
internal sealed unsafe class InterfaceControl : IDisposable
{
    public const int NameOctets = 16;

    private const int RequestOctets = 40; // struct ifreq: the name, then a union
    private const nuint GetFlags = 0x8913, SetFlags = 0x8914, GetMtu = 0x8921, SetMtuTo = 0x8922, GetAddress = 0x8927, GetIndex = 0x8933;
    private const short UpFlag = 1;
    private const int InternetFamily = 2, Datagrams = 2, CloseOnExec = 0x80000;

    private readonly int _socket = LibC.Socket(InternetFamily, Datagrams | CloseOnExec, 0);
    private readonly string _name;

    public InterfaceControl(string name) => _name = name;

    public bool Exists => Ask(GetIndex, out _);

    public int? Mtu => Ask(GetMtu, out Request request) ? request.Number : null;

    public bool IsUp => Ask(GetFlags, out Request request) && (request.Flags & UpFlag) != 0;

    /// <summary>The link address, 0 when there is none.</summary>
    public MacAddress Mac
    {
        get
        {
            const int addressAt = NameOctets + sizeof(short); // a struct sockaddr: the family, then the address
            if (!Ask(GetAddress, out Request request)) return default;
            return MacAddress.Read(new ReadOnlySpan<byte>(request.Octets + addressAt, MacAddress.Length));
        }
    }

    /// <returns>0, or the error.</returns>
    public int SetMtu(int mtu)
    {
        Request request = Name();
        request.Number = mtu;
        return LibC.Control(_socket, SetMtuTo, &request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <returns>0, or the error.</returns>
    public int BringUp()
    {
        if (!Ask(GetFlags, out Request request)) return Marshal.GetLastPInvokeError();
        request.Flags |= UpFlag;
        return LibC.Control(_socket, SetFlags, &request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>An ioctl on the interface whose argument is a pointer to a structure of its own.</summary>
    public int Control(nuint what, void* argument)
    {
        Request request = Name();
        *(void**)(request.Octets + NameOctets) = argument;
        return LibC.Control(_socket, what, &request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public void Dispose() => _ = LibC.Close(_socket);

    /// <summary>A request for an interface; the rest is zero.</summary>
    public static Request Name(string name)
    {
        Request request = default;
        Encoding.UTF8.GetBytes(name, new Span<byte>(request.Octets, NameOctets - 1));
        return request;
    }

    private Request Name() => Name(_name);

    private bool Ask(nuint what, out Request answer)
    {
        Request request = Name();
        bool isKnown = LibC.Control(_socket, what, &request) == 0;
        answer = request;
        return isKnown;
    }

    [StructLayout(LayoutKind.Explicit, Size = RequestOctets)]
    public struct Request
    {
        [FieldOffset(0)]
        public fixed byte Octets[RequestOctets];

        [FieldOffset(NameOctets)]
        public short Flags;

        [FieldOffset(NameOctets)]
        public int Number;
    }
}
