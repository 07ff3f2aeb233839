using NetStack.Bytes;
using NetStack.Capture.Devices;
using NetStack.Internet;
using NetStack.Simulation.Links;

namespace NetStack.Capture.Pumping;

/// <summary>A device with a bad cable: frames are lost, delayed, reordered, damaged on the way in and on the way out, by the same
/// link as the simulator's.</summary>
public sealed class ImpairedDevice : IFrameDevice
{
    private const int BatchFrames = 64;
    private readonly IFrameDevice _device;
    private readonly LinkDirection _in, _out;
    private readonly LinkEntrance _entrance;
    private readonly PumpTime _time;

    /// <summary>Puts a cable before a device, which is then this one's to dispose of.</summary>
    /// <param name="device">The device.</param>
    /// <param name="inwards">What happens to frames from the device.</param>
    /// <param name="outwards">What happens to frames to the device.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="clock">The pump's clock; null for the machine's.</param>
    public ImpairedDevice(IFrameDevice device, Impairments inwards, Impairments outwards, ulong seed = 1, IPumpClock? clock = null)
    {
        SeededRandom random = new(seed);
        (_device, _time) = (device, new(clock));
        (_in, _out) = (inwards.CreateLink(random.Split()), outwards.CreateLink(random.Split()));
        _entrance = new(_in, FrameDirection.In, null);
    }

    /// <inheritdoc/>
    public string Name => _device.Name;

    /// <inheritdoc/>
    public MacAddress Mac => _device.Mac;

    /// <inheritdoc/>
    public int Mtu => _device.Mtu;

    /// <summary>None: a cable carries whole frames.</summary>
    public Offload Offload => Offload.None;

    /// <inheritdoc/>
    public nint Handle => _device.Handle;

    /// <inheritdoc/>
    public nint ChangeHandle => _device.ChangeHandle;

    /// <inheritdoc/>
    public Timestamp NextArrival => _in.NextArrival < _out.NextArrival ? _in.NextArrival : _out.NextArrival;

    /// <summary>Frames that the cable has lost on the way in.</summary>
    public long LostInwards => _in.Dropped;

    /// <summary>Frames that the cable has lost on the way out.</summary>
    public long LostOutwards => _out.Dropped;

    /// <summary>Frames that came out of the cable when the device was full, down or gone.</summary>
    public long Refused { get; private set; }

    /// <inheritdoc/>
    public DeviceStatus Read(out Frame frame)
    {
        Timestamp now = _time.Reach();
        Flush(now);
        if (_in.TryTake(now, out frame)) return DeviceStatus.Done;
        DeviceStatus status = DeviceStatus.Done;
        for (int count = 0; count < BatchFrames && status == DeviceStatus.Done; count++)
        {
            status = _device.Read(out Frame entering);
            if (status == DeviceStatus.Done) _entrance.Send(entering, now);
        }

        if (_in.TryTake(now, out frame)) return DeviceStatus.Done;
        return status == DeviceStatus.Done ? DeviceStatus.WouldBlock : status;
    }

    /// <inheritdoc/>
    public DeviceStatus Write(in Frame frame)
    {
        Timestamp now = _time.Reach();
        _out.Send(frame, now);
        Flush(now);
        return DeviceStatus.Done;
    }

    /// <inheritdoc/>
    public bool ReadChange() => _device.ReadChange();

    /// <inheritdoc/>
    public bool TryReopen() => _device.TryReopen();

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    private void Flush(Timestamp now)
    {
        while (_out.TryTake(now, out Frame frame))
            if (_device.Write(frame) != DeviceStatus.Done) Refused++;
    }
}
