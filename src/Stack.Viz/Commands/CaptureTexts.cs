namespace NetStack.Viz.Commands;

/// <summary>Texts of <c>netstack capture</c> and <c>netstack devices</c>.</summary>
public static class CaptureTexts
{
    /// <summary>What capture does.</summary>
    public const string Command = "capture.command";

    /// <summary>-i.</summary>
    public const string Device = "capture.device";

    /// <summary>-f.</summary>
    public const string Filter = "capture.filter";

    /// <summary>-c.</summary>
    public const string Count = "capture.count";

    /// <summary>-a.</summary>
    public const string StopWhen = "capture.stop-when";

    /// <summary>-s.</summary>
    public const string SnapLength = "capture.snap-length";

    /// <summary>-p.</summary>
    public const string NotPromiscuous = "capture.not-promiscuous";

    /// <summary>-B.</summary>
    public const string Buffer = "capture.buffer";

    /// <summary>-w.</summary>
    public const string Write = "capture.write";

    /// <summary>-Y.</summary>
    public const string Select = "capture.select";

    /// <summary>--view.</summary>
    public const string View = "capture.view";

    /// <summary>A stop condition that makes no sense. Argument: what was written.</summary>
    public const string BadStop = "capture.error.stop";

    /// <summary>filesize without -w.</summary>
    public const string StopNeedsFile = "capture.error.stop-needs-file";

    /// <summary>A number that must be above zero. Arguments: the option, what was written.</summary>
    public const string BadNumber = "capture.error.number";

    /// <summary>No such view. Arguments: what was written, the views.</summary>
    public const string NoSuchView = "capture.error.view";

    /// <summary>The capture has begun. Argument: the device.</summary>
    public const string Began = "capture.began";

    /// <summary>The capture has ended. Arguments: frames captured, shown or written, dropped by the kernel, by the device.</summary>
    public const string Ended = "capture.ended";

    /// <summary>Frames were dropped: what helps.</summary>
    public const string Dropped = "capture.dropped";

    /// <summary>What devices does.</summary>
    public const string Devices = "capture.devices";

    /// <summary>No device at all.</summary>
    public const string NoDevices = "capture.devices.none";

    /// <summary>A device is up.</summary>
    public const string Up = "capture.devices.up";

    /// <summary>A device is up and has no link.</summary>
    public const string NoLink = "capture.devices.no-link";

    /// <summary>A device is down.</summary>
    public const string Down = "capture.devices.down";

    /// <summary>A device carries what the machine says to itself.</summary>
    public const string Loopback = "capture.devices.loopback";
}
