using System.Runtime.InteropServices;
using SharpPcap.LibPcap;

namespace NetStack.Capture.Live;

/// <summary>Waits until a device has frames, but not longer than asked for.</summary>
/// <remarks>On Linux libpcap's own wait ends only when a frame comes, so that a quiet device could not be left. So
/// the device is asked without waiting, and the wait is <c>poll</c> on the descriptor that libpcap names for that.
/// On Windows libpcap's wait has a limit of its own.</remarks>
internal sealed unsafe partial class DeviceWait
{
    private static readonly string[] LibraryNames = ["libpcap.so.0.8", "libpcap.so.1", "libpcap.so", "libpcap.A.dylib"];

    private readonly int _descriptor = -1;

    /// <summary>Prepares an open device.</summary>
    public DeviceWait(LibPcapLiveDevice device)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (string name in LibraryNames)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            var descriptorOf = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "pcap_get_selectable_fd");
            _descriptor = descriptorOf(device.Handle.DangerousGetHandle());
            device.NonBlockingMode = _descriptor >= 0;
            return;
        }
    }

    /// <summary>Waits. A signal or an error ends it, too: asking the device then tells more.</summary>
    public void For(TimeSpan atMost)
    {
        const short canRead = 1;
        if (_descriptor < 0) return;
        PollDescriptor descriptor = new() { Descriptor = _descriptor, Events = canRead };
        _ = Poll(&descriptor, 1, (int)atMost.TotalMilliseconds);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
