using NetStack.Bytes;
using NetStack.Internet;

namespace NetStack.Capture.Devices;

/// <summary>What a host's cable is plugged into: a TAP device, a NIC. Frames are read and written without waiting; who has
/// nothing to do waits for <see cref="Handle"/>.</summary>
/// <remarks>Used by one thread at a time.</remarks>
public interface IFrameDevice : IDisposable
{
    /// <summary>Its name: tap0, eth0.</summary>
    string Name { get; }

    /// <summary>The link address for the host that uses the device; the device's own belongs to this machine's kernel.</summary>
    MacAddress Mac { get; }

    /// <summary>Octets of the largest datagram, as last known.</summary>
    int Mtu { get; }

    /// <summary>Work that it does for frames that are written to it.</summary>
    Offload Offload { get; }

    /// <summary>Becomes readable when a frame can be read: a file descriptor, on Windows the handle of an event; -1 while the
    /// device is gone.</summary>
    nint Handle { get; }

    /// <summary>When <see cref="Read"/> has something to do that <see cref="Handle"/> does not tell of: a frame that was delayed.</summary>
    Timestamp NextArrival => Timestamp.Never;

    /// <summary>Becomes readable when <see cref="ReadChange"/> has something to tell; -1 when it never does.</summary>
    nint ChangeHandle { get; }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">Valid until the next call.</param>
    DeviceStatus Read(out Frame frame);

    /// <summary>Writes a frame, of which the device does what <see cref="Offload"/> promises.</summary>
    DeviceStatus Write(in Frame frame);

    /// <summary>True when <see cref="Mtu"/> has changed since the last call.</summary>
    bool ReadChange();

    /// <summary>Opens a device that was gone and is there again.</summary>
    /// <returns>False while it is not.</returns>
    bool TryReopen();
}
