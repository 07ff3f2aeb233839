using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Capture.Devices.Linux;
using NetStack.Internet;
using NetStack.Transport.Tcp;

namespace NetStack.Capture.Devices;

/// <summary>A TAP device of Linux: a cable whose one end is a network interface of this machine's kernel, and whose other end
/// is this program. Source: the kernel's Documentation/networking/tuntap.rst.</summary>
/// <remarks>A frame is one system call. Where the kernel gives it, frames carry a virtio-net header, so that checksums are
/// left out on a way that damages nothing, and up to 64 KiB of a TCP stream pass as one super-segment.</remarks>
public sealed unsafe partial class TapDevice : IFrameDevice
{
    private const int LargestFrame = 65_535 + 18; // an IP datagram, an Ethernet header and a VLAN tag

    private readonly TapOptions _options;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(VirtioHeader.Length + LargestFrame, pinned: true);
    private readonly byte* _octets;
    private byte[]? _segment;
    private int _descriptor = -1, _headerLength;
    private InterfaceControl? _control;
    private LinkWatch? _watch;

    private TapDevice(TapOptions options)
    {
        _options = options;
        _octets = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public MacAddress Mac { get; private set; }

    /// <inheritdoc/>
    public int Mtu { get; private set; }

    /// <inheritdoc/>
    public Offload Offload { get; private set; }

    /// <inheritdoc/>
    public nint Handle => _descriptor;

    /// <inheritdoc/>
    public nint ChangeHandle => _watch?.Descriptor ?? -1;

    /// <summary>Opens a device, and makes it when there is none of that name and the user may.</summary>
    /// <exception cref="CaptureException">Why not, and the command that helps.</exception>
    public static TapDevice Open(TapOptions options)
    {
        if (!OperatingSystem.IsLinux()) throw DeviceErrors.OtherSystem(options.Name);
        TapDevice device = new(options);
        try
        {
            return NetworkNamespace.Run(options.NetworkNamespace, device.Attach);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public DeviceStatus Read(out Frame frame)
    {
        frame = default;
        if (_descriptor < 0) return DeviceStatus.Gone;
        nint count = LibC.Read(_descriptor, _octets, _buffer.Length);
        if (count < _headerLength)
            return count < 0 ? StatusOf(Marshal.GetLastPInvokeError()) : DeviceStatus.Refused;

        ReadOnlySpan<byte> octets = _buffer.AsSpan(_headerLength, (int)count - _headerLength);
        if (_headerLength == 0)
        {
            frame = new(octets);
            return DeviceStatus.Done;
        }

        VirtioHeader header = MemoryMarshal.Read<VirtioHeader>(_buffer);
        frame = new(octets, header.Checksum, header.SegmentSize);
        return DeviceStatus.Done;
    }

    /// <inheritdoc/>
    public DeviceStatus Write(in Frame frame)
    {
        if (_descriptor < 0) return DeviceStatus.Gone;
        if (_headerLength == 0) return frame.SegmentSize > 0 ? WriteCut(frame) : WritePlain(frame.Octets);
        if (!VirtioHeader.TryDescribe(frame, out VirtioHeader header))
            return frame.SegmentSize > 0 ? WriteCut(frame) : DeviceStatus.Refused;
        return Write(ref header, frame.Octets);
    }

    /// <inheritdoc/>
    public bool ReadChange()
    {
        if (_watch is null || !_watch.Drain()) return false;
        int before = Mtu;
        Mtu = _control?.Mtu ?? Mtu;
        return Mtu != before;
    }

    /// <inheritdoc/>
    public bool TryReopen()
    {
        if (_control is not { Exists: true }) return false;
        try
        {
            NetworkNamespace.Run(_options.NetworkNamespace, Attach);
            return true;
        }
        catch (CaptureException)
        {
            return false; // there, but not for us yet: who makes it may still be about to say whose it is
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _control?.Dispose();
        _watch?.Dispose();
        (_control, _watch) = (null, null);
    }

    private void Close()
    {
        if (_descriptor >= 0) _ = LibC.Close(_descriptor);
        _descriptor = -1;
    }

    private DeviceStatus WritePlain(ReadOnlySpan<byte> octets)
    {
        fixed (byte* start = octets)
            return LibC.Write(_descriptor, start, octets.Length) >= 0 ? DeviceStatus.Done : StatusOf(Marshal.GetLastPInvokeError());
    }

    private DeviceStatus Write(ref VirtioHeader header, ReadOnlySpan<byte> octets)
    {
        fixed (byte* start = octets)
        fixed (VirtioHeader* described = &header)
        {
            LibC.IoVector* parts = stackalloc LibC.IoVector[2];
            parts[0] = new() { Start = described, Length = VirtioHeader.Length };
            parts[1] = new() { Start = start, Length = (nuint)octets.Length };
            return LibC.WriteVector(_descriptor, parts, 2) >= 0 ? DeviceStatus.Done : StatusOf(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>A super-segment that the kernel does not take: it is cut here. Of its segments those before the device was full
    /// have gone; the rest counts as lost on the way.</summary>
    private DeviceStatus WriteCut(in Frame frame)
    {
        if (!SuperSegment.TryParse(frame.Octets, frame.SegmentSize, out SuperSegment super)) return DeviceStatus.Refused;
        _segment ??= new byte[LargestFrame];
        DeviceStatus status = DeviceStatus.Done;
        for (int length = super.Take(_segment); length > 0 && status == DeviceStatus.Done; length = super.Take(_segment))
            status = Write(new Frame(_segment.AsSpan(0, length)));
        return status == DeviceStatus.WouldBlock ? DeviceStatus.Refused : status;
    }

    private DeviceStatus StatusOf(int error)
    {
        if (error is LibC.ErrorAgain or LibC.ErrorInterrupted) return DeviceStatus.WouldBlock;
        if (error != LibC.ErrorBadDescriptorState) return DeviceStatus.Refused; // EIO: the device is down; EINVAL: no such frame
        Close();
        return DeviceStatus.Gone;
    }
}
