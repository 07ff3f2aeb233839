using System.Runtime.InteropServices;
using NetStack.Bytes;
using NetStack.Recording;
using SharpPcap;
using SharpPcap.LibPcap;

namespace NetStack.Capture.Live;

/// <summary>What <see cref="LiveCapture.Read"/> came to.</summary>
public enum LiveRead
{
    /// <summary>A frame.</summary>
    Frame,

    /// <summary>No frame for a while: a moment to look at the clock, or to flush what was written.</summary>
    Idle,
}

/// <summary>Frames from a device, through libpcap. For one thread; the queue is the kernel's buffer, which is bounded,
/// and what finds no room in it is counted as dropped.</summary>
public sealed class LiveCapture : IDisposable
{
    // The data link types that libpcap numbers otherwise within a machine than in files.
    private const int RawOnLinux = 12, RawOnOpenBsd = 14;

    // struct pcap_pkthdr: a struct timeval, then the captured and the original length.
    private static readonly int TimevalHalf = OperatingSystem.IsWindows() ? sizeof(int) : nint.Size;

    private readonly LibPcapLiveDevice _device;
    private readonly DeviceWait _wait;
    private readonly TimeSpan _handOverEvery;
    private readonly long _nanosecondsPerTick;
    private byte[] _octets = new byte[2048];
    private LiveStatistics _statistics;
    private int _count;

    private LiveCapture(LibPcapLiveDevice device, LiveOptions options)
    {
        (_device, _wait, _handOverEvery) = (device, new(device), options.HandOverEvery);
        bool hasNanoseconds = device.TimestampResolution == TimestampResolution.Nanosecond;
        _nanosecondsPerTick = hasNanoseconds ? 1 : 1_000;
        Interface = new()
        {
            Name = device.Name,
            Description = string.IsNullOrWhiteSpace(device.Description) ? null : device.Description,
            LinkType = ToLinkType((int)device.LinkType),
            SnapLength = (uint)options.SnapLength,
            Filter = options.Filter,
            OperatingSystem = RuntimeInformation.OSDescription,
            Resolution = hasNanoseconds ? TimeResolution.Nanoseconds : TimeResolution.Microseconds,
        };
    }

    /// <summary>The device, as a recording describes it.</summary>
    public RecordedInterface Interface { get; }

    /// <summary>Opens a device. From then on the kernel gathers frames.</summary>
    /// <exception cref="CaptureException">No such device, no permission, a wrong filter, libpcap missing: one line
    /// that says what helps.</exception>
    public static LiveCapture Open(LiveOptions options)
    {
        LibPcapLiveDevice device = LiveErrors.Translate(options.Device, () => Find(options.Device));
        try
        {
            return LiveErrors.Translate(options.Device, () => Start(device, options));
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a frame, but not long.</summary>
    /// <param name="frame">Its octets are valid until the next call.</param>
    /// <exception cref="CaptureException">The device went away.</exception>
    public LiveRead Read(out CapturedFrame frame)
    {
        const int GotFrame = 1, NoFrame = 0;
        nint header = 0, data = 0;
        int status = _device.GetNextPacketPointers(ref header, ref data);
        if (status == NoFrame)
        {
            _wait.For(_handOverEvery);
            status = _device.GetNextPacketPointers(ref header, ref data);
        }

        frame = default;
        if (status == NoFrame) return LiveRead.Idle;
        if (status != GotFrame) throw LiveErrors.DeviceGone(_device.Name, _device.LastError.Trim());
        frame = CopyFrame(header, data);
        return LiveRead.Frame;
    }

    /// <summary>What was received and dropped so far; the last that was known, when the device is gone.</summary>
    public LiveStatistics ReadStatistics()
    {
        try
        {
            ICaptureStatistics counted = _device.Statistics;
            _statistics = new(counted.ReceivedPackets, counted.DroppedPackets, counted.InterfaceDroppedPackets);
        }
        catch (PcapException)
        {
            // pcap_stats fails when the device is gone: what was counted before still holds.
        }

        return _statistics;
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    internal static LinkType ToLinkType(int dataLink) =>
        dataLink is RawOnLinux or RawOnOpenBsd ? LinkType.Raw : (LinkType)dataLink;

    private static LibPcapLiveDevice Find(string name)
    {
        IReadOnlyList<PcapInterface> all = PcapInterface.GetAllPcapInterfaces();
        PcapInterface? found = all.FirstOrDefault(device => device.Name == name)
            ?? all.FirstOrDefault(device => device.FriendlyName == name); // Windows: names that people know
        return found is null ? throw LiveErrors.NoSuchDevice(name, all.Select(device => device.Name)) : new(found);
    }

    private static LiveCapture Start(LibPcapLiveDevice device, LiveOptions options)
    {
        device.Open(new DeviceConfiguration
        {
            Mode = options.Promiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
            Snaplen = options.SnapLength,
            ReadTimeout = (int)options.HandOverEvery.TotalMilliseconds,
            KernelBufferSize = options.KernelBufferOctets,
            TimestampResolution = OperatingSystem.IsLinux() ? TimestampResolution.Nanosecond : null,
        });
        if (!string.IsNullOrWhiteSpace(options.Filter)) SetFilter(device, options.Filter);
        return new(device, options);
    }

    private static void SetFilter(LibPcapLiveDevice device, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException e)
        {
            string why = device.LastError is { Length: > 0 } last ? last : e.Message;
            throw LiveErrors.BadFilter(filter, why.Trim());
        }
    }

    /// <summary>libpcap's octets are valid until its next call only, and not as managed memory: one copy.</summary>
    private unsafe CapturedFrame CopyFrame(nint header, nint data)
    {
        byte* at = (byte*)header;
        long seconds = TimevalHalf == sizeof(long) ? *(long*)at : *(uint*)at;
        long fraction = *(uint*)(at + TimevalHalf); // less than 2^32; on macOS the other half is padding
        int captured = *(int*)(at + (2 * TimevalHalf)), original = *(int*)(at + (2 * TimevalHalf) + sizeof(int));
        if (_octets.Length < captured) _octets = new byte[captured];
        new ReadOnlySpan<byte>((byte*)data, captured).CopyTo(_octets);
        Timestamp time = Timestamp.FromSeconds(seconds, fraction * _nanosecondsPerTick);
        return new(_octets.AsMemory(0, captured), new(++_count, time, original, Interface.LinkType));
    }
}
