using System.Runtime.InteropServices;

namespace NetStack.Capture.Devices.Linux;

/// <summary>Is told by the kernel when an interface appears, goes, or changes: rtnetlink(7), the group of links.</summary>
internal sealed unsafe class LinkWatch : IDisposable
{
    private const int NetlinkFamily = 16, Raw = 3, NonBlocking = 0x800, CloseOnExec = 0x80000, RouteProtocol = 0;
    private const uint LinkGroup = 1;
    private int _socket = LibC.Socket(NetlinkFamily, Raw | NonBlocking | CloseOnExec, RouteProtocol);

    /// <summary>Begins to listen in the thread's network namespace.</summary>
    public LinkWatch()
    {
        NetlinkAddress address = new() { Family = NetlinkFamily, Groups = LinkGroup };
        if (_socket >= 0 && LibC.Bind(_socket, &address, (uint)sizeof(NetlinkAddress)) != 0) Dispose();
    }

    /// <summary>Readable when something has changed; -1 where the kernel does not tell.</summary>
    public int Descriptor => _socket;

    /// <summary>Takes what was told. Which link it was about does not matter: who asks looks at its own.</summary>
    /// <returns>False when nothing was told.</returns>
    public bool Drain()
    {
        byte* octets = stackalloc byte[8192];
        bool any = false;
        while (_socket >= 0)
        {
            nint count = LibC.Read(_socket, octets, 8192);
            if (count < 0 && Marshal.GetLastPInvokeError() != LibC.ErrorNoBuffers) break; // no buffers: news were lost, so look
            any = true;
        }

        return any;
    }

    public void Dispose()
    {
        if (_socket >= 0) _ = LibC.Close(_socket);
        _socket = -1;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NetlinkAddress
    {
        public ushort Family;
        public ushort Padding;
        public uint Port;
        public uint Groups;
    }
}
