using System.Runtime.InteropServices;
using SharpPcap.LibPcap;

namespace NetStack.Capture.Devices;

/// <summary>What libpcap can do and its binding does not offer: waiting for a device, its direction, and sending without an
/// exception for each frame that finds no room.</summary>
internal sealed unsafe class PcapNative
{
    private const int DirectionIn = 1;
    private static readonly string[] Libraries = OperatingSystem.IsWindows()
        ? ["wpcap"]
        : ["libpcap.so.0.8", "libpcap.so.1", "libpcap.so", "libpcap.A.dylib"];

    private readonly nint _handle;
    private readonly delegate* unmanaged<nint, byte*, int, int> _send;

    public PcapNative(LibPcapLiveDevice device)
    {
        _handle = device.Handle.DangerousGetHandle();
        nint library = Load();
        _send = (delegate* unmanaged<nint, byte*, int, int>)NativeLibrary.GetExport(library, "pcap_sendpacket");
        string wait = OperatingSystem.IsWindows() ? "pcap_getevent" : "pcap_get_selectable_fd";
        WaitHandle = OperatingSystem.IsWindows()
            ? ((delegate* unmanaged<nint, nint>)NativeLibrary.GetExport(library, wait))(_handle)
            : ((delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, wait))(_handle);
        var setDirection = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "pcap_setdirection");
        HidesOwnFrames = setDirection(_handle, DirectionIn) == 0;
    }

    /// <summary>A file descriptor; on Windows an event.</summary>
    public nint WaitHandle { get; }

    /// <summary>True when frames that this machine sends on the device are not read back from it.</summary>
    public bool HidesOwnFrames { get; }

    /// <returns>0, or the system's error.</returns>
    public int Send(ReadOnlySpan<byte> octets)
    {
        fixed (byte* start = octets)
            return _send(_handle, start, octets.Length) == 0 ? 0 : Math.Max(1, Marshal.GetLastSystemError());
    }

    private static nint Load()
    {
        foreach (string name in Libraries)
            if (NativeLibrary.TryLoad(name, out nint library)) return library;
        throw new DllNotFoundException("libpcap");
    }
}
