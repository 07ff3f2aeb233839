using NetStack.Bytes;
using NetStack.Capture.Devices.Linux;
using NetStack.Capture.Live;
using NetStack.Internet;
using NetStack.Transport;
using SharpPcap;
using SharpPcap.LibPcap;

namespace NetStack.Capture.Devices;

/// <summary>A NIC of this machine on which our host is a station of its own, with its own link address: frames are read and
/// injected through libpcap, and the machine's kernel takes no part in them.</summary>
/// <remarks>
/// Frames of a neighbor on the same machine (veth) have partial checksums and may be super-segments; libpcap does not
/// say so. A checksum that is the sum of the pseudo-header alone is taken for partial, as Wireshark does, and a TCP frame
/// larger than the MTU for a super-segment. That costs a look at the headers of each frame, and one damaged frame in
/// 65,536 whose checksum happens to be that sum is not noticed. What is written is complete and within the MTU.
/// Works on Linux; written for macOS and Windows, too, and not tested there.
/// </remarks>
public sealed unsafe class PcapNic : IFrameDevice
{
    private const int LargestFrame = 65_535 + 18;
    private static readonly int TimevalOctets = OperatingSystem.IsWindows() ? 2 * sizeof(int) : 2 * nint.Size;

    private readonly NicOptions _options;
    private LibPcapLiveDevice? _device;
    private PcapNative? _native;
    private InterfaceControl? _control;
    private LinkWatch? _watch;

    private PcapNic(NicOptions options) => _options = options;

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public MacAddress Mac { get; private set; }

    /// <inheritdoc/>
    public int Mtu { get; private set; } = 1500;

    /// <inheritdoc/>
    public Offload Offload => Offload.None;

    /// <inheritdoc/>
    public nint Handle => _native?.WaitHandle ?? -1;

    /// <inheritdoc/>
    public nint ChangeHandle => _watch?.Descriptor ?? -1;

    /// <summary>Opens a NIC.</summary>
    /// <exception cref="CaptureException">Why not, and what helps.</exception>
    public static PcapNic Open(NicOptions options)
    {
        PcapNic nic = new(options);
        try
        {
            return NetworkNamespace.Run(options.NetworkNamespace, nic.Attach);
        }
        catch
        {
            nic.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public DeviceStatus Read(out Frame frame)
    {
        const int gotFrame = 1, noFrame = 0;
        frame = default;
        if (_device is null) return DeviceStatus.Gone;
        nint header = 0, data = 0;
        int status = _device.GetNextPacketPointers(ref header, ref data);
        if (status == noFrame) return DeviceStatus.WouldBlock;
        if (status != gotFrame)
        {
            Close();
            return DeviceStatus.Gone;
        }

        int* lengths = (int*)(header + TimevalOctets); // struct pcap_pkthdr: the time, the captured and the original length
        ReadOnlySpan<byte> octets = new((byte*)data, lengths[0]);
        frame = lengths[0] < lengths[1] ? default : Describe(octets, Mtu); // cut short: as good as empty
        return DeviceStatus.Done;
    }

    /// <inheritdoc/>
    public DeviceStatus Write(in Frame frame)
    {
        if (_native is null) return DeviceStatus.Gone;
        return _native.Send(frame.Octets) switch
        {
            0 => DeviceStatus.Done,
            LibC.ErrorAgain or LibC.ErrorNoBuffers => DeviceStatus.WouldBlock,
            _ => DeviceStatus.Refused,
        };
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
        if (_control is { Exists: false } or { IsUp: false }) return false;
        try
        {
            NetworkNamespace.Run(_options.NetworkNamespace, Attach);
            return true;
        }
        catch (CaptureException)
        {
            return false;
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

    /// <summary>What is known of a frame that a capture shows.</summary>
    /// <param name="octets">The frame.</param>
    /// <param name="mtu">The device's MTU.</param>
    internal static Frame Describe(ReadOnlySpan<byte> octets, int mtu)
    {
        if (!TransportPlace.TryFind(octets, out TransportPlace place) || !PartialChecksum.IsPartial(octets, place)) return new(octets);
        bool isSuper = place.Protocol == IpProtocol.Tcp && place.End - place.NetworkAt > mtu;
        int headers = place.TransportAt - place.NetworkAt + ((octets[place.TransportAt + 12] >> 4) * 4);
        return new(octets, ChecksumState.Partial, isSuper && headers < mtu ? mtu - headers : 0);
    }

    private void Close()
    {
        _native = null;
        _device?.Dispose();
        _device = null;
    }

    private PcapNic Attach()
    {
        Close();
        _device = LiveErrors.Translate(Name, Find);
        LiveErrors.Translate(Name, Start);
        return this;
    }

    private LibPcapLiveDevice Find()
    {
        IReadOnlyList<PcapInterface> all = PcapInterface.GetAllPcapInterfaces();
        PcapInterface? found = all.FirstOrDefault(device => device.Name == Name) ?? all.FirstOrDefault(device => device.FriendlyName == Name);
        return found is null ? throw LiveErrors.NoSuchDevice(Name, all.Select(device => device.Name)) : new(found);
    }

    private bool Start()
    {
        LibPcapLiveDevice device = _device!;
        device.Open(new DeviceConfiguration
        {
            Mode = DeviceModes.Promiscuous, // the host's link address is not the device's
            Snaplen = LargestFrame,
            Immediate = true, // a frame is handed over at once, not with others
            ReadTimeout = 1,
            BufferSize = OperatingSystem.IsWindows() ? null : _options.KernelBufferOctets,
            KernelBufferSize = OperatingSystem.IsWindows() ? _options.KernelBufferOctets : null,
        });
        device.NonBlockingMode = true;
        LearnAddressAndMtu(device);
        _native = new(device);
        if (!_options.TakesAll) device.Filter = $"(ether dst {Mac} or ether multicast) and not ether src {Mac}";
        else if (!_native.HidesOwnFrames) throw DeviceErrors.NoDirection(Name);
        return true;
    }

    private void LearnAddressAndMtu(LibPcapLiveDevice device)
    {
        MacAddress own = default;
        if (OperatingSystem.IsLinux())
        {
            _watch ??= new();
            _control ??= new(Name);
            (own, Mtu) = (_control.Mac, _control.Mtu ?? Mtu);
        }
        else if (device.MacAddress?.GetAddressBytes() is { Length: MacAddress.Length } octets)
        {
            own = MacAddress.Read(octets);
        }

        Mac = _options.Mac ?? HostMac.Beside(own);
    }
}
