namespace NetStack.Capture.Devices;

/// <summary>What came of reading or writing a frame.</summary>
public enum DeviceStatus
{
    /// <summary>A frame was read or written.</summary>
    Done,

    /// <summary>There is no frame, or no room for one: wait.</summary>
    WouldBlock,

    /// <summary>This frame was refused (the device is down, the frame too large); the next may pass.</summary>
    Refused,

    /// <summary>The device does not exist any more.</summary>
    Gone,
}
